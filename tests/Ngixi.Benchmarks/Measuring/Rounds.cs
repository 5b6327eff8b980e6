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
    private const int FirstCalls = 100;
    private const int StackStep = 272;

    /// <summary>Measures one workload with the peers that have it.</summary>
    /// <returns>The time of one call in nanoseconds, for each peer that could.</returns>
    public Dictionary<IPeer, Figure> Measure(IReadOnlyList<IPeer> peers, Workload workload)
    {
        List<IPeer> able = [.. peers.Where(peer => peer.WhyNot(workload) is null)];
        while (able.Count > 0)
        {
            try
            {
                return MeasureAll(able, workload);
            }
            catch (PeerEndedException exception)
            {
                able.Remove(exception.Peer);
            }
        }

        return [];
    }

    private Dictionary<IPeer, Figure> MeasureAll(List<IPeer> able, Workload workload)
    {
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
            // Another one begins each round: who comes after a peer in another process finds this one cold.
            int first = round % able.Count;
            foreach (IPeer peer in able[first..].Concat(able[..first]))
            {
                samples[peer].Add(RunRepeatedly(peer, calls, round));
            }
        }

        return samples.ToDictionary(pair => pair.Key, pair => Figure.Of(
            pair.Value.Select(sample => sample.Nanoseconds / calls),
            pair.Value.Min(sample => sample.AllocatedBytes) / (double)calls));
    }

    /// <summary>
    /// Runs a peer for a while and takes the median: one that is done at once would otherwise measure how cold the caches
    /// are after the peer before it.
    /// </summary>
    private Sample RunRepeatedly(IPeer peer, int calls, int round)
    {
        // Where the stack lies makes a difference of half a call, at one place of some hundred: each round has it elsewhere.
        Span<byte> place = stackalloc byte[(round + 1) * StackStep];
        place.Clear();

        long begin = Stopwatch.GetTimestamp();
        List<Sample> repeated = [];
        do
        {
            repeated.Add(peer.Run(calls));
        }
        while (Stopwatch.GetElapsedTime(begin) < effort.LeastTime);

        double median = Figure.Of(repeated.Select(sample => sample.Nanoseconds)).Value;
        return repeated[0] with { Nanoseconds = median, AllocatedBytes = repeated.Min(sample => sample.AllocatedBytes) };
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
