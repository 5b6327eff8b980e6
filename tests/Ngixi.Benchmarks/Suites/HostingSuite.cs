using System.Diagnostics;
using System.Globalization;
using Ngixi.Benchmarks.Contract;
using Ngixi.Benchmarks.Measuring;
using Ngixi.Benchmarks.Reports;
using Ngixi.Benchmarks.Workloads;
using Ngixi.Bindgen;
using Ngixi.Hosting;
using Wasmtime;
using Table = Ngixi.Benchmarks.Reports.Table;
using Text = Ngixi.Benchmarks.Reports.Text;

namespace Ngixi.Benchmarks.Suites;

/// <summary>What it costs to host a plug-in: a pool of instances on threads of their own, with deadlines, limits and usage.</summary>
internal static class HostingSuite
{
    public const string Name = "hosting";

    // Of calls that take less than the clock can tell.
    private const int Batch = 100;

    private static readonly string Argument = new('x', 256);

    public static Section Run(Effort effort)
    {
        TimeSpan time = TimeSpan.FromMilliseconds(effort.IsShort ? 50 : 400);
        Footnotes footnotes = new();
        Table table = new(["", "calls a second", "median", "99 of 100 within"]);
        using GuestEngine engine = new();
        byte[] wasm = Module.ConvertText(ExportGuest.Module);
        using GuestModule module = engine.Load(new GuestManifest { Name = "plugin" }, wasm);
        using GuestPool pool = module.CreatePool();
        using GuestPool fresh = module.CreatePool(new PoolOptions { CallsPerInstance = 1 });
        (string Title, Func<Reading> Measure)[] rows =
        [
            ("an instance on the caller's thread, without hosting", () => OnThisThread(wasm, time)),
            ("a pool, one caller", () => OfPool(pool, callers: 1, time)),
            ("a pool, two callers", () => OfPool(pool, callers: 2, time)),
            ("a fresh instance for each call, one caller", () => OfPool(fresh, callers: 1, time)),
            ("a fresh instance for each call, two callers", () => OfPool(fresh, callers: 2, time)),
            .. OnNode(wasm, time, footnotes),
        ];
        List<Reading>[] readings = [.. rows.Select(_ => new List<Reading>())];
        for (int round = -1; round < (effort.IsShort ? 2 : 7); round++)
        {
            for (int row = 0; row < rows.Length; row++)
            {
                Reading reading = rows[row].Measure();
                if (round >= 0)
                {
                    readings[row].Add(reading);
                }
            }
        }

        foreach ((string title, List<Reading> all) in rows.Zip(readings, (row, all) => (row.Title, all)))
        {
            Console.WriteLine($"{Name}: {title}");
            table.Add(
            [
                title,
                Figure.Of(all.Select(reading => reading.CallsPerSecond)).Value.ToString("N0", CultureInfo.InvariantCulture),
                Text.Time(Figure.Of(all.Select(reading => reading.Median)).Value * 1_000),
                Text.Time(Figure.Of(all.Select(reading => reading.Tail)).Value * 1_000),
            ]);
        }

        return new Section(
            "Hosted calls",
            "A plug-in gets a string of 256 characters and returns it. A pool hands each call to a thread of its own, with a deadline, "
                + "limits and usage; the first row has none of that, and is timed by the hundred. Medians of rounds in turn.",
            table,
            footnotes,
            []);
    }

    private static Reading OnThisThread(byte[] wasm, TimeSpan time)
    {
        using Engine engine = new(GuestConfig.Create());
        using Module module = Module.FromBytes(engine, "plugin", wasm);
        using Linker linker = new(engine);
        linker.DefineSupportImports();
        using Store store = new(engine);
        IShop shop = linker.Instantiate(store, module).GetShop();
        return Reading.Of(
            time,
            () =>
            {
                for (int i = 0; i < Batch; i++)
                {
                    Check(shop.Echo(Argument));
                }
            },
            Batch);
    }

    private static Reading OfPool(GuestPool pool, int callers, TimeSpan time)
    {
        Reading[] readings = new Reading[callers];
        Thread[] threads =
        [
            .. Enumerable.Range(0, callers).Select(caller => new Thread(() => readings[caller] = Reading.Of(
                time,
                () => Check(pool.CallAsync(static guest => guest.Instance.GetShop().Echo(Argument)).GetAwaiter().GetResult().Value)))),
        ];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        return new Reading(
            readings.Sum(reading => reading.CallsPerSecond),
            readings.Average(reading => reading.Median),
            readings.Max(reading => reading.Tail));
    }

