using System.Diagnostics;
using System.Globalization;
using System.Text;
using Ngixi.Benchmarks.Measuring;
using Ngixi.Benchmarks.Reports;
using Ngixi.Hosting;
using Wasmtime;
using Table = Ngixi.Benchmarks.Reports.Table;
using Text = Ngixi.Benchmarks.Reports.Text;

namespace Ngixi.Benchmarks.Suites;

/// <summary>How long a hosted module takes until it can make instances, compiled and from the cache.</summary>
internal static class HostingStartSuite
{
    public static Section Run(Effort effort)
    {
        Table table = new(["bytes of the module", "compiled", "from the cache", "compiled beside cached"]);
        string directory = Directory.CreateTempSubdirectory("ngixi-compiled-").FullName;
        try
        {
            foreach (int functions in effort.Sizes(1, 100, 1_000))
            {
                byte[] wasm = Wasm(functions);
                Console.WriteLine($"{HostingSuite.Name}: start of {wasm.Length} bytes");
                CompiledCache cache = new(directory);
                Load(wasm, cache);
                List<double> compiled = [];
                List<double> cached = [];
                for (int round = 0; round < effort.Rounds; round++)
                {
                    compiled.Add(Load(wasm, null));
                    cached.Add(Load(wasm, cache));
                }

                (Figure slow, Figure fast) = (Figure.Of(compiled), Figure.Of(cached));
                table.Add(
                [
                    wasm.Length.ToString("N0", CultureInfo.InvariantCulture),
                    Text.Cell(slow, null),
                    Text.Cell(fast, null),
                    Text.Ratio(slow.RatioTo(fast)),
                ]);
            }
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }

        return new Section(
            "Start of a hosted module",
            "From the bytes of a module to one that can make instances: its hash, its check against the manifest, and its code, compiled or "
                + "read from a cache on disk whose entries are authenticated.",
            table,
            new Footnotes(),
            []);
    }

    private static double Load(byte[] wasm, CompiledCache? cache)
    {
        using GuestEngine engine = new(new GuestEngineOptions { CompiledCache = cache });

        // The first module pays for the engine.
        engine.Load(new GuestManifest { Name = "first" }, Wasm(1)).Dispose();
        long began = Stopwatch.GetTimestamp();
        using GuestModule module = engine.Load(new GuestManifest { Name = "measured" }, wasm);
        return Stopwatch.GetElapsedTime(began).TotalNanoseconds;
    }

    /// <summary>A module of so many functions, each of some 600 bytes.</summary>
    private static byte[] Wasm(int functions)
    {
        StringBuilder text = new("(module (memory (export \"memory\") 1)");
        for (int i = 0; i < functions; i++)
        {
            text.Append("(func (param i32) (result i32) local.get 0");
            for (int j = 0; j < 60; j++)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $" i32.const {i + j} i32.xor i32.const {j * 7} i32.add (i32.load (i32.const {j * 4})) i32.mul");
            }

            text.Append(')');
        }

        return Module.ConvertText(text.Append(')').ToString());
    }
}
