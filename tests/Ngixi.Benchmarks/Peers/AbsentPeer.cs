using Ngixi.Benchmarks.Measuring;
using Ngixi.Benchmarks.Workloads;

namespace Ngixi.Benchmarks.Peers;

/// <summary>A peer that this machine cannot run.</summary>
internal sealed class AbsentPeer(string name, string reason) : IPeer
{
    public string Name => name;

    public string? WhyNot(Workload workload) => reason;

    public void Prepare(Workload workload) => throw new InvalidOperationException(reason);

    public Sample Run(int calls) => throw new InvalidOperationException(reason);

    public void Dispose()
    {
    }
}
