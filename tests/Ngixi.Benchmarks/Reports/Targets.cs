using System.Globalization;
using Ngixi.Benchmarks.Capabilities;
using Ngixi.Benchmarks.Measuring;
using Ngixi.Benchmarks.Peers;
using Ngixi.Benchmarks.Suites;
using Ngixi.Benchmarks.Workloads;

namespace Ngixi.Benchmarks.Reports;

/// <summary>What must be seen, and what was: the worst and the best workload of each target.</summary>
internal sealed class Targets(Results results)
{
    private const string Own = "Ngixi.Bindgen";
    private const string ByHand = "Wasmtime .NET by hand";

    private readonly List<IReadOnlyList<string>> others = [];
    private Table table = Empty();

    public string ToMarkdown()
    {
        table = Empty();
        AddImports();
        AddScripts();
        AddExports();
        Faster(
            "a new instance, 30 imports",
            InstanceSuite.Name,
            InstanceSuite.ByHand,
            InstanceSuite.Pooled,
            15,
            workload => workload.Size == 30);
        Within(
            "a new instance, 30 imports, pooling",
            InstanceSuite.Name,
            InstanceSuite.PooledC,
            InstanceSuite.Pooled,
            1.5,
            workload => workload.Size == 30);
        Within("a filtered log line", CapabilitySuite.Name, CapabilitySuite.EmptyImport, CapabilitySuite.Own, 1.5, IsFilteredLine);
        Within("an HTTP GET", CapabilitySuite.Name, CapabilitySuite.Alone, CapabilitySuite.Own, 1.1, IsHttp);
        AddStores();
        others.ForEach(table.Add);
        return $"## Targets\n\n{table.ToMarkdown()}{Floors()}";
    }

    /// <summary>Says what no host in .NET can be below, as far as it was measured: where a target is not met, this is why.</summary>
    private string Floors()
    {
        Workload add = WorkloadTable.Core.Single(IsTwoInts);
        if (results.Find(ProcessSuite.Name, add, FloorPeer.PeerName) is not { } floor
            || results.Find(ProcessSuite.Name, add, CHost.Name) is not { } c)
        {
            return "";
        }

        return $"""

            Two ints cost {Text.Time(floor.Value)} in a function in .NET that native code calls and that does nothing else: {Text.Ratio(floor.RatioTo(c))} the C host. It has
            no `try` for what the host throws, and knows neither which instance calls nor what implements the import. The C host asks
            Wasmtime in each call where the memory is; the glue asks a guest that calls often just once, where its memory cannot move.

            The larger a string is, the more of its time is the copy, or in UTF-8 the transcoding, which all peers pay alike; ratios above are
            over all sizes, and fall with them. "Where the time goes" has what is left to the glue.
            {GuestFloor()}{ExportFloor()}
            """;
    }

    /// <summary>Says how much of a string's time is the guest's, which is the same for all hosts.</summary>
    private string GuestFloor()
    {
        Workload crossing = WorkloadTable.Core.First(workload => IsText(workload) && workload is { Export: "textUtf16", Size: 16 });
        Workload whole = WorkloadTable.Script.First(workload => workload is { Export: "text", Size: 16 });
        return results.Find(CallSuite.Core, crossing, Own) is not { } core || results.Find(CallSuite.Script, whole, Own) is not { } script
            ? ""
            : $"""

                A short string comes to a guest in {Text.Time(core.Value)}, and to one in AssemblyScript in {Text.Time(script.Value)}: the rest is its allocator and its
                garbage collector, for each string that it gets, on Node too.

                """;
    }

