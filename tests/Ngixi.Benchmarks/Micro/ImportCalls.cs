using BenchmarkDotNet.Attributes;
using Ngixi.Benchmarks.Peers;
using Ngixi.Benchmarks.Workloads;

namespace Ngixi.Benchmarks.Micro;

/// <summary>The peers in .NET alone, by BenchmarkDotNet: for looking closely at one workload.</summary>
[MemoryDiagnoser(displayGenColumns: false)]
public class ImportCalls
{
    private const int Calls = 100_000;

    private IPeer handWritten = null!;
    private IPeer generated = null!;

    /// <summary>Gets the titles of the workloads.</summary>
    public static IEnumerable<string> Workloads => WorkloadTable.Core.Select(workload => workload.Title);

    /// <summary>Gets or sets the title of the workload.</summary>
    [ParamsSource(nameof(Workloads))]
    public string Import { get; set; } = "";

    /// <summary>Starts a guest for each peer.</summary>
    [GlobalSetup]
    public void Setup()
    {
        Workload workload = WorkloadTable.Core.Single(workload => workload.Title == Import);
        handWritten = Start(new HandWrittenCorePeer(), workload);
        generated = Start(new NgixiCorePeer(), workload);
    }

    /// <summary>Stops the guests.</summary>
    [GlobalCleanup]
    public void Cleanup()
    {
        handWritten.Dispose();
        generated.Dispose();
    }

    /// <summary>Imports written by hand.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public void DefineFunction() => handWritten.Run(Calls);

    /// <summary>The generated glue.</summary>
    [Benchmark(OperationsPerInvoke = Calls)]
    public void Generated() => generated.Run(Calls);

    private static IPeer Start(IPeer peer, Workload workload)
    {
        peer.Prepare(workload);
        return peer;
    }
}
