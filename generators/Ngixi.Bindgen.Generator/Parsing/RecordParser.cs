using Microsoft.CodeAnalysis;
using Ngixi.Bindgen.Generator.Collections;
using Ngixi.Bindgen.Generator.Diagnostics;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Parsing;

/// <summary>Reads records and unions, each once, with what their properties mention.</summary>
internal sealed class RecordParser(TypeParser types, ParseContext context)
{
    private readonly SortedDictionary<string, RecordDefinition> records = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, UnionDefinition> unions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Refusal> refused = new(StringComparer.Ordinal);

    /// <summary>What is being read: the names of records, each inside the one before; null where a pointer stands between.</summary>
    private readonly List<string?> open = [];

    public IEnumerable<RecordDefinition> Records => records.Values;

    public IEnumerable<UnionDefinition> Unions => unions.Values;

    /// <summary>Reads what stands behind a pointer, so that a record may contain itself there; until it is disposed.</summary>
    public IDisposable Indirection() => new Opened(open, null);

    /// <param name="isNullable">Whether a pointer stands before it.</param>
    public BindingType? Parse(INamedTypeSymbol type, bool isNullable, out Refusal refusal)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        TypeName name = context.NameOf(type);
        RecordType reference = new(name, type.IsValueType);
        if (refused.TryGetValue(name.Full, out refusal))
        {
            return null;
        }

        int outer = open.LastIndexOf(name.Full);
        if (outer >= 0)
        {
            bool isBehindPointer = isNullable || open.Skip(outer).Contains(null);
            refusal = isBehindPointer ? default : new Refusal("it contains itself; make that property nullable, or a list");
            return isBehindPointer ? reference : null;
        }

        if (records.ContainsKey(name.Full) || unions.ContainsKey(name.Full))
        {
            return reference;
        }

        // A case has to be known before its union is: it may be what is passed.
        using (isNullable ? Indirection() : null)
        using (new Opened(open, name.Full))
        using (type.IsAbstract ? Indirection() : null)
        {
            if (type.IsAbstract ? TryParseUnion(type, name, out refusal) : TryParseRecord(type, name, out refusal))
            {
                return reference;
            }
        }

