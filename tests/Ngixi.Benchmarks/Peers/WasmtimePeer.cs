using System.Diagnostics;
using Ngixi.Benchmarks.Contract;
using Ngixi.Benchmarks.Measuring;
using Ngixi.Benchmarks.Workloads;
using Wasmtime;

namespace Ngixi.Benchmarks.Peers;

/// <summary>A host of core modules in this process.</summary>
internal abstract class WasmtimePeer(string name) : IPeer
{
    private readonly Engine engine = new();
    private Linker? linker;
    private Store? store;
    private Host host = new(Payload.None);
    private Func<int, int> loop = _ => 0;

    public string Name => name;

    protected Module? Module { get; private set; }

    public virtual string? WhyNot(Workload workload) => null;

    public void Prepare(Workload workload)
    {
        End();
        host = new Host(workload.Payload);
        Module = Module.FromBytes(engine, "guest", WasmFor(workload));
        linker = new Linker(engine);
        Define(linker, host, workload);
        store = new Store(engine);
        Instance instance = linker.Instantiate(store, Module);
        loop = Start(instance, workload);
    }

    public Sample Run(int calls)
    {
        long callsBefore = host.Calls;
        long sumBefore = host.Sum;
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        long begin = Stopwatch.GetTimestamp();
        int sum = loop(calls);
        double nanoseconds = Stopwatch.GetElapsedTime(begin).TotalNanoseconds;
        long allocated = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
        return new Sample(nanoseconds, allocated, new Tally(host.Calls - callsBefore, host.Sum - sumBefore, sum));
    }

    public void Dispose()
    {
        End();
        engine.Dispose();
    }

    protected abstract byte[] WasmFor(Workload workload);

    protected abstract void Define(Linker linker, Host host, Workload workload);

    /// <summary>Gets what runs the loop of a workload.</summary>
    protected abstract Func<int, int> Start(Instance instance, Workload workload);

    private void End()
    {
        store?.Dispose();
        linker?.Dispose();
        Module?.Dispose();
    }
}
