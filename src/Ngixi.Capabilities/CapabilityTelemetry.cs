using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Ngixi.Capabilities;

/// <summary>What the capabilities tell of themselves, and of guests, to tracing and metrics.</summary>
public static class CapabilityTelemetry
{
    /// <summary>
    /// The name of the <see cref="ActivitySource"/> of guests' spans, and of the <see cref="Meter"/> that counts what was dropped: for
    /// <c>AddSource</c> and <c>AddMeter</c> of OpenTelemetry.
    /// </summary>
    public const string Name = "Ngixi.Capabilities";

    /// <summary>
    /// What the log category and the meter of a module begin with: those of the module <c>billing</c> are <c>Wasm.billing</c>.
    /// </summary>
    public const string ModulePrefix = "Wasm.";

    internal static readonly ActivitySource Activities = new(Name);

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> LogDropped = Meter.CreateCounter<long>(
        "ngixi.log.dropped", "{line}", "Lines of guests that were not written, because there were too many.");

    private static readonly Counter<long> SpansDropped = Meter.CreateCounter<long>(
        "ngixi.span.dropped", "{span}", "Spans of guests that were not recorded, because too many were open.");

    private static readonly Counter<long> MeasurementsDropped = Meter.CreateCounter<long>(
        "ngixi.metric.dropped", "{measurement}", "Measurements of guests that were not recorded as they are.");

    private static readonly Counter<long> EventsLost = Meter.CreateCounter<long>(
        "ngixi.event.lost", "{event}", "Events that guests were told are lost, because their topic was full.");

    private static readonly Counter<long> WritesLost = Meter.CreateCounter<long>(
        "ngixi.key_value.lost", "{write}", "Writes of guests that were accepted to be made later, and could not be made.");

    internal static void LoseEvents(string module, ulong count) =>
        EventsLost.Add((long)Math.Min(count, long.MaxValue), ModuleTag(module));

    internal static void LoseWrite(string module) => WritesLost.Add(1, ModuleTag(module));

    internal static void DropLine(string module) => LogDropped.Add(1, ModuleTag(module));

    internal static void DropSpan(string module) => SpansDropped.Add(1, ModuleTag(module));

    internal static void DropMeasurement(string module, string reason) =>
        MeasurementsDropped.Add(1, ModuleTag(module), new("reason", reason));

    private static KeyValuePair<string, object?> ModuleTag(string module) => new("wasm.module", module);
}
