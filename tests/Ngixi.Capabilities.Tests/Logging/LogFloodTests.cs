using System.Globalization;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Ngixi.Bindgen;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Capabilities.Tests.Support;

namespace Ngixi.Capabilities.Tests.Logging;

/// <summary>A guest that writes too much is cut short, and what is missing is counted to the line.</summary>
public sealed class LogFloodTests : IDisposable
{
    private readonly LogBook book = new();
    private readonly FakeTimeProvider time = new();
    private readonly Linker linker = new(RawGuest.Engine);

    public void Dispose()
    {
        linker.Dispose();
        book.Dispose();
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public void Lines_beyond_those_of_a_second_are_dropped_and_counted(GuestLanguage language)
    {
        using MetricCollector<long> dropped = new(null, CapabilityTelemetry.Name, "ngixi.log.dropped");
        string module = $"flood of lines {language}";
        using CapabilityGuest guest = Start(language, module, new LogGrant { MaxLinesPerSecond = 10 });
        guest.Run("flood", 100);
        Assert.Equal(10, book.Records.Count);
        time.Advance(TimeSpan.FromSeconds(1));
        guest.Run("greet");
        Assert.Equal(Missing(module, 90, 720), book.Records[10].Message);
        Assert.Equal(LogLevel.Warning, book.Records[10].Level);
        Assert.Equal("hello, host", book.Records[11].Message);
        Assert.Equal(
            90,
            dropped.GetMeasurementSnapshot()
                .Where(measurement => (string?)measurement.Tags["wasm.module"] == module)
                .Sum(measurement => measurement.Value));
    }

    [Fact]
    public void Bytes_beyond_those_of_a_second_are_dropped_and_counted()
    {
        using CapabilityGuest guest = Start(GuestLanguage.C, "bytes", new LogGrant { MaxBytesPerSecond = 20 });
        guest.Run("flood", 10);
        guest.Run("greet");
        Assert.Equal(["line", "line"], book.Records.Select(record => record.Message));
        time.Advance(TimeSpan.FromSeconds(1));
        guest.Run("flood", 1);
        Assert.Equal(["line", "line", Missing("bytes", 9, 86), "line"], book.Records.Select(record => record.Message));
    }

    [Fact]
    public void What_was_dropped_is_told_when_the_store_goes()
    {
        using (CapabilityGuest guest = Start(GuestLanguage.C, "ending", new LogGrant { MaxLinesPerSecond = 1 }))
        {
            guest.Run("flood", 3);
            Assert.Single(book.Records);
        }

        Assert.Equal(["line", Missing("ending", 2, 16)], book.Records.Select(record => record.Message));
    }

    [Fact]
    public void Instances_of_a_module_share_its_lines_on_any_threads_and_no_line_is_lost()
    {
        const int Lines = 500;
        linker.DefineLog(new GuestLog(book.Loggers, "shared", new LogGrant { MaxLinesPerSecond = 300 }, time).ForInstance);
        linker.DefineAssemblyScript(new AssemblyScriptOptions());
        Parallel.For(0, 4, _ =>
        {
            using CapabilityGuest guest = CapabilityGuest.Start("log", GuestLanguage.C, linker);
            guest.Run("flood", Lines);
        });
        long reported = book.Records
            .Where(record => record.Level == LogLevel.Warning)
            .Sum(record => long.Parse(record.GetStructuredStateValue("Lines")!, CultureInfo.InvariantCulture));
        Assert.Equal(300, book.Records.Count(record => record.Message == "line"));
        Assert.Equal((4 * Lines) - 300, reported);
    }

    [Fact]
    public void A_filtered_line_costs_no_part_of_the_budget_and_no_memory()
    {
        GuestLog log = new(book.Loggers, "quiet", new LogGrant { MinimumLevel = LogLevel.Error, MaxLinesPerSecond = 1 }, time);
        linker.DefineLog(log.ForInstance);
        using Module loop = Module.FromText(
            RawGuest.Engine,
            "loop",
            """
            (module
              (import "env" "log" (func $log (param i32 i32)))
              (import "env" "log_enabled" (func $enabled (param i32 i32 i32) (result i32)))
              (import "env" "log_event" (func $event (param i32 i32 i32 i32 i32 i32 i32)))
              (memory (export "memory") 1)
              (data (i32.const 0) "a\00 \00l\00i\00n\00e\00")
              (data (i32.const 64) "\00\00\00\00\04\00\00\00\01\00\00\00\80\00\00\00")
              (func (export "utf16") (call $log (i32.const 0) (i32.const 0x8000000c)))
              (func (export "utf8") (call $log (i32.const 0) (i32.const 12)))
              (func (export "enabled") (drop (call $enabled (i32.const 2) (i32.const 0) (i32.const 0x8000000c))))
              (func (export "event")
                (call $event
                  (i32.const 2) (i32.const 0) (i32.const 0x8000000c) (i32.const 0) (i32.const 0x8000000c) (i32.const 64) (i32.const 1))))
            """);
        using Store store = new(RawGuest.Engine);
        Instance instance = linker.Instantiate(store, loop);
        Assert.All(["utf16", "utf8", "enabled", "event"], export => Assert.Equal(0, Allocations.OfEachCall(instance.GetAction(export)!)));
        Assert.Empty(book.Records);
        log.MinimumLevel = LogLevel.Information;
        instance.GetAction("utf16")!();
        Assert.Equal("a line", book.Only.Message);
    }

    private static string Missing(string module, int lines, int bytes) =>
        $"The module {module} wrote {lines} lines more than it may, of {bytes} bytes, which are not written.";

    private CapabilityGuest Start(GuestLanguage language, string module, LogGrant grant)
    {
        GuestLog log = new(book.Loggers, module, grant, time);
        linker.DefineLog(log.ForInstance);
        linker.DefineAssemblyScript(new AssemblyScriptOptions { Console = log.WriteConsole });
        return CapabilityGuest.Start("log", language, linker);
    }
}
