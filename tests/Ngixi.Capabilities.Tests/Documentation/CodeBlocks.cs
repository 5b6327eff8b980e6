using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Ngixi.Bindgen;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Capabilities.Tests.Support;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Ngixi.Capabilities.Tests.Documentation;

/// <summary>The code of docs/capabilities/log.md and clock.md. Each of their blocks of C# is a region of this file.</summary>
[Collection(nameof(ListeningTests))]
public sealed class CodeBlocks : IDisposable
{
    private readonly LogBook book = new();
    private readonly Linker linker = new(RawGuest.Engine);

    public void Dispose()
    {
        linker.Dispose();
        book.Dispose();
    }

    [Fact]
    public void Guests_log_trace_and_measure_and_OpenTelemetry_sees_it()
    {
        ILoggerFactory loggers = book.Loggers;
        List<Activity> spans = [];
        List<Metric> metricsSeen = [];
        using Activity root = new Activity("root") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start();

        #region opentelemetry
        using TracerProvider traces = Sdk.CreateTracerProviderBuilder()
            .AddSource(CapabilityTelemetry.Name)
            .AddInMemoryExporter(spans)
            .Build();
        using MeterProvider measurements = Sdk.CreateMeterProviderBuilder()
            .AddMeter(CapabilityTelemetry.ModulePrefix + "*", CapabilityTelemetry.Name)
            .AddInMemoryExporter(metricsSeen)
            .Build();
        #endregion

        #region define
        GuestLog log = new(loggers, "billing", new LogGrant { MaxLinesPerSecond = 100 });
        GuestTracing tracing = new("billing");
        using GuestMetrics metrics = new("billing");
        linker.DefineLog(log.ForInstance);
        linker.DefineTracing(tracing.ForInstance);
        linker.DefineMetrics(metrics.ForInstance);
        linker.DefineAssemblyScript(new AssemblyScriptOptions { Console = log.WriteConsole });
        #endregion

        foreach ((string guest, string export) in new[] { ("log", "event"), ("tracing", "work"), ("metrics", "work") })
        {
            using CapabilityGuest started = CapabilityGuest.Start(guest, GuestLanguage.AssemblyScript, linker);
            started.Run(export);
        }

        measurements.ForceFlush();
        Assert.Equal("late", book.Only.Message);
        Assert.Equal(["payment", "order"], spans.Where(span => span.TraceId == root.TraceId).Select(span => span.DisplayName));
        Metric[] ours = [.. metricsSeen.Where(metric => metric.MeterName == "Wasm.billing").OrderBy(metric => metric.Name)];
        Assert.Equal(["order.size", "orders"], ours.Select(metric => metric.Name));
        Dictionary<string, long> sums = [];
        foreach (ref readonly MetricPoint point in ours[1].GetMetricPoints())
        {
            string labels = "";
            foreach (KeyValuePair<string, object?> tag in point.Tags)
            {
                labels += $"{tag.Key}={tag.Value}";
            }

            sums.Add(labels, point.GetSumLong());
        }

        Assert.Equal(new Dictionary<string, long> { ["kind=gift"] = 2, [""] = 1 }, sums);
    }

    [Fact]
    public void A_clock_and_a_seed_make_a_run_that_can_be_repeated()
    {
        FakeTimeProvider time = new();

        #region clock
        GuestClock clock = new(new ClockGrant { Time = time });
        GuestRandom random = new(new RandomGrant { Seed = 42 });
        linker.DefineClock(clock.ForInstance);
        linker.DefineRandom(random.ForInstance);
        linker.DefineAssemblyScript(new AssemblyScriptOptions { Clock = clock.Time, Seed = random.Seed });
        #endregion

        double[] numbers = new double[2];
        for (int run = 0; run < numbers.Length; run++)
        {
            using CapabilityGuest guest = CapabilityGuest.Start("clock", GuestLanguage.AssemblyScript, linker);
            Assert.Equal(time.GetUtcNow().ToUnixTimeMilliseconds(), guest.Instance.GetFunction<long>("dateNow")!());
            numbers[run] = guest.Instance.GetFunction<double>("mathRandom")!();
        }

        Assert.Equal(numbers[0], numbers[1]);
    }

    [Fact]
    public void A_guest_is_not_instantiated_without_the_clock_that_it_uses()
    {
        linker.DefineClock(new GuestClock().ForInstance);
        linker.DefineRandom(new GuestRandom().ForInstance);
        linker.DefineAssemblyScript(new AssemblyScriptOptions());
        Assert.ThrowsAny<WasmtimeException>(() => CapabilityGuest.Start("clock", GuestLanguage.AssemblyScript, linker));
    }

    [Fact]
    public void Logs_and_random_numbers_of_the_hosts_own_are_behind_the_same_imports()
    {
        TestLog log = new();
        linker.DefineLog(log);
        linker.DefineRandom(new ZeroRandom());
        RawGuest guest = RawGuest.Create(linker, "env.log (i32 i32)", "env.random_fill (i32 i32)");
        using Store store = guest.Store;
        guest.Write(0, "a\nb");
        guest.Call("log", 0, 3);
        guest.Call("random_fill", 0, 2);
        guest.Call("log", 2, 1);
        Assert.Equal(["a\\u000ab", "b"], log.Lines);
        Assert.Equal(0, guest.Bytes(0, 1)[0]);
    }

    #region own-log
    public sealed class TestLog : ILog
    {
        public List<string> Lines { get; } = [];

        public bool IsEnabled(LogLevel level, ReadOnlySpan<char> target) => level >= LogLevel.Information;

        public void Write(ReadOnlySpan<char> message) => Lines.Add(UntrustedText.Escape(message.ToString()));

        public void WriteEvent(
            LogLevel level,
            ReadOnlySpan<char> target,
            ReadOnlySpan<char> message,
            IReadOnlyDictionary<string, AttributeValue>? properties) => Write(message);
    }
    #endregion

    #region own-random
    public sealed class ZeroRandom : IRandom
    {
        public void Fill(Span<byte> buffer) => buffer.Clear();
    }
    #endregion
}
