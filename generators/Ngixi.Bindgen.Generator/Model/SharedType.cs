using Ngixi.Bindgen.Generator.Collections;

namespace Ngixi.Bindgen.Generator.Model;

/// <summary>A type that several interfaces may use: it has one piece of glue and one stub.</summary>
internal sealed record SharedType(TypeName Name, ResourceInterface? Resource, EnumDefinition? Enum, RecordDefinition? Record, UnionDefinition? Union)
{
    /// <summary>The types of all interfaces, each once, in the order of their names.</summary>
    public static EquatableArray<SharedType> Of(IEnumerable<ImportInterface> contracts, IEnumerable<ExportInterface> exports)
    {
        SortedDictionary<string, SharedType> types = new(StringComparer.Ordinal);
        foreach (ExportInterface export in exports)
        {
            AddDefinitions(types, export.Enums, export.Records, export.Unions);
        }

        foreach (ImportInterface contract in contracts.OrderBy(contract => contract.Name.Full, StringComparer.Ordinal))
        {
            AddDefinitions(types, contract.Enums, contract.Records, contract.Unions);
            foreach (ResourceInterface resource in contract.Resources)
            {
                // Its module is that of an interface that hands it out, rather than of one that only takes it.
                string name = resource.Name.Full;
                if (!types.TryGetValue(name, out SharedType? known) || (resource.IsHandedOut && known.Resource is { IsHandedOut: false }))
                {
                    types[name] = new SharedType(resource.Name, resource, null, null, null);
                }
            }
        }

        return types.Values.ToEquatableArray();
    }

    private static void AddDefinitions(
        SortedDictionary<string, SharedType> types, IEnumerable<EnumDefinition> enums, IEnumerable<RecordDefinition> records, IEnumerable<UnionDefinition> unions)
    {
        foreach (EnumDefinition enumeration in enums)
        {
            types[enumeration.Name.Full] = new SharedType(enumeration.Name, null, enumeration, null, null);
        }

        foreach (RecordDefinition record in records)
        {
            types[record.Name.Full] = new SharedType(record.Name, null, null, record, null);
        }

        foreach (UnionDefinition union in unions)
        {
            types[union.Name.Full] = new SharedType(union.Name, null, null, null, union);
        }
    }
}
