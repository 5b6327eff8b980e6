using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ngixi.Bindgen.Generator.Collections;
using Ngixi.Bindgen.Generator.Diagnostics;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Parsing;

/// <summary>Reads the methods of one interface.</summary>
internal sealed class MethodParser(ParseContext context, string prefix, bool isExport)
{
    /// <summary>How <see cref="ImportMethod.Signature"/> is written.</summary>
    public static readonly SymbolDisplayFormat SignatureFormat = SymbolDisplayFormat.MinimallyQualifiedFormat
        .WithMemberOptions(SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType)
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private readonly Dictionary<string, string> importNames = new(StringComparer.Ordinal);

    private Violations Violations => context.Violations;

    /// <summary>Gets what read the types of the methods, with what they mention.</summary>
    public TypeParser Types { get; } = new(context);

    /// <summary>Takes a name that is no method's. Returns false for one that no import can have.</summary>
    public bool TryReserve(string importName, string owner)
    {
        if (!ImportName.IsValid(importName))
        {
            return false;
        }

        importNames.Add(importName, owner);
        return true;
    }

    public EquatableArray<ImportMethod> Parse(INamedTypeSymbol type)
    {
        List<ImportMethod> methods = [];
        foreach (IGrouping<string, IMethodSymbol> alike in MethodsOf(type).GroupBy(
            method => method.ToDisplayString(SignatureFormat),
            StringComparer.Ordinal))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            if (ParseMethod([.. alike], alike.Key, type) is { } parsed)
            {
                methods.Add(parsed);
            }
        }

