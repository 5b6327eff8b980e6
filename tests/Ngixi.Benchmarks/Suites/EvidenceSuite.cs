using System.Diagnostics;
using System.Text;
using Ngixi.Benchmarks.Contract;
using Ngixi.Benchmarks.Measuring;
using Ngixi.Benchmarks.Reports;
using Ngixi.Bindgen;
using Ngixi.Hosting;
using Wasmtime;
using Table = Ngixi.Benchmarks.Reports.Table;
using Text = Ngixi.Benchmarks.Reports.Text;

namespace Ngixi.Benchmarks.Suites;

/// <summary>What it costs to record a hosted guest, by the calls that it makes and the bytes in them, and to replay it.</summary>
internal static class EvidenceSuite
{
    public const string Name = "evidence";

    // So many that the way to a hosted guest and back does not count.
    private const int ImportsPerCall = 1_000;

    private const int Calls = 20;

    private const string Guest = """
        (module
          (import "evidence" "add" (func $add (param i32 i32) (result i32)))
          (import "evidence" "take" (func $take (param i32 i32)))
          (import "evidence" "fill" (func $fill (param i32 i32)))
          (memory (export "memory") 32)
          (data (i32.const 65536) "{0}")
          (func (export "add") (param $n i32) (param $size i32)
            (loop $more
              (drop (call $add (local.get $n) (local.get $size)))
              (br_if $more (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))
          (func (export "take") (param $n i32) (param $size i32)
            (loop $more
              (call $take (i32.add (i32.const 65536) (i32.and (i32.mul (local.get $n) (i32.const 4096)) (i32.const 0xfffff))) (local.get $size))
              (br_if $more (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))
          (func (export "fill") (param $n i32) (param $size i32)
            (loop $more
              (call $fill (i32.const 0) (local.get $size))
              (br_if $more (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))))
        """;

    public static Section Run(Effort effort)
    {
        Table table = new(["an import called by a hosted guest", "not recorded", "recorded", "in the file", "replayed"]);
        string text = Encoding.ASCII.GetString(Evidence.TextOf(1024 * 1024));
        byte[] wasm = Module.ConvertText(Guest.Replace("{0}", text, StringComparison.Ordinal));
        using GuestEngine plain = new(Options(isRecordable: false));
        using GuestEngine recordable = new(Options(isRecordable: true));
        using GuestModule unobserved = Load(plain, wasm);
        using GuestModule recorded = Load(recordable, wasm);
        using GuestReplayer replayer = new(wasm);
        foreach ((string title, string export, int size) in Rows(effort))
        {
            Console.WriteLine($"{Name}: {title}");
            List<double> without = [];
            List<double> with = [];
            List<double> replayed = [];
            List<double> bytes = [];
            for (int round = -1; round < effort.Rounds; round++)
            {
                using GuestInstance guest = unobserved.StartAsync().GetAwaiter().GetResult();
                double each = Measure(guest, export, size);
                string file = WorkFolder.At("evidence.recording");
                File.Delete(file);
                double eachRecorded;
                using (GuestInstance other = recorded.StartRecordedAsync(GuestRecorder.ToFile(file)).GetAwaiter().GetResult())
                {
                    eachRecorded = Measure(other, export, size);
                }

                GuestRecording recording = GuestRecording.Read(file);
                long begin = Stopwatch.GetTimestamp();
                ReplayResult result = replayer.Replay(recording);
                double eachReplayed = Stopwatch.GetElapsedTime(begin).TotalNanoseconds / result.ImportCalls;
                if (round >= 0)
                {
                    without.Add(each);
                    with.Add(eachRecorded);
                    replayed.Add(eachReplayed);
                    bytes.Add(new FileInfo(file).Length / (double)result.ImportCalls);
                }
            }

            Figure own = Figure.Of(without);
            table.Add(
            [
                title,
                Text.Cell(own, null),
                Text.Cell(Figure.Of(with), own),
                Text.Bytes(Figure.Of(bytes).Value),
                Text.Cell(Figure.Of(replayed), own),
            ]);
        }

        return new Section(
            "Recorded guests",
            "A guest calls its host a thousand times in each call of an export. What it hands out and gets is text that a compressor halves. "
                + "The recorded guest's engine is one for recordings; a replay reads the file, compares and writes. × is against the first column.",
            table,
            new Footnotes(),
            []);
    }

    private static IEnumerable<(string Title, string Export, int Size)> Rows(Effort effort) =>
    [
        ("two ints", "add", 0),
        .. effort.Sizes(16, 256, 4096).Select(size => ($"{size} B to the host", "take", size)),
        .. effort.Sizes(16, 256, 4096).Select(size => ($"{size} B from the host", "fill", size)),
    ];

    private static GuestEngineOptions Options(bool isRecordable) => new()
    {
        IsRecordable = isRecordable,
        Capabilities =
        {
            Capability.Of<IEvidence>("evidence", static (linker, create) => linker.DefineEvidence(create), static _ => new Evidence()),
        },
    };

    private static GuestModule Load(GuestEngine engine, byte[] wasm)
    {
        byte[] manifest = """{ "name": "guest", "grants": { "evidence": true } }"""u8.ToArray();
        return engine.Load(GuestManifest.Parse(manifest, options: engine.Options), wasm);
    }

    /// <returns>The nanoseconds of a call of the import.</returns>
    private static double Measure(GuestInstance guest, string export, int size)
    {
        Call(guest, export, size);
        long begin = Stopwatch.GetTimestamp();
        for (int call = 0; call < Calls; call++)
        {
            Call(guest, export, size);
        }

        return Stopwatch.GetElapsedTime(begin).TotalNanoseconds / (Calls * ImportsPerCall);
    }

    private static void Call(GuestInstance guest, string export, int size) =>
        guest.CallAsync(it => it.Invoke(export, ImportsPerCall, size)).GetAwaiter().GetResult();
}
