using Ngixi.Benchmarks.Measuring;
using Ngixi.Benchmarks.Peers;
using Ngixi.Benchmarks.Reports;
using Ngixi.Benchmarks.Workloads;
using Wasmtime;

namespace Ngixi.Benchmarks.Suites;

/// <summary>What a new store with one instance costs, by the number of its imports.</summary>
internal static class InstanceSuite
{
    public const string Name = "instances";

    public const string ByHand = "by hand, a new Linker each";
    public const string Shared = "Ngixi.Bindgen, one Linker";
    public const string Pooled = "Ngixi.Bindgen, one Linker, pooling";
    public const string PooledC = "C host, pre-instantiated, pooling";

    public static Section Run(Effort effort, Results results)
    {
        List<IPeer> peers =
        [
            new SharedLinkerPeer(Shared, InstanceImports.Generated),
            new SharedLinkerPeer(Pooled, InstanceImports.Generated, isPooled: true),
            new NewLinkerPeer("Ngixi.Bindgen, a new Linker each", InstanceImports.Generated),
            new NewLinkerPeer(ByHand, InstanceImports.ByHand),
            new SharedLinkerPeer("by hand, one Linker", InstanceImports.ByHand),
            CHost.ForInstances("C host, pre-instantiated", isPooled: false),
            CHost.ForInstances(PooledC, isPooled: true),
        ];
        List<Workload> workloads = [.. effort.Sizes(5, 30, 100).Select(size => new Workload("a new instance", "run", size, "imports", Payload.None))];
        return CallSuite.Measure(
            Name,
            "New instances",
            "A new store, an instance in it, and the end of both. The linker and the module are there already unless the column says otherwise.",
            effort,
            results,
            peers,
            workloads);
    }
}
