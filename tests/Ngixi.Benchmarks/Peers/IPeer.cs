using Ngixi.Benchmarks.Measuring;
using Ngixi.Benchmarks.Workloads;

namespace Ngixi.Benchmarks.Peers;

/// <summary>One way for a guest to call a host.</summary>
internal interface IPeer : IDisposable
{
    string Name { get; }

    /// <summary>Gets what a reader of its figures must know; a footnote.</summary>
    string? Remark => null;

    /// <summary>Says why the peer does not run a workload, or null when it does.</summary>
    string? WhyNot(Workload workload);

    /// <summary>Starts a guest that is ready to run the workload; the one before ends.</summary>
    void Prepare(Workload workload);

    /// <summary>Has the guest call its import.</summary>
    Sample Run(int calls);
}
