using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Ngixi.Capabilities;

namespace Quickstart;

/// <summary>Logs how long the spans of guests took. A host with OpenTelemetry adds the source to it instead.</summary>
internal static partial class SpanLog
{
    public static ActivityListener To(ILogger logger)
    {
        ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name == CapabilityTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                options.Kind == ActivityKind.Internal ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStopped = span => LogSpan(logger, span.DisplayName, span.Duration.TotalMilliseconds),
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    [LoggerMessage(1, LogLevel.Information, "span '{Name}' took {Milliseconds:F0} ms")]
    private static partial void LogSpan(ILogger logger, string name, double milliseconds);
}
