using System.Diagnostics;
using System.Diagnostics.Metrics;
using Ngixi.Bindgen;
using Ngixi.Capabilities;
using Ngixi.Hosting;

namespace Examples;

/// <summary>What the guest exports.</summary>
[WasmExport]
public interface ICheckout
{
    long Pay(long cents);
}

/// <summary>A guest traces and measures. OpenTelemetry takes the same source and meter: AddSource(…), AddMeter(…).</summary>
internal static class Telemetry
{
    public static async Task RunAsync()
    {
        List<Activity> spans = [];
        using ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name == CapabilityTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        using MeterListener meters = new();
        meters.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name == CapabilityTelemetry.ModulePrefix + "checkout")
            {
                meters.EnableMeasurementEvents(instrument);
            }
        };
        meters.SetMeasurementEventCallback<long>((instrument, value, _, _) => Console.WriteLine($"metric {instrument.Name} +{value}"));

        using GuestEngine engine = new();
        using GuestModule module = engine.Load(Path.Combine(AppContext.BaseDirectory, "telemetry.ngixi.json"));
        using GuestPool pool = module.CreatePool();
        meters.Start();
        await pool.CallAsync(guest => guest.Instance.GetCheckout().Pay(1999));
        foreach (Activity span in spans)
        {
            string parent = spans.Find(other => other.SpanId == span.ParentSpanId)?.DisplayName ?? "no other";
            Console.WriteLine($"span {span.DisplayName} in {parent}");
        }
    }
}