    /// <summary>Says how much of a call of an export is Wasmtime's, the string's and the guest's.</summary>
    private string ExportFloor()
    {
        Workload sum = WorkloadTable.Exports.Single(workload => workload.Export == "sum");
        Workload echo = WorkloadTable.Exports.Single(workload => workload is { Export: "echo", Size: 256 });
        return results.Find(CallSuite.Exports, sum, FloorPeer.PeerName) is not { } floor
            || results.Find(CallSuite.Exports, sum, ByHand) is not { } byHand
            || results.Find(CallSuite.Exports, echo, FloorPeer.PeerName) is not { } floorOfEcho
            || results.Find(CallSuite.Exports, echo, Own) is not { } own
            ? ""
            : $"""

                An export that adds two ints costs {Text.Time(floor.Value)} in .NET where nothing is checked, which is Wasmtime's way into a guest and
                .NET's way out; a delegate of `Instance.GetFunction` takes {Text.Ratio(byHand.RatioTo(floor))} that, so this is as much as any host in .NET can be faster{InC(sum, byHand)}.
                With a string of 256 characters in and out it is {Text.Time(floorOfEcho.Value)}, most of it two copies and the memory of a new string; the glue
                takes {Text.Ratio(own.RatioTo(floorOfEcho))} that. A guest in AssemblyScript allocates each string that it is called with.

                """;
    }

    private string InC(Workload sum, Figure byHand) =>
        results.Find(CallSuite.Exports, sum, CHost.Name) is { } c ? $"; it takes {Text.Ratio(byHand.RatioTo(c))} what the C host does" : "";

    /// <summary>Adds a target of a suite that has ratios of its own.</summary>
    public void Add(string what, string against, string atLeast, string measured, bool isMet) =>
        others.Add(Row(what, against, atLeast, measured, isMet));

    private static Table Empty() => new(["", "against", "at least", "measured", "met"]);

    private static string[] Row(string what, string against, string atLeast, string measured, bool isMet) =>
        [what, against, atLeast, measured, Met(isMet)];

    private static string Met(bool isMet) => isMet ? "yes" : "**no**";

    private void AddStores()
    {
        // All but memory, which is first: a dictionary in C# keeps none of its promises.
        foreach (BenchmarkStore store in BenchmarkStore.All.Skip(1))
        {
            foreach (string work in ((string[])["get", "set", "16 events"]).Skip(store.IsOnlyWritten ? 1 : 0))
            {
                Within(
                    $"{work}, {store.Name}",
                    StoreSuite.Name,
                    CapabilitySuite.Alone,
                    CapabilitySuite.Own,
                    1.2,
                    workload => workload.Title.StartsWith(work, StringComparison.Ordinal)
                        && workload.Title.EndsWith($", {store.Name}", StringComparison.Ordinal));
            }
        }

        Within(
            "reads of 4 KiB and more in a directory",
            FileSuite.Name,
            FileSuite.Wasmtime,
            FileSuite.Own,
            1.2,
            workload => workload.Title.StartsWith("read", StringComparison.Ordinal));
        const int RingTarget = 5;
        if (results.Find(StoreSuite.Name, new Workload(EventWorks.ByNextEvent, "run"), CapabilitySuite.Own) is { } each
            && results.Find(StoreSuite.Name, new Workload(EventWorks.ByRing, "run"), CapabilitySuite.Own) is { } ring)
        {
            Figure ratio = each.RatioTo(ring);
            table.Add(Row(
                "an event by a ring", "by `next_event`", $"{RingTarget}× faster", Text.Ratio(ratio), ratio.Value >= RingTarget));
        }
    }

    private void AddImports()
    {
        Faster("two ints", ProcessSuite.Name, ByHand, Own, 2.5, IsTwoInts);
        Within("two ints", ProcessSuite.Name, CHost.Name, Own, 2.2, IsTwoInts);
        Faster("byte view, 16 B to 64 KiB", ProcessSuite.Name, ByHand, Own, 6, IsView);
        Within("byte view, 16 B to 64 KiB", ProcessSuite.Name, CHost.Name, Own, 1.5, IsView);
        IReadOnlyList<Figure> views = results.Figures(CallSuite.Core, Own, IsView);
        if (views.Count > 0)
        {
            double bytes = views.Max(figure => figure.AllocatedBytes!.Value);
            table.Add(Row("byte view, 16 B to 64 KiB", "", "0 B allocated", Text.Bytes(bytes), bytes < 1));
        }

        Faster("any string", CallSuite.Core, "Extism on Node", Own, 50, IsText);
        Faster("any string", CallSuite.Core, "Wasmtime.Components", Own, 20, IsText);
    }

