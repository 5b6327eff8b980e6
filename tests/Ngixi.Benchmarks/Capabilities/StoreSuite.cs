using Ngixi.Benchmarks.Measuring;
using Ngixi.Benchmarks.Reports;
using Ngixi.Benchmarks.Suites;

namespace Ngixi.Benchmarks.Capabilities;

/// <summary>What guests keep and publish, in each store, beside the same in C#.</summary>
internal static class StoreSuite
{
    public const string Name = "stores";

    private static readonly CapabilityWork[] Works = [.. KeyValueWorks.All, .. EventWorks.All];

    public static Section Run(Effort effort, Results results) => CallSuite.Measure(
        Name,
        "Keys, values and events in each store",
        "A guest in WebAssembly text gets, sets, publishes and takes. Ngixi.Capabilities checks keys and sizes, counts, gives versions and "
            + "holds quotas; by hand and in C# alone, nothing does. SQLite is on the disk when a write returns; Redis is a server of this "
            + "machine that syncs its disk each second. The dictionary of C# alone copies values, as a guest has to. By hand and in C# alone, "
            + "Redis has the client's synchronous calls, which take longer than awaited ones; beside scripts, they keep versions, sequences "
            + "and quotas, too.",
        effort,
        results,
        CapabilitySuite.Peers(Works),
        [.. Works.Select(work => work.Workload)]);
}
