using Ngixi.Benchmarks.Measuring;
using Ngixi.Benchmarks.Peers;
using Ngixi.Benchmarks.Reports;
using Ngixi.Benchmarks.Workloads;

namespace Ngixi.Benchmarks.Suites;

/// <summary>What a new store with one instance costs, by the number of its imports.</summary>
internal static class InstanceSuite
{
    public const string Name = "instances";

    public const string ByHand = "by hand, a new Linker each";
    public const string Pooled = "LinkedModule, pooling";
    public const string PooledC = "C host, pre-instantiated, pooling";

    public static Section Run(Effort effort, Results results)
    {
        List<IPeer> peers =
        [
            new LinkedModulePeer(Pooled, isPooled: true),
            new LinkedModulePeer("LinkedModule", isPooled: false),
            new SharedLinkerPeer("one Linker", InstanceImports.Generated),
            new NewLinkerPeer("a new Linker each", InstanceImports.Generated),
            new NewLinkerPeer(ByHand, InstanceImports.ByHand),
            new SharedLinkerPeer("by hand, one Linker", InstanceImports.ByHand),
            CHost.ForInstances("C host, pre-instantiated", isPooled: false),
            CHost.ForInstances(PooledC, isPooled: true),
            new EmptyStorePeer("an empty Store in .NET"),
        ];
        List<Workload> workloads = [.. effort.Sizes(5, 30, 100).Select(size => new Workload("a new instance", "run", size, "imports", Payload.None))];
        return CallSuite.Measure(
            Name,
            "New instances",
            "A new store, an instance in it, and the end of both. The module is there already, and so is the linker unless the column says otherwise. `LinkedModule` finds the imports of a module once; pooling is Wasmtime's pooling allocator.",
            effort,
            results,
            peers,
            workloads);
    }
}
