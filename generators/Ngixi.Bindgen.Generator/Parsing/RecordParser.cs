using Microsoft.CodeAnalysis;
using Ngixi.Bindgen.Generator.Abi;
using Ngixi.Bindgen.Generator.Collections;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Parsing;

/// <summary>Reads records and unions, each once, with what their properties mention.</summary>
internal sealed class RecordParser(TypeParser types, CancellationToken cancellation)
{
    private readonly SortedDictionary<string, RecordDefinition> records = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, UnionDefinition> unions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> refused = new(StringComparer.Ordinal);

    /// <summary>What is being read: the names of records, each inside the one before; null where a pointer stands between.</summary>
    private readonly List<string?> open = [];

    public IEnumerable<RecordDefinition> Records => records.Values;

    public IEnumerable<UnionDefinition> Unions => unions.Values;

    public static StoredField Field(string name, BindingType type) => new(name, type, Offset: 0, IsArgument: true, Default: null, MaxItems: null, Documentation.None);

    public StoredFields Arrange(IEnumerable<StoredField> fields) => StoredForm.Arrange(fields, FormOf);

    /// <summary>Reads what stands behind a pointer, so that a record may contain itself there; until it is disposed.</summary>
    public IDisposable Indirection() => new Opened(open, null);

    public BindingType? Parse(INamedTypeSymbol type, bool isNullable, out string hint)
    {
        cancellation.ThrowIfCancellationRequested();
        TypeName name = type.ToTypeName();
        RecordType reference = new(name, type.IsValueType, isNullable);
        if (refused.TryGetValue(name.Full, out hint))
        {
            return null;
        }

        int outer = open.LastIndexOf(name.Full);
        if (outer >= 0)
        {
            bool isBehindPointer = isNullable || open.Skip(outer).Contains(null);
            hint = isBehindPointer ? "" : "it contains itself; make that property nullable, or a list";
            return isBehindPointer ? reference : null;
        }

        if (records.ContainsKey(name.Full) || unions.ContainsKey(name.Full))
        {
            return reference;
        }

        using (isNullable ? Indirection() : null)
        using (new Opened(open, name.Full))
        using (type.IsAbstract ? Indirection() : null)
        {
            hint = type.IsAbstract ? TryParseUnion(type, name) : TryParseRecord(type, name);
        }

        if (hint.Length == 0)
        {
            return reference;
        }

        refused.Add(name.Full, hint);
        return null;
    }

    private StoredForm FormOf(TypeName name) =>
        records.TryGetValue(name.Full, out RecordDefinition? record) ? new StoredForm(record.Fields.Size, record.Fields.Alignment) : StoredForm.Union;

    private string TryParseRecord(INamedTypeSymbol type, TypeName name)
    {
        if (type.BaseType is { IsAbstract: true, IsRecord: true } union)
        {
            return $"it is a case of '{union.Name}'; use that";
        }

        string problem = TryReadDefinition(type, name, out RecordDefinition? record);
        if (record is not null)
        {
            records.Add(name.Full, record);
        }

        return problem;
    }

    private string TryParseUnion(INamedTypeSymbol type, TypeName name)
    {
        if (DataOf(type).FirstOrDefault() is { } property)
        {
            return $"an abstract record has cases and no properties; move '{property.Name}' into its cases";
        }

        List<RecordDefinition> cases = [];
        IEnumerable<INamedTypeSymbol> nested = type.GetTypeMembers()
            .Where(member => SymbolEqualityComparer.Default.Equals(member.BaseType, type))
            .OrderBy(member => member.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree.FilePath ?? "", StringComparer.Ordinal)
            .ThenBy(member => member.DeclaringSyntaxReferences.FirstOrDefault()?.Span.Start ?? 0);
        foreach (INamedTypeSymbol member in nested)
        {
            if (!member.IsSealed)
            {
                return $"its case '{member.Name}' could have cases of its own; make it sealed";
            }

            if (TryReadDefinition(member, member.ToTypeName(), out RecordDefinition? record) is { Length: > 0 } problem)
            {
                return $"its case '{member.Name}': {problem}";
            }

            cases.Add(record!);
        }

        if (cases.Count == 0)
        {
            return "it is abstract and has no cases; nest sealed records in it that derive from it";
        }

        unions.Add(name.Full, new UnionDefinition(name, ShortNames.AreHidden(type), cases.ToEquatableArray(), DocumentationParser.Parse(type, cancellation)));
        return "";
    }

