using System.Diagnostics;
using System.Runtime.CompilerServices;
using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>The open spans of one instance, so that what the host does for the guest is traced under them.</summary>
/// <remarks>Like the instance, for one thread at a time.</remarks>
public sealed class GuestTrace : IDisposable
{
    private static readonly ConditionalWeakTable<GuestContext, GuestTrace> Traces = [];

    private readonly List<GuestSpan> open = [];

    /// <summary>Gets the trace of an instance.</summary>
    /// <param name="context">The instance.</param>
    public static GuestTrace Of(GuestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Traces.GetValue(context, context =>
        {
            GuestTrace trace = new();
            context.RegisterForDispose(trace);
            return trace;
        });
    }

    /// <summary>Gets the span of the guest that was begun last and is open; null where none is.</summary>
    public Activity? Current => open.Count > 0 ? open[^1].Activity : null;

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

    /// <summary>Ends the spans that are open, and marks them.</summary>
    public void Dispose()
    {
        for (int i = open.Count - 1; i >= 0; i--)
        {
            open[i].Abandon();
        }
    }

    internal void Add(GuestSpan span) => open.Add(span);

    internal void Remove(GuestSpan span) => open.Remove(span);
}
