using System.Diagnostics;
using Ngixi.Benchmarks.Measuring;
using Ngixi.Benchmarks.Peers;
using Ngixi.Benchmarks.Workloads;
using Wasmtime;

namespace Ngixi.Benchmarks.Capabilities;

/// <summary>One way to do works: what makes the loop of a work on a host.</summary>
internal sealed class CapabilityPeer(
    string name,
    IReadOnlyList<CapabilityWork> works,
    Func<Engine, CapabilityWork, CapabilityHost, Action<int>> start,
    bool hasEffects = true) : IPeer
{
    private readonly Engine engine = new();
    private CapabilityHost? host;
    private Action<int> loop = _ => { };
    private int effects;

    public string Name => name;

    public string? WhyNot(Workload workload) => null;

    public void Prepare(Workload workload)
    {
        host?.Dispose();
        host = new CapabilityHost();
        CapabilityWork work = works.Single(work => work.Title == workload.Title);
        effects = hasEffects ? work.Effects : 0;
        loop = start(engine, work, host);
    }

    public Sample Run(int calls)
    {
        long effectsBefore = host!.Effects;
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        long begin = Stopwatch.GetTimestamp();
        loop(calls);
        double nanoseconds = Stopwatch.GetElapsedTime(begin).TotalNanoseconds;
        long allocated = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
        return host.Effects - effectsBefore == (long)effects * calls
            ? new Sample(nanoseconds, allocated, new Tally(calls, 0, 0))
            : throw new InvalidOperationException($"{name} did {host.Effects - effectsBefore} of {(long)effects * calls}.");
    }

    public void Dispose()
    {
        host?.Dispose();
        engine.Dispose();
    }

    /// <summary>Starts a guest whose imports are defined as <paramref name="define"/> does.</summary>
    public static Action<int> Guest(Engine engine, string module, CapabilityHost host, Action<Linker> define)
    {
        Linker linker = host.Owned(new Linker(engine));
        define(linker);
        Store store = host.Owned(new Store(engine));
        using Module compiled = Module.FromText(engine, "guest", module);
        return linker.Instantiate(store, compiled).GetAction<int>("run")!;
    }
}
