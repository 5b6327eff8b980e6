using System.Diagnostics;
using Ngixi.Benchmarks.Peers;
using Ngixi.Benchmarks.Workloads;

namespace Ngixi.Benchmarks.Measuring;

/// <summary>
/// Runs peers in turn, round after round, each with the same number of calls: what slows the machine down for a while
/// slows all of them down.
/// </summary>
internal sealed class Rounds(Effort effort)
{
    private const int FirstCalls = 500;

    /// <summary>Measures one workload with the peers that have it.</summary>
    /// <returns>The time of one call in nanoseconds, for each peer that could.</returns>
    public Dictionary<IPeer, Figure> Measure(IReadOnlyList<IPeer> peers, Workload workload)
    {
        List<IPeer> able = [.. peers.Where(peer => peer.WhyNot(workload) is null)];
        foreach (IPeer peer in able)
        {
            peer.Prepare(workload);
        }

        int calls = Calls(able);
        Tally expected = WarmUp(able[0], calls);
        Dictionary<IPeer, List<Sample>> samples = [];
        foreach (IPeer peer in able)
        {
            Tally tally = peer == able[0] ? expected : WarmUp(peer, calls);
            if (tally != expected)
            {
                throw new InvalidOperationException($"{workload}: {peer.Name} did {tally}, and {able[0].Name} {expected}.");
            }

            samples.Add(peer, []);
        }

        for (int round = 0; round < effort.Rounds; round++)
        {
            foreach (IPeer peer in able)
            {
                samples[peer].Add(peer.Run(calls));
            }
        }

        return samples.ToDictionary(pair => pair.Key, pair => Figure.Of(
            pair.Value.Select(sample => sample.Nanoseconds / calls),
            pair.Value.Min(sample => sample.AllocatedBytes) / (double)calls));
    }

    /// <summary>As many calls as keep the slowest peer busy for the time of a round.</summary>
    private int Calls(List<IPeer> peers)
    {
        double slowest = peers.Max(peer =>
        {
            peer.Run(FirstCalls);
            return peer.Run(FirstCalls).Nanoseconds / FirstCalls;
        });
        return (int)Math.Clamp(effort.RoundTime.TotalNanoseconds / slowest, FirstCalls, effort.MostCalls);
    }

    /// <summary>Runs until the just-in-time compiler has nothing left to improve.</summary>
    private Tally WarmUp(IPeer peer, int calls)
    {
        long begin = Stopwatch.GetTimestamp();
        Tally tally = peer.Run(calls).Tally;
        while (Stopwatch.GetElapsedTime(begin) < effort.WarmUpTime)
        {
            peer.Run(calls);
        }

        return tally;
    }
}