    private void AddScripts()
    {
        Faster(
            "string argument from AssemblyScript, 16 to 256 characters",
            CallSuite.Script,
            ByHand,
            Own,
            10,
            workload => workload.Export == "log" && IsUsual(workload));
        IReadOnlyList<(Workload Workload, Figure Figure)> strings = [.. WorkloadTable.Script
            .Where(workload => workload.Export == "log")
            .Select(workload => (workload, results.Find(CallSuite.Script, workload, Own)))
            .Where(pair => pair.Item2 is not null)
            .Select(pair => (pair.workload, pair.Item2!))];
        if (strings.Count > 0)
        {
            double more = strings.Max(pair => pair.Figure.AllocatedBytes!.Value - SizeOfString(pair.Workload.Size));
            table.Add(Row(
                "string argument from AssemblyScript",
                "",
                "allocates the string and nothing else",
                $"{Text.Bytes(more)} beside the string",
                Math.Abs(more) < 1));
        }

        Faster(
            "string result to AssemblyScript, 16 to 256 characters",
            CallSuite.Script,
            ByHand,
            Own,
            3,
            workload => workload.Export == "text" && IsUsual(workload));
        Faster(
            "any string",
            CallSuite.Script,
            "AssemblyScript's bindings on Node",
            Own,
            10,
            workload => workload.Export is "log" or "text");
    }

    private void AddExports()
    {
        foreach ((string suite, string guest) in new[]
        {
            (CallSuite.Exports, "WebAssembly text"),
            (CallSuite.ScriptExports, "AssemblyScript"),
        })
        {
            Faster($"export call in {guest}, two ints", suite, ByHand, Own, 2, workload => workload.Export == "sum");
            Faster(
                $"export call in {guest}, a string of 16 to 256 characters",
                suite,
                ByHand,
                Own,
                3,
                workload => workload.Export == "echo" && IsUsual(workload));
        }
    }

    private void Faster(string what, string suite, string slow, string fast, double factor, Func<Workload, bool> includes)
    {
        IReadOnlyList<Figure> ratios = results.Ratios(suite, slow, fast, includes);
        Add(what, slow, ratios, $"{factor.ToString(CultureInfo.InvariantCulture)}× faster", (least, _) => least.Value >= factor);
    }

    private void Within(string what, string suite, string fast, string own, double factor, Func<Workload, bool> includes)
    {
        IReadOnlyList<Figure> ratios = results.Ratios(suite, own, fast, includes);
        Add(what, fast, ratios, $"within {factor.ToString(CultureInfo.InvariantCulture)}×", (_, most) => most.Value <= factor);
    }

    private void Add(string what, string against, IReadOnlyList<Figure> ratios, string atLeast, Func<Figure, Figure, bool> isMet)
    {
        if (ratios.Count == 0)
        {
            table.Add([what, against, atLeast, "not measured here", "–"]);
            return;
        }

        Figure least = ratios.MinBy(ratio => ratio.Value)!;
        Figure most = ratios.MaxBy(ratio => ratio.Value)!;
        string measured = ratios.Count == 1 ? Text.Ratio(least) : $"{Text.Ratio(least)} to {Text.Ratio(most)}";
        bool isMetAtBest = isMet(least.Times(1 + least.Spread), most.Times(1 - most.Spread));
        bool isMetAtWorst = isMet(least.Times(1 - least.Spread), most.Times(1 + most.Spread));
        table.Add([what, against, atLeast, measured, isMetAtBest == isMetAtWorst ? Met(isMetAtBest) : "noise decides"]);
    }

    private static bool IsFilteredLine(Workload workload) =>
        workload.Title.StartsWith("a log line that the grant filters", StringComparison.Ordinal);

    private static bool IsHttp(Workload workload) => workload.Title.Contains("HTTP", StringComparison.Ordinal);

    private static bool IsTwoInts(Workload workload) => workload.Export == "add";

    private static bool IsView(Workload workload) => workload.Export == "view";

    private static bool IsText(Workload workload) => workload.Family.StartsWith("string", StringComparison.Ordinal);

    private static bool IsUsual(Workload workload) => workload.Size is >= 16 and <= 256;

    /// <summary>
    /// The bytes of a string on the heap of a 64-bit process: header, type, length, characters and their end, in whole words.
    /// </summary>
    private static long SizeOfString(int length) =>
        (sizeof(long) + sizeof(long) + sizeof(int) + ((length + 1L) * sizeof(char)) + 7) / 8 * 8;
}