    private string TryReadDefinition(INamedTypeSymbol type, TypeName name, out RecordDefinition? definition)
    {
        definition = null;
        if (type.IsGenericType)
        {
            return "it is generic, and its layout is one; use a record for each";
        }

        if (!type.IsAccessibleInAssembly())
        {
            return "the glue cannot see it; make it, and the types around it, internal or public";
        }

        if (type.BaseType is { IsRecord: true, IsAbstract: false } parent)
        {
            return $"it derives from '{parent.Name}'; repeat that one's properties instead";
        }

        if (type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => field is { IsStatic: false, IsImplicitlyDeclared: false, DeclaredAccessibility: Accessibility.Public }) is { } publicField)
        {
            return $"its '{publicField.Name}' is a field; make it a property";
        }

        Documentation documentation = DocumentationParser.Parse(type, cancellation);
        IPropertySymbol[] data = [.. DataOf(type)];
        IMethodSymbol? constructor = ConstructorOf(type, data);
        if (constructor is null)
        {
            return "nothing makes one from its properties; make it positional, or give it a constructor without parameters";
        }

        List<StoredField> fields = [];
        foreach (IParameterSymbol parameter in constructor.Parameters)
        {
            IPropertySymbol property = data.First(item => item.Name == parameter.Name);
            if (ReadField(property, parameter, documentation, fields) is { Length: > 0 } problem)
            {
                return problem;
            }
        }

        foreach (IPropertySymbol property in data.Where(item => item.SetMethod is not null && fields.All(field => field.Name != item.Name)))
        {
            if (ReadField(property, parameter: null, documentation, fields) is { Length: > 0 } problem)
            {
                return problem;
            }
        }

        definition = new RecordDefinition(name, ShortNames.AreHidden(type), type.IsValueType, Arrange(fields), documentation);
        return "";
    }

    private string ReadField(IPropertySymbol property, IParameterSymbol? parameter, Documentation record, List<StoredField> fields)
    {
        if (types.ParseStored(property.Type, out string hint) is not { } type)
        {
            return $"its '{property.Name}' is '{property.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}': {hint}";
        }

        int? maxItems = (property.FindAttribute(KnownNames.MaxItems) ?? parameter?.FindAttribute(KnownNames.MaxItems))?.ConstructorArguments.FirstOrDefault().Value as int?;
        if (maxItems is not null && (maxItems < 0 || type is not (SequenceType or ListType or DictionaryType)))
        {
            return $"[MaxItems] of its '{property.Name}' {(maxItems < 0 ? "must be 0 or more" : "limits nothing: it is not a list, a dictionary or a sequence of numbers")}";
        }

        Documentation documentation = DocumentationParser.Parse(property, cancellation);
        if (parameter is not null && documentation.Summary.Length == 0 && record.Parameters.FirstOrDefault(item => item.Name == property.Name) is { } described)
        {
            documentation = documentation with { Summary = described.Text };
        }

        fields.Add(new StoredField(
            property.Name,
            type,
            Offset: 0,
            IsArgument: parameter is not null,
            parameter is null ? null : ConstantParser.DefaultOf(parameter, type),
            maxItems,
            documentation));
        return "";
    }

    /// <summary>The properties that are a record's data: what is computed has neither setter nor parameter.</summary>
    private static IEnumerable<IPropertySymbol> DataOf(INamedTypeSymbol type) => type.GetMembers().OfType<IPropertySymbol>()
        .Where(property => property is { IsStatic: false, IsIndexer: false, GetMethod: not null } && property.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal
            && property.Name != "EqualityContract");

    /// <summary>The constructor whose parameters are properties, the one with the most of them.</summary>
    private static IMethodSymbol? ConstructorOf(INamedTypeSymbol type, IPropertySymbol[] data) => type.InstanceConstructors
        .Where(constructor => constructor.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal
            && constructor.Parameters.All(parameter => data.Any(property => property.Name == parameter.Name && SymbolEqualityComparer.Default.Equals(property.Type, parameter.Type))))
        .OrderByDescending(constructor => constructor.Parameters.Length)
        .FirstOrDefault();

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
