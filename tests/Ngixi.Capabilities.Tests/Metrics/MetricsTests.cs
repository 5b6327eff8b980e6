using System.Diagnostics.Metrics;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Ngixi.Bindgen;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Capabilities.Tests.Support;

namespace Ngixi.Capabilities.Tests.Metrics;

/// <summary>Guests measure in a meter of their module, within limits.</summary>
public sealed class MetricsTests : IDisposable
{
    private const int Labels = 2_000;

    private readonly Linker linker = new(RawGuest.Engine);
    private readonly string module = $"module {Guid.NewGuid():N}";

    public void Dispose() => linker.Dispose();

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public void A_guest_adds_to_counters_and_records_in_histograms(GuestLanguage language)
    {
        using MetricCollector<long> orders = new(null, $"Wasm.{module}", "orders");
        using MetricCollector<double> sizes = new(null, $"Wasm.{module}", "order.size");
        using GuestMetrics metrics = new(module);
        using CapabilityGuest guest = Start(metrics, language);
        guest.Run("work");
        Assert.Equal(["2 kind=gift", "1 "], Shown(orders));
        Assert.Equal(["12.5 kind=gift"], Shown(sizes));
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public void A_set_of_labels_too_many_counts_as_overflow(GuestLanguage language)
    {
        using MetricCollector<long> users = new(null, $"Wasm.{module}", "users");
        using MetricCollector<long> dropped = new(null, CapabilityTelemetry.Name, "ngixi.metric.dropped");
        using GuestMetrics metrics = new(module, new MetricsGrant { MaxLabelSets = 10 });
        using CapabilityGuest guest = Start(metrics, language);
        guest.Run("labelFlood", 100);
        guest.Run("labelFlood", 10);
        string[] labels = [.. Shown(users).Select(measurement => measurement.Split(' ')[1])];
        Assert.Equal(110, labels.Length);
        Assert.Equal(11, labels.Distinct().Count());
        Assert.Equal(90, labels.Count(label => label == "otel.metric.overflow=True"));
        Assert.Equal(labels[..10], labels[100..]);
        Assert.Equal(90, Dropped(dropped, "labels"));
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public void An_instrument_too_many_is_not_made(GuestLanguage language)
    {
        List<string> published = [];
        using MeterListener listener = new()
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == $"Wasm.{module}")
                {
                    published.Add(instrument.Name);
                }
            },
        };
        listener.Start();
        using MetricCollector<long> dropped = new(null, CapabilityTelemetry.Name, "ngixi.metric.dropped");
        using GuestMetrics metrics = new(module, new MetricsGrant { MaxInstruments = 4 });
        using CapabilityGuest guest = Start(metrics, language);
        guest.Run("nameFlood", 100);
        Assert.Equal(4, published.Count);
        Assert.Equal(96, Dropped(dropped, "instruments"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1st")]
    [InlineData("a b")]
    [InlineData("a\nb")]
    [InlineData("é")]
    [InlineData("a{}")]
    [InlineData("ngixi.log.dropped\0")]
    public void A_name_that_is_none_is_dropped(string name)
    {
        using MetricCollector<long> dropped = new(null, CapabilityTelemetry.Name, "ngixi.metric.dropped");
        using GuestMetrics metrics = new(module);
        using RawGuest guest = StartRaw(metrics);
        Add(guest, name, 1);
        Assert.Equal(1, Dropped(dropped, "name"));
        Add(guest, new string('a', 256), 1);
        Assert.Equal(2, Dropped(dropped, "name"));
    }

    [Fact]
    public void Values_that_no_instrument_takes_are_dropped()
    {
        using MetricCollector<long> counter = new(null, $"Wasm.{module}", "counter");
        using MetricCollector<long> dropped = new(null, CapabilityTelemetry.Name, "ngixi.metric.dropped");
        using GuestMetrics metrics = new(module);
        using RawGuest guest = StartRaw(metrics);
        Add(guest, "counter", -1);
        guest.Write(0, "size");
        guest.Call("metric_record", 0, 4, double.NaN, 0, 0);
        guest.Call("metric_record", 0, 4, double.NegativeInfinity, 0, 0);
        Assert.Equal(3, Dropped(dropped, "value"));
        Add(guest, "counter", 0);
        guest.Call("metric_record", 0, 7, 1.0, 0, 0);
        Assert.Equal(1, Dropped(dropped, "kind"));
        Assert.Equal(["0 "], Shown(counter));
    }

    [Fact]
    public void A_counter_never_counts_beyond_what_an_exporter_can_hold()
    {
        using MetricCollector<long> counter = new(null, $"Wasm.{module}", "counter");
        using MetricCollector<long> dropped = new(null, CapabilityTelemetry.Name, "ngixi.metric.dropped");
        using GuestMetrics metrics = new(module);
        using RawGuest guest = StartRaw(metrics);
        Add(guest, "counter", long.MaxValue - 1);
        Add(guest, "counter", 2);
        Add(guest, "counter", long.MaxValue);
        Add(guest, "counter", 1);
        Assert.Equal(["9223372036854775806 ", "1 "], Shown(counter));
        Assert.Equal(2, Dropped(dropped, "value"));
    }

    [Fact]
    public void The_sets_of_labels_of_all_instruments_have_one_limit()
    {
        using MetricCollector<long> first = new(null, $"Wasm.{module}", "first");
        using MetricCollector<long> second = new(null, $"Wasm.{module}", "second");
        using GuestMetrics metrics = new(module, new MetricsGrant { MaxLabelSets = 2 });
        using RawGuest guest = StartRaw(metrics);
        Add(guest, "first", 1, ("a", "1"));
        Add(guest, "second", 2, ("a", "1"));
        Add(guest, "second", 4, ("a", "2"));
        Add(guest, "first", 8, ("a", "1"));
        Add(guest, "first", 16);
        Assert.Equal(["1 a=1", "8 a=1", "16 "], Shown(first));
        Assert.Equal(["2 a=1", "4 otel.metric.overflow=True"], Shown(second));
    }

    [Fact]
    public void Labels_are_escaped_cut_and_told_apart()
    {
        using MetricCollector<long> counter = new(null, $"Wasm.{module}", "counter");
        using MetricCollector<long> dropped = new(null, CapabilityTelemetry.Name, "ngixi.metric.dropped");
        MetricsGrant grant = new() { MaxLabels = 1, MaxLabelSets = 2, MaxKeyLength = 5, MaxValueLength = 6 };
        using GuestMetrics metrics = new(module, grant);
        using RawGuest guest = StartRaw(metrics);
        Add(guest, "counter", 1, ("a\nbcdef", "v\u001balue"));
        Add(guest, "counter", 2, ("a", "b1 c1 d"));
        Add(guest, "counter", 4, ("a", "b"), ("c", "d"));
        Assert.Equal(["1 a\\u000abcd…=v\\u001balue", "2 a=b1 c1 …", "4 otel.metric.overflow=True"], Shown(counter));
        Assert.Equal(1, Dropped(dropped, "labels"));
    }

    [Fact]
    public void Too_many_labels_at_once_and_a_label_that_comes_twice_are_bad_arguments()
    {
        using GuestMetrics metrics = new(module);
        using RawGuest guest = StartRaw(metrics);
        guest.Write(0, "counter");
        Assert.True(guest.CallToFail("metric_add", 0, 7, 1L, Labels, 257).IsBadArgument);
        Assert.Equal("labels", guest.CallToFail("metric_add", 0, 7, 1L, -8, 2).Parameter);
        guest.Words(Labels, 4_000, 1, 4_000, 1, 4_000, 1, 4_000, 1);
        guest.Write(4_000, "k");
        Assert.True(guest.CallToFail("metric_add", 0, 7, 1L, Labels, 2).IsBadArgument);
        Assert.True(guest.CallToFail("metric_add", 0, 4_097, 1L, 0, 0).IsBadArgument);
    }

    [Fact]
    public void A_meter_of_the_factory_is_left_to_it()
    {
        using Factory factory = new();
        using MetricCollector<long> counter = new(factory, $"Wasm.{module}", "counter");
        GuestMetrics metrics = new(module, meters: factory);
        metrics.Dispose();
        using RawGuest guest = StartRaw(metrics);
        Add(guest, "counter", 7);
        Assert.Equal(["7 "], Shown(counter));
    }

    private static string[] Shown<T>(MetricCollector<T> collector)
        where T : struct =>
        [.. collector.GetMeasurementSnapshot().Select(measurement => FormattableString.Invariant(
            $"{measurement.Value} {string.Join(' ', measurement.Tags.Select(tag => $"{tag.Key}={tag.Value}"))}"))];

    private static void Add(RawGuest guest, string name, long amount, params ReadOnlySpan<(string Key, string Value)> labels)
    {
        int at = Labels + 100;
        for (int i = 0; i < labels.Length; i++)
        {
            int key = System.Text.Encoding.UTF8.GetByteCount(labels[i].Key);
            int value = System.Text.Encoding.UTF8.GetByteCount(labels[i].Value);
            guest.Words(Labels + (i * 16), at, key, at + key, value);
            guest.Write(at, labels[i].Key + labels[i].Value);
            at += key + value;
        }

        guest.Write(0, name);
        guest.Call("metric_add", 0, System.Text.Encoding.UTF8.GetByteCount(name), amount, Labels, labels.Length);
    }

    private long Dropped(MetricCollector<long> dropped, string reason) => dropped.GetMeasurementSnapshot()
        .Where(measurement => (string?)measurement.Tags["wasm.module"] == module && (string?)measurement.Tags["reason"] == reason)
        .Sum(measurement => measurement.Value);

    private CapabilityGuest Start(GuestMetrics metrics, GuestLanguage language)
    {
        linker.DefineMetrics(metrics.ForInstance);
        linker.DefineAssemblyScript(new AssemblyScriptOptions());
        return CapabilityGuest.Start("metrics", language, linker);
    }

    private RawGuest StartRaw(GuestMetrics metrics)
    {
        linker.DefineMetrics(metrics.ForInstance);
        return RawGuest.Create(linker, "env.metric_add (i32 i32 i64 i32 i32)", "env.metric_record (i32 i32 f64 i32 i32)");
    }

    private sealed class Factory : IMeterFactory
    {
        private readonly List<Meter> meters = [];

        public Meter Create(MeterOptions options)
        {
            options.Scope = this;
            meters.Add(new Meter(options));
            return meters[^1];
        }

        public void Dispose() => meters.ForEach(meter => meter.Dispose());
    }
}
