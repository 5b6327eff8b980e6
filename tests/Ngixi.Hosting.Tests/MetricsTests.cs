using System.Diagnostics.Metrics;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Ngixi.Hosting.Tests.Support;

namespace Ngixi.Hosting.Tests;

public sealed class MetricsTests : IDisposable, IMeterFactory
{
    private readonly List<Meter> meters = [];
    private readonly GuestEngine engine;

    public MetricsTests() => engine = new GuestEngine(new GuestEngineOptions { Meters = this });

    [Fact]
    public async Task Calls_are_counted_by_module_and_outcome()
    {
        using GuestModule module = engine.LoadText(Wat.Odd, new ModuleLimits { Fuel = 1_000_000_000_000 });
        using GuestPool pool = module.CreatePool();
        using MetricCollector<long> calls = new(meters.Single(), "ngixi.guest.calls");
        using MetricCollector<long> fuel = new(meters.Single(), "ngixi.guest.fuel");
        await pool.CallAsync(it => it.Add(1, 2));
        Assert.Equal([0, 4], fuel.GetMeasurementSnapshot().Select(measurement => measurement.Value));
        await Assert.ThrowsAsync<GuestTrapException>(() => pool.CallAsync(it => it.Run("fail")));
        await pool.WarmAsync(1);
        CallOptions brief = new() { Deadline = TimeSpan.FromMilliseconds(500) };
        await Assert.ThrowsAsync<GuestDeadlineException>(() => pool.CallAsync(it => it.Run("spin"), brief));
        await Assert.ThrowsAsync<FormatException>(() => pool.CallAsync<int>(_ => throw new FormatException()));
        Assert.All(calls.GetMeasurementSnapshot(), measurement => Assert.Equal("test", measurement.Tags["wasm.module"]));

        // Starts count, too: of the first instance, and of one after each that was dropped.
        Assert.Equal(
            ["ok", "ok", "trap", "ok", "deadline", "ok", "error"],
            calls.GetMeasurementSnapshot().Select(measurement => (string)measurement.Tags["outcome"]!));
    }

    [Fact]
    public async Task Instances_threads_and_what_waits_are_gauges()
    {
        using GuestModule module = engine.LoadText(Wat.Odd);
        using MetricCollector<int> instances = new(meters.Single(), "ngixi.guest.instances");
        using MetricCollector<int> threads = new(meters.Single(), "ngixi.guest.threads");
        using MetricCollector<int> waiting = new(meters.Single(), "ngixi.guest.waiting");
        using GuestInstance guest = await module.StartAsync();
        instances.RecordObservableInstruments();
        threads.RecordObservableInstruments();
        waiting.RecordObservableInstruments();
        Assert.True(instances.LastMeasurement!.Value >= 1);
        Assert.Equal(1, threads.LastMeasurement!.Value);
        Assert.Equal(0, waiting.LastMeasurement!.Value);
    }

    public Meter Create(MeterOptions options)
    {
        Meter meter = new(options);
        meters.Add(meter);
        return meter;
    }

    public void Dispose() => engine.Dispose();
}