        // What is wrong with a record of the project is reported there, once.
        refused.Add(name.Full, refusal);
        return null;
    }

    private bool TryParseRecord(INamedTypeSymbol type, TypeName name, out Refusal refusal)
    {
        if (type.BaseType is { IsAbstract: true, IsRecord: true } union)
        {
            // Where it is used, not where it is declared, is the mistake.
            refusal = new Refusal($"it is a case of '{union.Name}'; use '{union.Name}'");
            return false;
        }

        if (!TryReadDefinition(type, name, out RecordDefinition? record, out refusal))
        {
            return false;
        }

        records.Add(name.Full, record!);
        return true;
    }

    private bool TryParseUnion(INamedTypeSymbol type, TypeName name, out Refusal refusal)
    {
        if (TypeParser.ProblemOf(type) is { } problem)
        {
            return Refuse(type, problem, out refusal);
        }

        if (DataOf(type).FirstOrDefault() is { } property)
        {
            return Refuse(type, $"an abstract record has cases and no properties; move '{property.Name}' into its cases", out refusal);
        }

        List<INamedTypeSymbol> members = [.. type.GetTypeMembers().Where(member =>
            SymbolEqualityComparer.Default.Equals(member.BaseType, type))];
        if (members.Count == 0)
        {
            return Refuse(type, "it is abstract but has no cases; nest sealed records in it that derive from it", out refusal);
        }

        if (StandApart(members))
        {
            return Refuse(type, "its cases are in several declarations, but their order numbers them; move them into one", out refusal);
        }

        List<RecordDefinition> cases = [];
        refusal = default;
        foreach (INamedTypeSymbol member in members)
        {
            Refusal ofCase;
            if (!member.IsSealed)
            {
                Refuse(member, "it is a case of a union, but other records can derive from it; make it sealed", out ofCase);
            }
            else if (TryReadDefinition(member, context.NameOf(member), out RecordDefinition? record, out ofCase))
            {
                cases.Add(record!);
                continue;
            }

            refusal = ofCase.Within($"its case '{member.Name}': ");
        }

        if (cases.Count < members.Count)
        {
            return false;
        }

        unions.Add(
            name.Full,
            new UnionDefinition(
                name,
                Obsolescences.IsErrorIn(type),
                cases.ToEquatableArray(),
                DocumentationParser.Parse(type, context.Cancellation)));
        return true;
    }

    private bool TryReadDefinition(INamedTypeSymbol type, TypeName name, out RecordDefinition? definition, out Refusal refusal)
    {
        definition = null;
        IPropertySymbol[] data = [.. DataOf(type)];
        if (!type.HasName() || data.Any(property => property.Name.Length == 0 || type.GetMembers(property.Name).Length > 1))
        {
            // The compiler says what is wrong with it.
            context.Violations.Skip();
            refusal = Refusal.Reported;
            return false;
        }

        IMethodSymbol? constructor = ConstructorOf(type, data);
        List<IPropertySymbol> rest = [.. data.Where(property =>
            IsSettable(property) && constructor?.Parameters.All(parameter => parameter.Name != property.Name) == true)];
        if (ProblemOf(type, constructor, rest) is { } problem)
        {
            return Refuse(type, problem, out refusal);
        }

        // All of its properties are read, so that a user reads all that is wrong with them in one build.
        Documentation documentation = DocumentationParser.Parse(type, context.Cancellation);
        List<RecordField> fields = [];
        refusal = default;
        bool isRefused = false;
        foreach (IParameterSymbol parameter in constructor!.Parameters)
        {
            isRefused |= !TryReadField(
                type,
                data.First(item => item.Name == parameter.Name),
                parameter,
                documentation,
                fields,
                ref refusal);
        }

        foreach (IPropertySymbol property in rest)
        {
            isRefused |= !TryReadField(type, property, parameter: null, documentation, fields, ref refusal);
        }

        if (isRefused)
        {
            return false;
        }

        bool hasObsoleteErrors = Obsolescences.IsErrorIn(type)
            || data.Any(property => Obsolescences.IsError(property) || Obsolescences.IsErrorIn(property.Type));
        definition = new RecordDefinition(name, type.IsValueType, hasObsoleteErrors, fields.ToEquatableArray(), documentation);
        return true;
    }

    private static string? ProblemOf(INamedTypeSymbol type, IMethodSymbol? constructor, List<IPropertySymbol> rest)
    {
        if (TypeParser.ProblemOf(type) is { } problem)
        {
            return problem;
        }

        if (type.BaseType is { IsRecord: true, IsAbstract: false } parent)
        {
            return $"it derives from '{parent.Name}'; declare the inherited properties in it instead";
        }

        IEnumerable<IFieldSymbol> fields = type.GetMembers().OfType<IFieldSymbol>();
        IEnumerable<IFieldSymbol> shown = fields.Where(field => field.DeclaredAccessibility == Accessibility.Public);
        if (shown.FirstOrDefault(field => field is { IsStatic: false, IsImplicitlyDeclared: false }) is { } publicField)
        {
            return $"its '{publicField.Name}' is a field; make it a property";
        }

        if (constructor is null)
        {
            return "it has no usable constructor; make it a positional record, or add a parameterless constructor";
        }

        if (!SetsRequiredMembers(constructor)
            && RequiredOf(type).FirstOrDefault(member => !rest.Contains(member, SymbolEqualityComparer.Default)) is { } required)
        {
            return $"its '{required.Name}' is required, but the glue cannot set it; make it a public property with a setter";
        }

        return StandApart(rest) ? "its properties are in several declarations, but their order is the layout; move them into one" : null;
    }

    /// <summary>
    /// Reads a property. What is wrong with one of the project is reported there; for another, the record is refused with the reason.
    /// </summary>
    private bool TryReadField(
        INamedTypeSymbol type,
        IPropertySymbol property,
        IParameterSymbol? parameter,
        Documentation record,
        List<RecordField> fields,
        ref Refusal refusal)
    {
        if (types.ParseStored(property.Type, out Refusal problem) is not { } stored)
        {
            if (problem.Reason is { } reason)
            {
                string display = property.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
                if (context.PlaceOfType(property) is { } place)
                {
                    context.Violations.Add(
                        Rules.UnsupportedType,
                        place,
                        property.Type.ToDisplayString(MethodParser.SignatureFormat),
                        reason);
                }
                else
                {
                    refusal = new Refusal($"its '{property.Name}' is '{display}': {reason}");
                }
            }

            return false;
        }

        AttributeData? limit = property.FindAttribute(KnownNames.MaxItems) ?? parameter?.FindAttribute(KnownNames.MaxItems);
        int? maxItems = limit?.ConstructorArguments.FirstOrDefault().Value as int?;
        if (maxItems is not null && (maxItems < 0 || !stored.IsCounted()))
        {
            string reason = maxItems < 0
                ? "must be 0 or more"
                : "limits nothing, because it is not a list, a dictionary or a sequence of numbers";
            if (context.PlaceOf(limit!) is { } place)
            {
                context.Violations.Add(Rules.InvalidMaxItems, place, property.Name, reason);
            }
            else
            {
                refusal = new Refusal($"[MaxItems] of its '{property.Name}' {reason}");
            }

            return false;
        }

        Documentation documentation = DocumentationParser.Parse(property, context.Cancellation);
        if (parameter is not null
            && documentation.Summary.Length == 0
            && record.Parameters.FirstOrDefault(item => item.Name == property.Name) is { } described)
        {
            documentation = documentation with { Summary = described.Text };
        }

        fields.Add(new RecordField(
            property.Name,
            stored,
            IsArgument: parameter is not null,
            parameter is null ? null : ConstantParser.DefaultOf(parameter, stored),
            maxItems,
            documentation));
        return true;
    }

    /// <summary>Refuses a record: at its declaration where that is in the project, and otherwise wherever it is used.</summary>
    private bool Refuse(INamedTypeSymbol type, string reason, out Refusal refusal)
    {
        if (context.PlaceOf(type) is { } place)
        {
            context.Violations.Add(
                Rules.UnsupportedType,
                place,
                type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
                reason);
            refusal = Refusal.Reported;
        }
        else
        {
            refusal = new Refusal(reason);
        }

        return false;
    }

    /// <summary>
    /// The properties that are a record's data: what everybody can read. What is computed has neither setter nor parameter.
    /// </summary>
    private static IEnumerable<IPropertySymbol> DataOf(INamedTypeSymbol type) => type.GetMembers().OfType<IPropertySymbol>()
        .Where(property => property is { IsStatic: false, IsIndexer: false, DeclaredAccessibility: Accessibility.Public })
        .Where(property => property.GetMethod?.DeclaredAccessibility == Accessibility.Public);

    private bool IsSettable(IPropertySymbol property) => property.SetMethod is { } setter && context.IsAccessible(setter);

    /// <summary>The members that every initializer must set, but after a constructor that does.</summary>
    private static IEnumerable<ISymbol> RequiredOf(INamedTypeSymbol type) =>
        type.GetMembers().Where(member => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true });

    private static bool SetsRequiredMembers(IMethodSymbol constructor) =>
        constructor.FindAttribute("System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute") is not null;

    /// <summary>The constructor whose parameters are properties, the one with the most of them.</summary>
    private IMethodSymbol? ConstructorOf(INamedTypeSymbol type, IPropertySymbol[] data) => type.InstanceConstructors
        .Where(constructor => context.IsAccessible(constructor)
            && constructor.Parameters.All(parameter => parameter.RefKind == RefKind.None
                && data.Any(property => property.Name == parameter.Name
                    && (!property.IsRequired || SetsRequiredMembers(constructor))
                    && SymbolEqualityComparer.Default.Equals(property.Type, parameter.Type))))
        .OrderByDescending(constructor => constructor.Parameters.Length)
        .ThenBy(constructor => constructor.ToDisplayString(), StringComparer.Ordinal)
        .FirstOrDefault();

    /// <summary>Gets whether things stand in several declarations of one type, whose order is that of files.</summary>
    private static bool StandApart(IEnumerable<ISymbol> members) => members
        .Select(member => member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax().Parent)
        .Where(declaration => declaration is not null)
        .Distinct()
        .Skip(1)
        .Any();

    private sealed class Opened : IDisposable
    {
        private readonly List<string?> open;

        public Opened(List<string?> open, string? name)
        {
            this.open = open;
            open.Add(name);
        }

        public void Dispose() => open.RemoveAt(open.Count - 1);
    }
}
