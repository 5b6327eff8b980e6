using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ngixi.Bindgen.Generator.Collections;
using Ngixi.Bindgen.Generator.Diagnostics;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Parsing;

/// <summary>Reads the methods of one interface.</summary>
internal sealed class MethodParser(string prefix, bool isExport, Violations violations, CancellationToken cancellation)
{
    /// <summary>How <see cref="ImportMethod.Signature"/> is written.</summary>
    public static readonly SymbolDisplayFormat SignatureFormat = SymbolDisplayFormat.MinimallyQualifiedFormat
        .WithMemberOptions(SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType)
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private readonly Dictionary<string, string> importNames = new(StringComparer.Ordinal);

    /// <summary>Gets what read the types of the methods, with what they mention.</summary>
    public TypeParser Types { get; } = new(cancellation);

    public void Reserve(string importName, string owner) => importNames.Add(importName, owner);

    public EquatableArray<ImportMethod> Parse(INamedTypeSymbol type)
    {
        List<ImportMethod> methods = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (ISymbol member in MembersOf(type))
        {
            cancellation.ThrowIfCancellationRequested();
            if (member.IsImplicitlyDeclared || member is IMethodSymbol { AssociatedSymbol: not null } || member.IsOwnBusiness())
            {
                continue;
            }

            if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary, IsStatic: false } method)
            {
                // A method declared again hides the one that it inherits.
                string signature = method.ToDisplayString(SignatureFormat);
                if (seen.Add(signature) && ParseMethod(method, signature, type) is { } parsed)
                {
                    methods.Add(parsed);
                }
            }
            else if (member is { IsStatic: false } or { IsAbstract: true } && member is not INamedTypeSymbol)
            {
                violations.Add(Rules.NotAMethod, LocationOf(member, type), member.Name);
            }
        }

        return methods.ToEquatableArray();
    }

    /// <summary>The <c>Async</c> of a task's method is the host's business: for the guest the call just takes its time.</summary>
    public static string WithoutAsync(string name, Completion completion)
    {
        const string Suffix = "Async";
        return completion != Completion.Synchronous && name.Length > Suffix.Length && name.EndsWith(Suffix, StringComparison.Ordinal)
            ? name.Substring(0, name.Length - Suffix.Length)
            : name;
    }

    /// <summary>Guests have no overloads: one with a stated import name is called after that.</summary>
    private static string GuestNameOf(IMethodSymbol method, Completion completion)
    {
        string? stated = MethodVersion.StatedName(method);
        bool isOverload = stated is not null && method.ContainingType.GetMembers(method.Name).Any(other => MethodVersion.StatedName(other) != stated);
        return isOverload ? Naming.ToPascalCase(stated!) : WithoutAsync(method.Name, completion);
    }

    /// <summary>The interface's own members, then the inherited ones, each in the order of its files and lines.</summary>
    private static IEnumerable<ISymbol> MembersOf(INamedTypeSymbol type)
    {
        IEnumerable<INamedTypeSymbol> inherited = type.AllInterfaces
            .Where(contract => contract.SpecialType != SpecialType.System_IDisposable)
            .OrderBy(contract => contract.ToDisplayString(), StringComparer.Ordinal);
        return new[] { type }.Concat(inherited).SelectMany(InOrder);
    }

    /// <summary>The compiler has the members of one declaration in its order; those of several are in the order of the files that it was given.</summary>
    private static IEnumerable<ISymbol> InOrder(INamedTypeSymbol type) => type.DeclaringSyntaxReferences.Length == 1
        ? type.GetMembers()
        : type.GetMembers()
            .OrderBy(member => member.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree.FilePath ?? "", StringComparer.Ordinal)
            .ThenBy(member => member.DeclaringSyntaxReferences.FirstOrDefault()?.Span.Start ?? 0);

    private static Location LocationOf(ISymbol member, INamedTypeSymbol type) =>
        member.Locations.FirstOrDefault(location => location.IsInSource) ?? type.Locations[0];

    private ImportMethod? ParseMethod(IMethodSymbol method, string signature, INamedTypeSymbol type)
    {
        Location location = LocationOf(method, type);
        if (method.IsGenericMethod)
        {
            violations.Add(Rules.Generic, location, method.Name);
            return null;
        }

        Completion completion = Completion.Synchronous;
        BindingType? returned = isExport
            ? Types.ParseExportResult(method.ReturnType, out string hint)
            : Types.ParseResult(method.ReturnType, out completion, out hint);
        if (returned is null)
        {
            violations.Add(Rules.UnsupportedType, ReturnTypeLocation(method) ?? location, method.ReturnType.ToDisplayString(SignatureFormat), hint);
        }

        List<MethodParameter> parameters = [];
        bool areParametersValid = true;
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (ParseParameter(parameter, completion, location) is { } parsed)
            {
                parameters.Add(parsed);
            }
            else
            {
                areParametersValid = false;
            }
        }

        if (returned is null || !areParametersValid || !TryParseErrors(method, location, out EnumType? errors) || !MethodVersion.TryParse(method, location, violations, cancellation, out int version) || !TryTakeName(method, completion, version, location, out string importName))
        {
            return null;
        }

        return new ImportMethod(
            method.Name,
            GuestNameOf(method, completion),
            importName,
            version,
            signature,
            parameters.ToEquatableArray(),
            returned,
            ResultOf(returned, [.. parameters.Where(parameter => parameter.IsOut)]),
            errors,
            completion,
            DocumentationParser.Parse(method, cancellation));
    }

    /// <summary>What the guest gets: the result, and what <c>out</c> parameters are set to.</summary>
    private BindingType ResultOf(BindingType returned, IReadOnlyList<MethodParameter> outs) => (returned, outs.Count) switch
    {
        (_, 0) => returned,
        (VoidType, 1) => outs[0].Type,
        (VoidType, _) => Types.TupleOf(outs.Select(parameter => RecordParser.Field(parameter.Name, parameter.Type))),
        _ => Types.TupleOf([RecordParser.Field("Result", returned), .. outs.Select(parameter => RecordParser.Field(parameter.Name, parameter.Type))]),
    };

    private MethodParameter? ParseParameter(IParameterSymbol parameter, Completion completion, Location methodLocation)
    {
        ParameterSyntax? syntax = parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) as ParameterSyntax;
        bool isOut = parameter.RefKind == RefKind.Out && completion == Completion.Synchronous;
        if (parameter.RefKind != RefKind.None && !isOut)
        {
            violations.Add(Rules.PassedByReference, syntax?.GetLocation() ?? methodLocation, parameter.Name, parameter.RefKind.ToString().ToLowerInvariant());
            return null;
        }

        string hint;
        BindingType? type = isOut ? Types.ParseStored(TypeOfOut(parameter), out hint)
            : isExport ? Types.ParseExportParameter(parameter.Type, out hint)
            : Types.ParseParameter(parameter.Type, out hint);
        if (type is null)
        {
            violations.Add(Rules.UnsupportedType, syntax?.Type?.GetLocation() ?? methodLocation, parameter.Type.ToDisplayString(SignatureFormat), hint);
            return null;
        }

        int? maxBytes = null;
        if (parameter.FindAttribute(KnownNames.MaxBytes) is { } attribute)
        {
            maxBytes = attribute.ConstructorArguments.FirstOrDefault().Value as int?;
            if (isOut || isExport || type is not (TextType or SequenceType or ListType or DictionaryType or RecordType) || maxBytes is not >= 0)
            {
                violations.Add(
                    Rules.InvalidMaxBytes,
                    attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation() ?? methodLocation,
                    parameter.Name,
                    maxBytes is >= 0 ? "limits nothing: the guest passes no string, sequence or record there" : "must be 0 or more");
                return null;
            }
        }

        int? maxItems = null;
        if (parameter.FindAttribute(KnownNames.MaxItems) is { } itemsAttribute)
        {
            maxItems = itemsAttribute.ConstructorArguments.FirstOrDefault().Value as int?;
            if (isOut || isExport || type is not (SequenceType or ListType or DictionaryType) || maxItems is not >= 0)
            {
                violations.Add(
                    Rules.InvalidMaxItems,
                    itemsAttribute.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation() ?? methodLocation,
                    parameter.Name,
                    maxItems is >= 0 ? "limits nothing: the guest passes no list, dictionary or sequence of numbers there" : "must be 0 or more");
                return null;
            }
        }

        return new MethodParameter(parameter.Name, type, isOut, maxBytes, maxItems, ConstantParser.DefaultOf(parameter, type));
    }

    /// <summary>The type of an <c>out</c> parameter, nullable where an attribute says that it may be set to null.</summary>
    private static ITypeSymbol TypeOfOut(IParameterSymbol parameter) =>
        parameter.GetAttributes().Any(attribute => attribute.AttributeClass?.Name is "MaybeNullWhenAttribute" or "MaybeNullAttribute") && parameter.Type.IsReferenceType
            ? parameter.Type.WithNullableAnnotation(NullableAnnotation.Annotated)
            : parameter.Type;

    private bool TryParseErrors(IMethodSymbol method, Location location, out EnumType? errors)
    {
        errors = null;
        if (method.FindAttribute(KnownNames.WasmErrors) is not { } attribute)
        {
            return true;
        }

        if (isExport)
        {
            violations.Add(
                Rules.InvalidExport,
                attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation() ?? location,
                method.Name,
                "[WasmErrors] is for what the host raises; return a union, or a nullable value");
            return false;
        }

        if (attribute.ConstructorArguments.FirstOrDefault().Value is INamedTypeSymbol { TypeKind: TypeKind.Enum } type
            && type.EnumUnderlyingType?.SpecialType is not (SpecialType.System_Int64 or SpecialType.System_UInt64)
            && EnumParser.Parse(type, cancellation).Members.All(member => member.Value is >= 0 and < int.MaxValue))
        {
            errors = Types.ParseErrors(type);
            return true;
        }

        violations.Add(Rules.InvalidErrors, attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation() ?? location, method.Name);
        return false;
    }

    private bool TryTakeName(IMethodSymbol method, Completion completion, int version, Location location, out string importName)
    {
        AttributeData? stated = method.FindAttribute(KnownNames.WasmName);
        importName = stated is not null ? stated.FirstArgument() ?? "" : prefix + Naming.ToSnakeCase(WithoutAsync(method.Name, completion));
        if (importName.Length == 0)
        {
            violations.Add(Rules.InvalidName, location, importName, "an import name", "give the import a name");
            return false;
        }

        importName = MethodVersion.NameOf(importName, version);
        if (importNames.TryGetValue(importName, out string? owner))
        {
            violations.Add(Rules.DuplicateImportName, location, method.Name, importName, owner);
            return false;
        }

        importNames.Add(importName, method.Name);
        return true;
    }

    private Location? ReturnTypeLocation(IMethodSymbol method) =>
        (method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) as MethodDeclarationSyntax)?.ReturnType.GetLocation();
}
