using Ngixi.Bindgen.Generator.Collections;

namespace Ngixi.Bindgen.Generator.Model;

/// <summary>A type that several interfaces may use: it has one piece of glue and one stub.</summary>
internal sealed record SharedType(TypeName Name, ResourceInterface? Resource, EnumDefinition? Enum, RecordDefinition? Record, UnionDefinition? Union)
{
    /// <summary>The types of all interfaces, each once, in the order of their names.</summary>
    public static EquatableArray<SharedType> Of(IEnumerable<ImportInterface> contracts)
    {
        SortedDictionary<string, SharedType> types = new(StringComparer.Ordinal);
        foreach (ImportInterface contract in contracts.OrderBy(contract => contract.Name.Full, StringComparer.Ordinal))
        {
            foreach (EnumDefinition enumeration in contract.Enums)
            {
                types[enumeration.Name.Full] = new SharedType(enumeration.Name, null, enumeration, null, null);
            }

            foreach (RecordDefinition record in contract.Records)
            {
                types[record.Name.Full] = new SharedType(record.Name, null, null, record, null);
            }

            foreach (UnionDefinition union in contract.Unions)
            {
                types[union.Name.Full] = new SharedType(union.Name, null, null, null, union);
            }

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
}
