using Ngixi.Bindgen.Generator.Collections;

namespace Ngixi.Bindgen.Generator.Model;

/// <summary>A resource or an enum that several interfaces may use: it has one piece of glue and one stub.</summary>
internal sealed record SharedType(ResourceInterface? Resource, EnumDefinition? Enum)
{
    public TypeName Name => Resource?.Name ?? Enum!.Name;

    /// <summary>The types of all interfaces, each once, in the order of their names.</summary>
    public static EquatableArray<SharedType> Of(IEnumerable<ImportInterface> contracts)
    {
        SortedDictionary<string, SharedType> types = new(StringComparer.Ordinal);
        foreach (ImportInterface contract in contracts.OrderBy(contract => contract.Name.Full, StringComparer.Ordinal))
        {
            foreach (EnumDefinition enumeration in contract.Enums)
            {
                types[enumeration.Name.Full] = new SharedType(null, enumeration);
            }

            foreach (ResourceInterface resource in contract.Resources)
            {
                // Its module is that of an interface that hands it out, rather than of one that only takes it.
                string name = resource.Name.Full;
                if (!types.TryGetValue(name, out SharedType? known) || (resource.IsHandedOut && known.Resource is { IsHandedOut: false }))
                {
                    types[name] = new SharedType(resource, null);
                }
            }
        }

        return types.Values.ToEquatableArray();
    }
}
