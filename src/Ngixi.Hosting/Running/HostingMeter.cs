using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Ngixi.Hosting.Running;

/// <summary>The metrics of an engine, under the name <see cref="Name"/>.</summary>
internal sealed class HostingMeter : IDisposable
{
    public const string Name = "Ngixi.Hosting";

    private readonly Meter meter;
    private readonly Counter<long> calls;
    private readonly Histogram<double> durations;
    private readonly Histogram<double> waits;
    private readonly Counter<long> hostCalls;
    private readonly Counter<long> bytes;
    private readonly Counter<long> fuel;

    public HostingMeter(IMeterFactory? factory, GuestThreads threads)
    {
        meter = factory?.Create(Name) ?? new Meter(Name);
        calls = meter.CreateCounter<long>("ngixi.guest.calls", "{call}", "Calls of guests, by outcome.");
        durations = meter.CreateHistogram<double>("ngixi.guest.call.duration", "s", "Time of a call, from its begin on a thread.");
        waits = meter.CreateHistogram<double>("ngixi.guest.call.wait", "s", "Time that a call waited for a thread and an instance.");
        hostCalls = meter.CreateCounter<long>("ngixi.guest.host_calls", "{call}", "Calls of imports by guests.");
        bytes = meter.CreateCounter<long>("ngixi.guest.bytes", "By", "Bytes that host and guests exchanged, by direction.");
        fuel = meter.CreateCounter<long>("ngixi.guest.fuel", "{unit}", "Fuel of guests whose manifest limits it.");
        meter.CreateObservableGauge("ngixi.guest.threads", () => threads.Count, "{thread}", "Threads that guests run on.");
        meter.CreateObservableGauge("ngixi.guest.waiting", () => threads.Waiting, "{call}", "Calls that wait for a thread.");
        meter.CreateObservableGauge(
            "ngixi.guest.held",
            () => threads.Held.Select(held => new Measurement<int>(held.Count, new TagList { { "wasm.module", held.Module } })),
            "{call}",
            "Calls that wait because guests of their module failed too often.");
        meter.CreateObservableGauge(
            "ngixi.guest.instances", () => InstanceCeiling.Process.Live, "{instance}", "Live instances of the process.");
        meter.CreateObservableGauge(
            "ngixi.guest.instances.limit", () => InstanceCeiling.Process.Most, "{instance}", "Instances that the process may have.");
    }

    public void Record(string module, Exception? failure, CallUsage? usage)
    {
        if (calls.Enabled)
        {
            calls.Add(1, new TagList { { "wasm.module", module }, { "outcome", OutcomeOf(failure) } });
        }

        if (usage is null)
        {
            return;
        }

        KeyValuePair<string, object?> tag = new("wasm.module", module);
        durations.Record((usage.GuestTime + usage.HostTime).TotalSeconds, tag);
        waits.Record(usage.WaitTime.TotalSeconds, tag);
        if (hostCalls.Enabled)
        {
            hostCalls.Add(usage.HostCalls, tag);
        }

        if (bytes.Enabled)
        {
            bytes.Add(usage.BytesRead, tag, new("direction", "read"));
            bytes.Add(usage.BytesWritten, tag, new("direction", "written"));
        }

        if (usage.Fuel is { } used)
        {
            fuel.Add((long)Math.Min(used, long.MaxValue), tag);
        }
    }

    public void Dispose() => meter.Dispose();

    // What a host's method throws ends the guest by a trap.
    private static string OutcomeOf(Exception? failure) =>
        FailureCase.Of(failure) is var word && word == FailureCase.Host ? FailureCase.Trap : word;
}
