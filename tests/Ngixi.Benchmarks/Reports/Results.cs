using Ngixi.Benchmarks.Measuring;
using Ngixi.Benchmarks.Workloads;

namespace Ngixi.Benchmarks.Reports;

/// <summary>All figures of a run.</summary>
internal sealed class Results
{
    private readonly List<Entry> entries = [];

    public void Add(string suite, Workload workload, string peer, Figure figure) => entries.Add(new Entry(suite, workload, peer, figure));

    public Figure? Find(string suite, Workload workload, string peer) =>
        entries.Find(entry => entry.Suite == suite && entry.Workload == workload && entry.Peer == peer)?.Figure;

    /// <summary>Gets how many times as long one peer takes as another, for each workload of a suite that both have.</summary>
    public IReadOnlyList<Figure> Ratios(string suite, string slow, string fast, Func<Workload, bool> includes)
    {
        var ratios =
            from one in entries
            where one.Suite == suite && one.Peer == slow && includes(one.Workload)
            let other = Find(suite, one.Workload, fast)
            where other is not null
            select one.Figure.RatioTo(other);
        return [.. ratios];
    }

    public IReadOnlyList<Figure> Figures(string suite, string peer, Func<Workload, bool> includes) =>
        [.. entries.Where(entry => entry.Suite == suite && entry.Peer == peer && includes(entry.Workload)).Select(entry => entry.Figure)];

    private sealed record Entry(string Suite, Workload Workload, string Peer, Figure Figure);
}
