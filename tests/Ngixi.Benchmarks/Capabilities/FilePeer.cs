using System.Diagnostics;
using Ngixi.Benchmarks.Measuring;
using Ngixi.Benchmarks.Peers;
using Ngixi.Benchmarks.Workloads;
using Wasmtime;

namespace Ngixi.Benchmarks.Capabilities;

/// <summary>A guest with files of one kind.</summary>
/// <param name="name">What the files are.</param>
/// <param name="works">What guests do with them.</param>
/// <param name="files">Makes files, and what defines the imports for a store.</param>
internal sealed class FilePeer(string name, IReadOnlyList<FileWork> works, Func<CapabilityHost, Action<Linker, Store>> files) : IPeer
{
    private readonly Engine engine = new();
    private CapabilityHost? host;
    private Action<int> loop = _ => { };

    public string Name => name;

    public string? WhyNot(Workload workload) => null;

    public void Prepare(Workload workload)
    {
        host?.Dispose();
        host = new CapabilityHost();
        Action<Linker, Store> define = files(host);
        Linker linker = host.Owned(new Linker(engine));
        Store store = host.Owned(new Store(engine));
        define(linker, store);
        using Module module = Module.FromText(engine, "guest", works.Single(work => work.Title == workload.Title).Module);
        loop = linker.Instantiate(store, module).GetAction<int>("run")!;
    }

    public Sample Run(int calls)
    {
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        long begin = Stopwatch.GetTimestamp();
        loop(calls);
        double nanoseconds = Stopwatch.GetElapsedTime(begin).TotalNanoseconds;
        return new Sample(nanoseconds, GC.GetAllocatedBytesForCurrentThread() - allocatedBefore, new Tally(calls, 0, 0));
    }

    public void Dispose()
    {
        host?.Dispose();
        engine.Dispose();
    }
}