    private static IEnumerable<(string Title, Func<Reading> Measure)> OnNode(byte[] wasm, TimeSpan time, Footnotes footnotes)
    {
        if (!Tools.IsInstalled("node"))
        {
            footnotes.Mark("Node is not installed, so that Node's own and Extism are not measured");
            yield break;
        }

        string plugin = WorkFolder.Write("hosting-plugin.wasm", () => wasm);
        yield return ("Node's own WebAssembly, by hand", () => RunNode("own", plugin, time));
        if (!Directory.Exists(Path.Combine(Tools.NodeFolder, "node_modules", "@extism/extism")))
        {
            footnotes.Mark("the npm package @extism/extism could not be installed");
            yield break;
        }

        string extism = WorkFolder.Write("hosting-extism.wasm", () => Module.ConvertText(ExtismPlugIn));
        yield return ("Extism on Node", () => RunNode("extism", extism, time));
    }

    private static Reading RunNode(string kind, string guest, TimeSpan time)
    {
        double[] figures =
        [
            .. Tools.Run("node", [Path.Combine(Tools.NodeFolder, "hosting.mjs"), kind, guest, $"{time.TotalMilliseconds:F0}"])
                .Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture)),
        ];
        return new Reading(figures[0], figures[1], figures[2]);
    }

    private static void Check(string result)
    {
        if (result.Length != Argument.Length)
        {
            throw new InvalidOperationException("The plug-in returned another text.");
        }
    }

    // What a plug-in's kit does: takes the input into its memory, and gives it back.
    private const string ExtismPlugIn =
        """
        (module
          (import "extism:host/env" "input_length" (func $length (result i64)))
          (import "extism:host/env" "input_load_u64" (func $input (param i64) (result i64)))
          (import "extism:host/env" "alloc" (func $alloc (param i64) (result i64)))
          (import "extism:host/env" "store_u64" (func $store (param i64 i64)))
          (import "extism:host/env" "output_set" (func $output (param i64 i64)))
          (memory (export "memory") 1)
          (func (export "echo") (result i32) (local $at i64) (local $n i64) (local $block i64)
            (local.set $n (call $length))
            (loop $again
              (i64.store (i32.wrap_i64 (local.get $at)) (call $input (local.get $at)))
              (br_if $again (i64.lt_u (local.tee $at (i64.add (local.get $at) (i64.const 8))) (local.get $n))))
            (local.set $block (call $alloc (local.get $n)))
            (local.set $at (i64.const 0))
            (loop $again
              (call $store (i64.add (local.get $block) (local.get $at)) (i64.load (i32.wrap_i64 (local.get $at))))
              (br_if $again (i64.lt_u (local.tee $at (i64.add (local.get $at) (i64.const 8))) (local.get $n))))
            (call $output (local.get $block) (local.get $n))
            (i32.const 0)))
        """;

    /// <summary>What calls came to, one after another.</summary>
    /// <param name="CallsPerSecond">How many there were.</param>
    /// <param name="Median">The median of their microseconds.</param>
    /// <param name="Tail">The microseconds that 99 of 100 took at most.</param>
    private sealed record Reading(double CallsPerSecond, double Median, double Tail)
    {
        public static Reading Of(TimeSpan time, Action call, int batch = 1)
        {
            List<double> microseconds = [];
            long begin = Stopwatch.GetTimestamp();
            long now = begin;
            while (Stopwatch.GetElapsedTime(begin, now) < time)
            {
                call();
                long next = Stopwatch.GetTimestamp();
                microseconds.Add(Stopwatch.GetElapsedTime(now, next).TotalMicroseconds / batch);
                now = next;
            }

            microseconds.Sort();
            double seconds = Stopwatch.GetElapsedTime(begin, now).TotalSeconds;
            return new Reading(microseconds.Count * batch / seconds, At(microseconds, 0.5), At(microseconds, 0.99));
        }

        private static double At(List<double> sorted, double share) => sorted[(int)(share * (sorted.Count - 1))];
    }
}