        return methods.ToEquatableArray();
    }

    /// <summary>Guests have no overloads: one with a stated import name is called after that.</summary>
    private static string GuestNameOf(IMethodSymbol method, Completion completion)
    {
        string? stated = VersionParser.StatedName(method);
        bool isOverload = stated is not null
            && method.ContainingType.GetMembers(method.Name).Any(other => VersionParser.StatedName(other) != stated);
        return isOverload ? Naming.ToPascalCase(stated!) : ImportMethod.WithoutAsync(method.Name, completion);
    }

    /// <summary>The methods that cross, a method before those that it hides. What cannot cross is reported.</summary>
    private IEnumerable<IMethodSymbol> MethodsOf(INamedTypeSymbol type)
    {
        foreach (ISymbol member in MembersOf(type))
        {
            switch (member)
            {
                case { IsImplicitlyDeclared: true } or IMethodSymbol { AssociatedSymbol: not null } or INamedTypeSymbol:
                    break;
                case { IsStatic: true, IsAbstract: false }:
                    break;
                case { IsStatic: true }:
                    Violations.Add(
                        Rules.NotAMethod,
                        LocationOf(member, type),
                        member.Name,
                        "is static, but a guest calls an object; make it an instance method");
                    break;
                case { IsAbstract: false } when member.IsOwnBusiness() || isExport:
                    // Its body is the host's.
                    break;
                case IMethodSymbol { MethodKind: MethodKind.Ordinary } method when !IsWhole(method):
                    // The compiler says what is wrong with it.
                    Violations.Skip();
                    break;
                case IMethodSymbol { MethodKind: MethodKind.Ordinary } method when !method.IsOwnBusiness():
                    yield return method;
                    break;
                case IMethodSymbol when isExport:
                    Violations.Add(
                        Rules.NotAMethod,
                        LocationOf(member, type),
                        member.Name,
                        "is not public, but the glue has to implement the whole interface; make it public");
                    break;
                case IMethodSymbol:
                    break;
                default:
                    string kind = member is IEventSymbol ? "is an event"
                        : member is IPropertySymbol { IsIndexer: true } ? "is an indexer"
                        : "is a property";
                    Violations.Add(
                        Rules.NotAMethod,
                        LocationOf(member, type),
                        member.Name,
                        $"{kind}, but only methods cross; make it a method");
                    break;
            }
        }
    }

    /// <summary>Gets whether a method has all of its names, and is the only one of its signature.</summary>
    private static bool IsWhole(IMethodSymbol method) =>
        method.Name.Length > 0
        && method.Parameters.All(parameter => parameter.Name.Length > 0)
        && method.Parameters.Select(parameter => parameter.Name).Distinct().Count() == method.Parameters.Length
        && !method.ContainingType.GetMembers(method.Name).Any(other => !SymbolEqualityComparer.Default.Equals(other, method)
            && (other is not IMethodSymbol { MethodKind: MethodKind.Ordinary } overload || IsAlike(method, overload)));

    private static bool IsAlike(IMethodSymbol method, IMethodSymbol other) =>
        method.Arity == other.Arity
        && method.Parameters.Length == other.Parameters.Length
        && method.Parameters.Zip(other.Parameters, (mine, its) =>
            SymbolEqualityComparer.Default.Equals(mine.Type, its.Type) && (mine.RefKind == RefKind.None) == (its.RefKind == RefKind.None))
                .All(isSame => isSame);

    /// <summary>The interface's own members, then the inherited ones, in the order of the names of their interfaces.</summary>
    private static IEnumerable<ISymbol> MembersOf(INamedTypeSymbol type)
    {
        IEnumerable<INamedTypeSymbol> inherited = type.AllInterfaces
            .Where(contract => contract.SpecialType != SpecialType.System_IDisposable)
            .OrderBy(contract => contract.ToDisplayString(), StringComparer.Ordinal);
        return new[] { type }.Concat(inherited).SelectMany(InOrder);
    }

    /// <summary>
    /// The members of one declaration are in its order; those of several are in that of their names, wherever their files lie.
    /// </summary>
    public static IEnumerable<ISymbol> InOrder(INamedTypeSymbol type) => type.DeclaringSyntaxReferences.Length == 1
        ? type.GetMembers()
        : type.GetMembers()
            .OrderBy(member => member.Name, StringComparer.Ordinal)
            .ThenBy(member => member.ToDisplayString(SignatureFormat), StringComparer.Ordinal);

    private Location LocationOf(ISymbol member, INamedTypeSymbol type) => context.PlaceOf(member) ?? type.Locations[0];

    /// <param name="alike">The method, and those of other interfaces with the same signature.</param>
    /// <param name="signature">The signature.</param>
    /// <param name="type">The interface.</param>
    private ImportMethod? ParseMethod(IReadOnlyList<IMethodSymbol> alike, string signature, INamedTypeSymbol type)
    {
        IMethodSymbol method = alike[0];
        Location location = LocationOf(method, type);
        if (method.IsGenericMethod)
        {
            Violations.Add(
                Rules.Generic,
                location,
                method.Name,
                "is generic, but a function has one signature; remove the type parameters");
            return null;
        }

        // Each part reports what is wrong with it: a user reads all of it in one build.
        int before = Violations.Count;
        bool hasOuts = method.Parameters.Any(parameter => parameter.RefKind == RefKind.Out);
        BindingType? returned = ParseReturned(method, hasOuts, location, out Completion completion);
        List<MethodParameter> parameters = [.. method.Parameters
            .Select(parameter => ParseParameter(parameter, completion, location))
            .OfType<MethodParameter>()];
        EnumType? errors = ParseErrors(method, location);
        MethodFilter? filter = ParseFilter(method, location);

        // Without a valid version it has no name of its own.
        string importName = VersionParser.TryParse(method, location, Violations, context.Cancellation, out int version)
            ? TakeName(method, type, completion, version, location)
            : "";
        if (returned is null || parameters.Count < method.Parameters.Length || Violations.Count != before)
        {
            return null;
        }

        return new ImportMethod(
            method.Name,
            GuestNameOf(method, completion),
            importName,
            version,
            alike.Select(declared => context.QualifiedNameOf(declared.ContainingType)).ToEquatableArray(),
            signature,
            HasObsoleteErrors: Obsolescences.IsError(method)
                || method.Parameters.Select(parameter => parameter.Type).Append(method.ReturnType).Any(Obsolescences.IsErrorIn),
            parameters.ToEquatableArray(),
            returned,
            ResultOf(returned, [.. parameters.Where(parameter => parameter.IsOut)]),
            errors,
            filter,
            completion,
            DocumentationParser.Parse(method, context.Cancellation))
        {
            IsSecret = alike.Any(IsSecret),
        };
    }

    private static bool IsSecret(IMethodSymbol method) =>
        method.Parameters.Cast<ISymbol>().Append(method).Append(method.ContainingType)
            .Any(symbol => symbol.FindAttribute(KnownNames.Secret) is not null)
        || method.GetReturnTypeAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == KnownNames.Secret);

    private BindingType? ParseReturned(IMethodSymbol method, bool hasOuts, Location location, out Completion completion)
    {
        completion = Completion.Synchronous;
        Location place = ReturnTypeLocation(method) ?? location;
        if (method.RefKind != RefKind.None)
        {
            Violations.Add(Rules.PassedByReference, place, $"The result of '{method.Name}'", "ref", "return the value");
            return null;
        }

        BindingType? returned = isExport
            ? Types.ParseExportResult(method.ReturnType, out Refusal refusal)
            : Types.ParseResult(method.ReturnType, out completion, out refusal);
        if (returned is not (null or VoidType) && hasOuts && completion == Completion.Synchronous)
        {
            // One of several results is stored like a record's property.
            returned = returned is TupleType
                ? Refused("a tuple and 'out' parameters are two ways to return several results; use one of them", out refusal)
                : Types.ParseStored(method.ReturnType, out refusal);
        }

        if (returned is null && refusal.Reason is { } reason)
        {
            Violations.Add(Rules.UnsupportedType, place, method.ReturnType.ToDisplayString(SignatureFormat), reason);
        }

        return returned;
    }

    private static BindingType? Refused(string reason, out Refusal refusal)
    {
        refusal = new Refusal(reason);
        return null;
    }

    /// <summary>What the guest gets: the result, and what <c>out</c> parameters are set to.</summary>
    private static BindingType ResultOf(BindingType returned, IReadOnlyList<MethodParameter> outs) => (returned, outs.Count) switch
    {
        (_, 0) => returned,
        (VoidType, 1) => outs[0].Type,
        (VoidType, _) => new TupleType(FieldsOf(outs).ToEquatableArray()),
        _ => new TupleType(FieldsOf(outs).Prepend(new RecordField("Result", returned)).ToEquatableArray()),
    };

    private static IEnumerable<RecordField> FieldsOf(IReadOnlyList<MethodParameter> outs) =>
        outs.Select(parameter => new RecordField(parameter.Name, parameter.Type));

    private MethodParameter? ParseParameter(IParameterSymbol parameter, Completion completion, Location methodLocation)
    {
        ParameterSyntax? syntax = parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(context.Cancellation) as ParameterSyntax;
        bool isOut = parameter.RefKind == RefKind.Out && completion == Completion.Synchronous;
        if (parameter.RefKind != RefKind.None && !isOut)
        {
            (string kind, string remedy) = parameter.RefKind switch
            {
                RefKind.Out => ("out", "return a tuple, because a task completes after its method returned"),
                RefKind.In => ("in", "pass it by value"),
                RefKind.RefReadOnlyParameter => ("ref readonly", "pass it by value"),
                _ => ("ref", "return the new value, or take a Span<T> of numbers for the host to write to"),
            };
            Violations.Add(Rules.PassedByReference, syntax?.GetLocation() ?? methodLocation, $"Parameter '{parameter.Name}'", kind, remedy);
            return null;
        }

        Refusal refusal;
        BindingType? type = isOut ? Types.ParseStored(TypeOfOut(parameter), out refusal)
            : isExport ? Types.ParseExportParameter(parameter.Type, out refusal)
            : Types.ParseParameter(parameter.Type, out refusal);
        if (type is null)
        {
            if (refusal.Reason is { } reason)
            {
                Violations.Add(
                    Rules.UnsupportedType,
                    syntax?.Type?.GetLocation() ?? methodLocation,
                    parameter.Type.ToDisplayString(SignatureFormat),
                    reason);
            }

            return null;
        }

        bool isPassed = !isOut && !isExport;
        int? maxBytes = ReadLimit(
            parameter, KnownNames.MaxBytes, isPassed && type.HasBytes(),
            Rules.InvalidMaxBytes, "the guest passes no string, sequence or record; remove it", methodLocation);
        int? maxItems = ReadLimit(
            parameter, KnownNames.MaxItems, isPassed && type.IsCounted(),
            Rules.InvalidMaxItems, "the guest passes no list, dictionary or sequence of numbers; remove it", methodLocation);
        return new MethodParameter(parameter.Name, type, isOut, maxBytes, maxItems, ConstantParser.DefaultOf(parameter, type));
    }

    /// <summary>Reads <c>[MaxBytes]</c> or <c>[MaxItems]</c>.</summary>
    private int? ReadLimit(
        IParameterSymbol parameter, string attributeName, bool limits, DiagnosticDescriptor rule, string nothing, Location methodLocation)
    {
        if (parameter.FindAttribute(attributeName) is not { } attribute)
        {
            return null;
        }

        int? limit = attribute.ConstructorArguments.FirstOrDefault().Value as int?;
        if (!limits || limit is not >= 0)
        {
            Violations.Add(
                rule,
                context.PlaceOf(attribute) ?? methodLocation,
                parameter.Name,
                limit is >= 0 ? $"limits nothing, because {nothing}" : "must be 0 or more");
        }

        return limit;
    }

    /// <summary>The type of an <c>out</c> parameter, nullable where an attribute says that it may be set to null.</summary>
    public static ITypeSymbol TypeOfOut(IParameterSymbol parameter) =>
        parameter.GetAttributes().Any(attribute => attribute.AttributeClass?.Name is "MaybeNullWhenAttribute" or "MaybeNullAttribute")
        && parameter.Type.IsReferenceType
            ? parameter.Type.WithNullableAnnotation(NullableAnnotation.Annotated)
            : parameter.Type;

    private EnumType? ParseErrors(IMethodSymbol method, Location location)
    {
        if (method.FindAttribute(KnownNames.WasmErrors) is not { } attribute)
        {
            return null;
        }

        Location place = context.PlaceOf(attribute) ?? location;
        if (isExport)
        {
            Violations.Add(
                Rules.InvalidExport,
                place,
                method.Name,
                "[WasmErrors] declares errors of the host; return a union or a nullable value");
        }
        else if (attribute.ConstructorArguments.FirstOrDefault().Value is INamedTypeSymbol type
            && type is { TypeKind: TypeKind.Enum, IsGenericType: false }
            && type.IsAccessibleInAssembly()
            && type.EnumUnderlyingType?.SpecialType is not (SpecialType.System_Int64 or SpecialType.System_UInt64)
            && EnumParser.Parse(context, type).Members.All(member => member.Value is >= 0 and < int.MaxValue))
        {
            return Types.ParseErrors(type);
        }
        else
        {
            Violations.Add(Rules.InvalidErrors, place, method.Name);
        }

        return null;
    }

    private MethodFilter? ParseFilter(IMethodSymbol method, Location location)
    {
        if (method.FindAttribute(KnownNames.WasmFilter) is not { } attribute)
        {
            return null;
        }

        string name = attribute.FirstArgument() ?? "";
        List<IMethodSymbol> named = [.. method.ContainingType.GetMembers(name).OfType<IMethodSymbol>()];
        string? problem = isExport ? "a guest's method has none; remove it"
            : HasResult(method) ? "the guest waits for a result; return nothing"
            : named.Count != 1
                || named[0] is not { IsGenericMethod: false, IsStatic: false, RefKind: RefKind.None }
                || named[0].ReturnType.SpecialType != SpecialType.System_Boolean
                ? "name one method of the same interface that returns a bool"
            : named[0].Parameters.FirstOrDefault(parameter => !parameter.HasExplicitDefaultValue && !IsOf(method, parameter)) is { } missing
                ? $"'{missing.Name}' of '{name}' is no parameter of the method; add it, or give it a default value"
            : null;
        if (problem is not null)
        {
            Violations.Add(Rules.InvalidFilter, context.PlaceOf(attribute) ?? location, method.Name, problem);
            return null;
        }

        return new MethodFilter(
            name, named[0].Parameters.Where(parameter => IsOf(method, parameter)).Select(parameter => parameter.Name).ToEquatableArray());
    }

    private static bool HasResult(IMethodSymbol method) =>
        !method.ReturnsVoid
        || method.Parameters.Any(parameter => parameter.RefKind != RefKind.None)
        || method.FindAttribute(KnownNames.WasmErrors) is not null;

    /// <summary>Gets whether a method has a parameter, too.</summary>
    private static bool IsOf(IMethodSymbol method, IParameterSymbol parameter) => method.Parameters.Any(other =>
        other.Name == parameter.Name && SymbolEqualityComparer.IncludeNullability.Equals(other.Type, parameter.Type));

    /// <summary>Gives a method its import's name. One that cannot be used, or is taken, is reported.</summary>
    private string TakeName(IMethodSymbol method, INamedTypeSymbol type, Completion completion, int version, Location location)
    {
        AttributeData? stated = method.FindAttribute(KnownNames.WasmName);
        string importName = stated is not null
            ? stated.FirstArgument() ?? ""
            : prefix + Naming.ToSnakeCase(ImportMethod.WithoutAsync(method.Name, completion));
        if (!ImportName.IsValid(importName))
        {
            Violations.Add(
                Rules.InvalidName,
                location,
                importName,
                "import name",
                importName.Length == 0 ? "name the import" : ImportName.Remedy);
            return importName;
        }

        importName = MethodVersion.NameOf(importName, version);
        string owner = NameInErrors(method, type);
        if (importNames.TryGetValue(importName, out string? other))
        {
            Violations.Add(Rules.DuplicateImportName, location, owner, isExport ? "export" : "import", importName, other);
        }
        else
        {
            importNames.Add(importName, owner);
        }

        return importName;
    }

    /// <summary>
    /// A method as an error names it: with its parameters where it has overloads, with its interface where it is inherited.
    /// </summary>
    private static string NameInErrors(IMethodSymbol method, INamedTypeSymbol type)
    {
        bool isOwn = SymbolEqualityComparer.Default.Equals(method.ContainingType, type);
        bool isOverloaded = method.ContainingType.GetMembers(method.Name).Length > 1;
        string owner = isOwn ? "" : method.ContainingType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat) + ".";
        string parameters = isOverloaded
            ? $"({string.Join(", ", method.Parameters.Select(parameter => parameter.Type.ToDisplayString(SignatureFormat)))})"
            : "";
        return $"{owner}{method.Name}{parameters}";
    }

    private Location? ReturnTypeLocation(IMethodSymbol method)
    {
        SyntaxReference? declaration = method.DeclaringSyntaxReferences.FirstOrDefault();
        return (declaration?.GetSyntax(context.Cancellation) as MethodDeclarationSyntax)?.ReturnType.GetLocation();
    }
}
