using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ngixi.Bindgen.Generator.Collections;
using Ngixi.Bindgen.Generator.Diagnostics;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Parsing;

/// <summary>Reads the methods of one interface.</summary>
internal sealed class MethodParser(string prefix, Violations violations, CancellationToken cancellation)
{
    /// <summary>How <see cref="ImportMethod.Signature"/> is written.</summary>
    public static readonly SymbolDisplayFormat SignatureFormat = SymbolDisplayFormat.MinimallyQualifiedFormat
        .WithMemberOptions(SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType)
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private readonly Dictionary<string, string> importNames = new(StringComparer.Ordinal);
    private readonly List<TypeReference> references = [];

    /// <summary>Gets the resources and enums that the methods mention.</summary>
    public IReadOnlyList<TypeReference> References => references;

    public void Reserve(string importName, string owner) => importNames.Add(importName, owner);

    public EquatableArray<ImportMethod> Parse(INamedTypeSymbol type)
    {
        List<ImportMethod> methods = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (ISymbol member in MembersOf(type))
        {
            cancellation.ThrowIfCancellationRequested();
            if (member.IsImplicitlyDeclared || member is IMethodSymbol { AssociatedSymbol: not null })
            {
                continue;
            }

            if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary, IsStatic: false } method)
            {
                // A method declared again hides the one that it inherits.
                if (seen.Add(method.ToDisplayString(SignatureFormat)) && ParseMethod(method, type) is { } parsed)
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
        return new[] { type }.Concat(inherited).SelectMany(contract => contract.GetMembers()
            .OrderBy(member => member.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree.FilePath ?? "", StringComparer.Ordinal)
            .ThenBy(member => member.DeclaringSyntaxReferences.FirstOrDefault()?.Span.Start ?? 0));
    }

    private static Location LocationOf(ISymbol member, INamedTypeSymbol type) =>
        member.Locations.FirstOrDefault(location => location.IsInSource) ?? type.Locations[0];

    private ImportMethod? ParseMethod(IMethodSymbol method, INamedTypeSymbol type)
    {
        Location location = LocationOf(method, type);
        if (method.IsGenericMethod)
        {
            violations.Add(Rules.Generic, location, method.Name);
            return null;
        }

        BindingType? result = TypeParser.ParseResult(method.ReturnType, out Completion completion, out string hint);
        if (result is null)
        {
            violations.Add(Rules.UnsupportedType, ReturnTypeLocation(method) ?? location, method.ReturnType.ToDisplayString(SignatureFormat), hint);
        }

        List<MethodParameter> parameters = [];
        bool areParametersValid = true;
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (ParseParameter(parameter, location) is { } parsed)
            {
                parameters.Add(parsed);
            }
            else
            {
                areParametersValid = false;
            }
        }

        if (result is null || !areParametersValid || !TryParseErrors(method, location, out EnumType? errors) || !MethodVersion.TryParse(method, location, violations, cancellation, out int version) || !TryTakeName(method, completion, version, location, out string importName))
        {
            return null;
        }

        Reference(method);
        return new ImportMethod(
            method.Name,
            GuestNameOf(method, completion),
            importName,
            version,
            method.ToDisplayString(SignatureFormat),
            parameters.ToEquatableArray(),
            result,
            errors,
            completion,
            DocumentationParser.Parse(method, cancellation));
    }

    private MethodParameter? ParseParameter(IParameterSymbol parameter, Location methodLocation)
    {
        ParameterSyntax? syntax = parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) as ParameterSyntax;
        if (parameter.RefKind != RefKind.None)
        {
            violations.Add(Rules.PassedByReference, syntax?.GetLocation() ?? methodLocation, parameter.Name, parameter.RefKind.ToString().ToLowerInvariant());
            return null;
        }

        if (TypeParser.ParseParameter(parameter.Type, out string hint) is not { } type)
        {
            violations.Add(Rules.UnsupportedType, syntax?.Type?.GetLocation() ?? methodLocation, parameter.Type.ToDisplayString(SignatureFormat), hint);
            return null;
        }

        int? maxBytes = null;
        if (parameter.FindAttribute(KnownNames.MaxBytes) is { } attribute)
        {
            maxBytes = attribute.ConstructorArguments.FirstOrDefault().Value as int?;
            if (type is not (TextType or SequenceType) || maxBytes is not >= 0)
            {
                violations.Add(
                    Rules.InvalidMaxBytes,
                    attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation() ?? methodLocation,
                    parameter.Name,
                    maxBytes is >= 0 ? "limits nothing: the parameter is not a string or a sequence" : "must be 0 or more");
                return null;
            }
        }

        return new MethodParameter(parameter.Name, type, maxBytes, ConstantParser.DefaultOf(parameter, type));
    }

    private bool TryParseErrors(IMethodSymbol method, Location location, out EnumType? errors)
    {
        errors = null;
        if (method.FindAttribute(KnownNames.WasmErrors) is not { } attribute)
        {
            return true;
        }

        if (attribute.ConstructorArguments.FirstOrDefault().Value is INamedTypeSymbol { TypeKind: TypeKind.Enum } type
            && TypeParser.ParseParameter(type, out _) is EnumType { Underlying: not (Scalar.Int64 or Scalar.UInt64) } enumeration
            && EnumParser.Parse(type, cancellation).Members.All(member => member.Value is >= 0 and < int.MaxValue))
        {
            errors = enumeration;
            references.Add(new TypeReference(type, IsResult: true));
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

    private void Reference(IMethodSymbol method)
    {
        ITypeSymbol result = method.ReturnType is INamedTypeSymbol { TypeArguments.Length: 1, Name: "Task" or "ValueTask" } task ? task.TypeArguments[0] : method.ReturnType;
        AddReference(result, isResult: true);
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            AddReference(parameter.Type, isResult: false);
        }
    }

    private void AddReference(ITypeSymbol type, bool isResult)
    {
        if (type is INamedTypeSymbol { TypeKind: TypeKind.Enum or TypeKind.Interface } named)
        {
            references.Add(new TypeReference(named, isResult));
        }
    }

    private Location? ReturnTypeLocation(IMethodSymbol method) =>
        (method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) as MethodDeclarationSyntax)?.ReturnType.GetLocation();
}
