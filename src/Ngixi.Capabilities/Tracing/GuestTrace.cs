using System.Diagnostics;
using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>The open spans of one instance, so that what the host does for the guest is traced under them.</summary>
/// <remarks>Like the instance, for one thread at a time.</remarks>
public sealed class GuestTrace
{
    private readonly GuestContext context;
    private readonly List<GuestSpan> open = [];

    private GuestTrace(GuestContext context) => this.context = context;

    /// <summary>Gets the trace of an instance.</summary>
    /// <param name="context">The instance.</param>
    public static GuestTrace Of(GuestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Feature(static context => new GuestTrace(context));
    }

    /// <summary>Gets the span of the guest that was begun last and is open; null where none is.</summary>
    public Activity? Current => open.Count > 0 ? open[^1].Activity : null;

    /// <summary>Gets why the guest does not end its spans any more; null while it can.</summary>
    internal string? Failure =>
        context.HasTrapped ? "The guest trapped." : context.IsDisposed ? "The guest did not end the span." : null;

    internal int OpenCount => open.Count;

    internal GuestSpan? Innermost => open.Count > 0 ? open[^1] : null;

    /// <summary>
    /// Starts an activity for what the host does in a call of the guest: under the guest's open span, or else under
    /// <see cref="Activity.Current"/>. It is the current one until it is disposed.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="kind">The kind, for example <see cref="ActivityKind.Client"/>.</param>
    /// <returns>
    /// The activity, to be disposed in the same call; null where nobody listens to <see cref="CapabilityTelemetry.Name"/>.
    /// </returns>
    public Activity? StartActivity(string name, ActivityKind kind = ActivityKind.Internal) =>
        CapabilityTelemetry.Activities.StartActivity(name, kind, Current?.Context ?? default);


    internal void Add(GuestSpan span) => open.Add(span);

    internal bool Remove(GuestSpan span) => open.Remove(span);

    /// <summary>Ends the spans that are open, the newest first.</summary>
    internal void EndAll()
    {
        while (Innermost is { } span)
        {
            span.Dispose();
        }
    }
}
