using System.Globalization;
using Ngixi.Benchmarks.Measuring;
using Ngixi.Benchmarks.Peers;
using Ngixi.Benchmarks.Reports;
using Ngixi.Benchmarks.Workloads;

namespace Ngixi.Benchmarks.Suites;

/// <summary>
/// The shortest calls in several processes. Where the code of a process comes to lie makes a difference of a nanosecond or
/// two, which is the same in all of its rounds.
/// </summary>
internal static class ProcessSuite
{
    public const string Name = "processes";
    public const string Command = "one-process";

    private static readonly IReadOnlyList<Workload> Workloads = [.. WorkloadTable.Core.Where(workload =>
        workload.Export is "add" or "view")];

    public static Section Run(Effort effort, Results results)
    {
        int processes = effort.IsShort ? 3 : 9;
        Console.WriteLine($"{Name}: {processes} processes");
        Dictionary<(string Peer, string Workload), List<double>> figures = [];
        for (int process = 0; process < processes; process++)
        {
            string printed = Tools.Run(Environment.ProcessPath!, [.. Tools.SelfArguments, Command, effort.IsShort ? "--short" : "--whole"]);
            foreach (string[] cells in printed
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.TrimEnd('\r').Split('\t')))
            {
                if (cells is [var peer, var workload, var nanoseconds])
                {
                    FiguresOf(figures, (peer, workload)).Add(double.Parse(nanoseconds, CultureInfo.InvariantCulture));
                }
            }
        }

        string[] peers = [.. figures.Keys.Select(key => key.Peer).Distinct()];
        Table table = new(["", .. peers]);
        foreach (Workload workload in Workloads)
        {
            Dictionary<string, Figure> row = peers
                .Where(peer => figures.ContainsKey((peer, workload.Title)))
                .ToDictionary(peer => peer, peer => Figure.Of(figures[(peer, workload.Title)]));
            foreach ((string peer, Figure figure) in row)
            {
                results.Add(Name, workload, peer, figure);
            }

            table.Add([
                workload.Title,
                .. peers.Select(peer =>
                    row.TryGetValue(peer, out Figure? figure) ? Text.Cell(figure, peer == peers[0] ? null : row[peers[0]]) : "–"),
            ]);
        }

        return new Section(
            "The shortest calls, in several processes",
            $"The median of {processes} processes, each of which measures as above. Where the code of a process comes to lie makes a difference of a nanosecond or two, the same in all of its rounds.",
            table,
            new Footnotes(),
            []);
    }

    /// <summary>Measures in this process, and prints a line for each figure: the peer, the workload, the nanoseconds.</summary>
    public static void Serve(Effort effort)
    {
        List<IPeer> peers = [new NgixiCorePeer(), new HandWrittenCorePeer(), CHost.ForCalls(), new FloorPeer()];
        Rounds rounds = new(effort);
        foreach (Workload workload in Workloads)
        {
            foreach ((IPeer peer, Figure figure) in rounds.Measure(peers, workload))
            {
                Console.WriteLine(FormattableString.Invariant($"{peer.Name}\t{workload.Title}\t{figure.Value}"));
            }
        }

        peers.ForEach(peer => peer.Dispose());
    }

    private static List<double> FiguresOf(
        Dictionary<(string Peer, string Workload), List<double>> figures, (string Peer, string Workload) key)
    {
        if (!figures.TryGetValue(key, out List<double>? list))
        {
            figures.Add(key, list = []);
        }

        return list;
    }
}
