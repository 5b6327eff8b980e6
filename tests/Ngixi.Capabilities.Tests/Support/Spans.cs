using System.Collections.Concurrent;
using System.Diagnostics;

namespace Ngixi.Capabilities.Tests.Support;

/// <summary>Listens to the spans of guests in one trace, in the order in which they ended. Other tests have traces of their own.</summary>
internal sealed class Spans : IDisposable
{
    private readonly ConcurrentQueue<Activity> ended = new();
    private readonly ActivityListener listener;
    private readonly Activity? current = Activity.Current;

    public Spans()
    {
        Activity.Current = null;
        Root = new Activity("the host's call") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start();
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == CapabilityTelemetry.Name,
            Sample = (ref options) =>
                options.TraceId == Root.TraceId ? Sampling : ActivitySamplingResult.None,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
    }

    /// <summary>Gets or sets what is asked of the spans of the trace.</summary>
    public ActivitySamplingResult Sampling { get; set; } = ActivitySamplingResult.AllDataAndRecorded;

    /// <summary>Gets what the host does that calls the guest: the current activity.</summary>
    public Activity Root { get; }

    public IReadOnlyList<Activity> Ended => [.. ended.Where(activity => activity.TraceId == Root.TraceId)];

    public Activity Single(string name) => Assert.Single(Ended, activity => activity.OperationName == name);

    /// <summary>Listens no longer; the host's activity stays.</summary>
    public void StopListening() => listener.Dispose();

    public void Dispose()
    {
        Root.Dispose();
        listener.Dispose();
        Activity.Current = current;
    }
}
