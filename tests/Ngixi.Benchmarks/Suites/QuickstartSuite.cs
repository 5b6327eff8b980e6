using Ngixi.Benchmarks.Measuring;
using Ngixi.Benchmarks.Peers;
using Ngixi.Benchmarks.Reports;
using Ngixi.Benchmarks.Workloads;

namespace Ngixi.Benchmarks.Suites;

/// <summary>A guest that does a bit of all, from its start to its end.</summary>
internal static class QuickstartSuite
{
    public const string Name = "quickstart";

    public static Section Run(Effort effort, Results results) => CallSuite.Measure(
        Name,
        "The quickstart's guest",
        "A new instance that starts, logs, takes events, sends requests with bodies, stores and reads values of up to 100,000 bytes, and ends. "
            + "The capabilities are in memory. By hand, what belongs to an instance is in closures, so each has a linker.",
        effort,
        results,
        [new NgixiQuickstartPeer(), new HandWrittenQuickstartPeer()],
        [new Workload("the quickstart's guest", "run")]);
}
