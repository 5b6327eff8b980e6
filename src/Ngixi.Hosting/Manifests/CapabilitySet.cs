using System.Collections;
using Ngixi.Hosting.Manifests.Grants;

namespace Ngixi.Hosting;

/// <summary>The capabilities that manifests can grant, by name.</summary>
public sealed class CapabilitySet : IEnumerable<Capability>
{
    private readonly OrderedDictionary<string, Capability> capabilities = new(StringComparer.Ordinal);

    /// <summary>Adds a capability.</summary>
    /// <param name="capability">The capability.</param>
    /// <exception cref="ArgumentException">There is one of its name.</exception>
    public void Add(Capability capability)
    {
        ArgumentNullException.ThrowIfNull(capability);
        capabilities.Add(capability.Name, capability);
    }

    /// <summary>Finds a capability.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The capability; null where there is none.</returns>
    public Capability? Find(string name) => capabilities.GetValueOrDefault(name);

    /// <summary>Creates a set of the capabilities of this library.</summary>
    /// <returns>The set, to be added to.</returns>
    public static CapabilitySet Standard() =>
    [
        new LogCapability(), new TracingCapability(), new MetricsCapability(), new ClockCapability(), new RandomCapability(),
        new HttpCapability(), new KeyValueCapability(), new CacheCapability(), new EventsCapability(), new FilesCapability(),

        // After those whose grants it has a part in.
        new WasiCapability(),
    ];

    /// <inheritdoc/>
    public IEnumerator<Capability> GetEnumerator() => capabilities.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
