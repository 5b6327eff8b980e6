using Ngixi.Benchmarks.Measuring;
using Ngixi.Benchmarks.Peers;
using Ngixi.Benchmarks.Reports;
using Ngixi.Benchmarks.Workloads;

namespace Ngixi.Benchmarks.Suites;

/// <summary>
/// Measures workloads with peers in alternating rounds, and lays them out: a row for each workload, a column for each peer.
/// </summary>
internal static class CallSuite
{
    public const string Core = "core";
    public const string Script = "script";
    public const string Exports = "exports";
    public const string ScriptExports = "script-exports";

    public static Section RunCore(Effort effort, Results results) => Measure(
        Core,
        "Imports called by guests in WebAssembly text",
        "Nothing but the crossing: a loop in WebAssembly calls an import, and the host looks at the end of what it gets. "
            + "All hosts of core modules run the same module; the component and the plug-in of Extism have the same loops.",
        effort,
        results,
        [
            new NgixiCorePeer(), new HandWrittenCorePeer(), new LeanCorePeer(), CHost.ForCalls(), new FloorPeer(), new ComponentsPeer(),
            NodePeers.Jco(), NodePeers.Extism(),
        ],
        WorkloadTable.Core);

    public static Section RunScript(Effort effort, Results results) => Measure(
        Script,
        "Imports called by guests in AssemblyScript",
        "What the guest does for a call is in the time: encoding, allocation, its garbage collector. By hand, a string goes as "
            + "`String.UTF8.encode` makes it and comes back through the guest's `__new`; lean, it goes as it lies in memory.",
        effort,
        results,
        [new NgixiScriptPeer(), new HandWrittenScriptPeer(), new LeanScriptPeer(), NodePeers.AssemblyScript()],
        WorkloadTable.Script);

    public static Section RunExports(Effort effort, Results results) => Measure(
        Exports,
        "Exports called by the host, in WebAssembly text",
        "A loop in the host calls an export: the guest adds, gives a string back, or doubles the price of a record of 5 fields. By hand, "
            + "the delegates of `Instance.GetFunction` are kept, and so is the memory, which is written and read field by field.",
        effort,
        results,
        [new NgixiExportPeer(), new HandWrittenExportPeer(), CHost.ForExports(), new FloorExportPeer()],
        WorkloadTable.Exports);

    public static Section RunScriptExports(Effort effort, Results results) => Measure(
        ScriptExports,
        "Exports called by the host, in AssemblyScript",
        "The same of guests in AssemblyScript. By hand, the host makes a string with the guest's `__new`, and reads the result where it lies.",
        effort,
        results,
        [new NgixiScriptExportPeer(), new HandWrittenScriptExportPeer()],
        WorkloadTable.Exports);

    public static Section Measure(
        string suite,
        string title,
        string introduction,
        Effort effort,
        Results results,
        IReadOnlyList<IPeer> peers,
        IReadOnlyList<Workload> workloads)
    {
        Rounds rounds = new(effort);
        Footnotes footnotes = new();
        Table table = new(["", .. peers.Select(peer => peer.Name + (peer.Remark is { } remark ? footnotes.Mark(remark) : ""))]);
        foreach (Workload workload in workloads.Where(effort.Includes))
        {
            Console.WriteLine($"{suite}: {workload}");
            Dictionary<IPeer, Figure> figures = rounds.Measure(peers, workload);
            foreach ((IPeer peer, Figure figure) in figures)
            {
                results.Add(suite, workload, peer.Name, figure);
            }

            Figure? own = figures.GetValueOrDefault(peers[0]);
            table.Add([
                workload.Title,
                .. peers.Select(peer => figures.TryGetValue(peer, out Figure? figure)
                    ? Text.Cell(figure, peer == peers[0] ? null : own)
                    : $"–{footnotes.Mark(peer.WhyNot(workload)!)}"),
            ]);
        }

        foreach (IPeer peer in peers)
        {
            peer.Dispose();
        }

        return new Section(
            title,
            introduction,
            table,
            footnotes,
            Charts.Of(suite, workloads, [.. peers.Select(peer => peer.Name)], results));
    }
}
