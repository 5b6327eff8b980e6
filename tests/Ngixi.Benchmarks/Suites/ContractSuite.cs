using System.Diagnostics;
using System.Globalization;
using Ngixi.Benchmarks.Contract;
using Ngixi.Benchmarks.Measuring;
using Ngixi.Benchmarks.Reports;
using Ngixi.Benchmarks.Workloads;
using Ngixi.Bindgen;
using Wasmtime;
using Table = Ngixi.Benchmarks.Reports.Table;

namespace Ngixi.Benchmarks.Suites;

/// <summary>What hostile names of a guest cost a host that checks its contracts, by their length.</summary>
internal static class ContractSuite
{
    public const string Name = "contract";

    // Wasm ends a name at 100,000 bytes.
    private const int LongestName = 90_000;

    public static Section Run(Effort effort)
    {
        using Engine engine = new();
        using Linker linker = new(engine);
        linker.DefineHost(new Host(Payload.None));
        Table table = new(["names", "check of imports", "allocated", "check of exports", "allocated", "lookup of exports", "allocated"]);
        foreach (int size in effort.IsShort ? [1_000, 10_000] : new[] { 1_000, 10_000, 100_000, 1_000_000 })
        {
            Console.WriteLine($"{Name}: {size} bytes of names");
            using Module imports = Module.FromText(engine, "imports", $"(module {HostileImports(size)})");
            using Module exports = Module.FromText(engine, "exports", $"(module {HostileExports(size)})");
            using Store store = new(engine);
            Instance instance = new(store, exports);
            table.Add([
                Text.Bytes(size),
                .. Measure(effort, () => linker.FindContractDifferences(engine, imports)),
                .. Measure(effort, () => exports.FindShopDifferences()),
                .. Measure(effort, () => Refuse(instance)),
            ]);
        }

        return new Section(
            "Hostile names",
            "A module whose names are as bad as they can be, the least time of several checks, and what one allocates. Half of the imports' bytes state a contract "
                + "whose every record mentions the next, the other half are imports that no host has; with the exports it is the same. All three are to be linear in the bytes, and under a second for 1 MB.",
            table,
            new Footnotes(),
            []);
    }

    private static IEnumerable<string> Measure(Effort effort, Action action)
    {
        action();
        TimeSpan least = TimeSpan.MaxValue;
        long allocated = 0;
        for (int round = 0; round < effort.Rounds; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            long begin = Stopwatch.GetTimestamp();
            action();
            TimeSpan time = Stopwatch.GetElapsedTime(begin);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            least = time < least ? time : least;
        }

        return [Text.Time(least.TotalNanoseconds), Text.Bytes(allocated)];
    }

    private static void Refuse(Instance instance)
    {
        try
        {
            instance.GetShop();
        }
        catch (WasmExportException)
        {
            return;
        }

        throw new InvalidOperationException("A guest with hostile names was accepted.");
    }

    private static string HostileImports(int size) =>
        string.Concat(Markers("host/IHost", "nothing: Nothing() -> w0", size / 2).Select(name => $"(import \"ngixi\" \"{name}\" (func))"))
        + string.Concat(Numbered("missing", size / 2).Select(name => $"(import \"host\" \"{name}\" (func))"));

    private static string HostileExports(int size) =>
        string.Concat(Markers("IShop", "sum: Sum(w0 left, int right) -> int", size / 2)
            .Select(name => $"(global (export \"{Encoded(name)}\") i32 (i32.const 1))"))
        + string.Concat(Numbered("other", size / 2).Select(name => $"(global (export \"{name}\") i32 (i32.const 1))"));

    /// <summary>The names by which a guest states a function and a chain of records.</summary>
    private static IEnumerable<string> Markers(string contract, string function, int size)
    {
        string lines = string.Join(
            "; ",
            Enumerable.Range(0, 1 + (size / 26))
                .Select(number => FormattableString.Invariant($"record w{number}: (w{number + 1} next)"))
                .Prepend(function));
        string[] parts = [.. lines.Chunk(LongestName / 3).Select(part => new string(part))];
        return parts.Select((part, index) => FormattableString.Invariant($"abi:1:{contract}@0#{index + 1}/{parts.Length} {part}"));
    }

    private static IEnumerable<string> Numbered(string name, int size) =>
        Enumerable.Range(0, 1 + (size / 20)).Select(number => FormattableString.Invariant($"{name}_{number:D12}"));

    private static string Encoded(string marker) => "ngixi_" + string.Concat(marker.Select(character =>
        char.IsAsciiLetterOrDigit(character) || character == '_'
            ? character.ToString()
            : "$" + ((int)character).ToString("x2", CultureInfo.InvariantCulture)));
}
