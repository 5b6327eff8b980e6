using System.Diagnostics;
using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>The spans of one module's guests, as activities of the host: <c>linker.DefineTracing(tracing.ForInstance)</c>.</summary>
/// <remarks>
/// The source is <see cref="CapabilityTelemetry.Name"/>. The identifiers of spans are the host's; a guest sees its handles only. A
/// span that is open when its instance's store is disposed is ended, and marked by the tag <c>ngixi.abandoned</c>.
/// </remarks>
public sealed class GuestTracing
{
    private readonly string module;
    private readonly TraceGrant grant;

    /// <summary>Creates the tracing of a module.</summary>
    /// <param name="module">The name of the module.</param>
    /// <param name="grant">What its guests may trace; by default what <see cref="TraceGrant"/> has.</param>
    public GuestTracing(string module, TraceGrant? grant = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(module);
        this.module = module;
        this.grant = grant ?? TraceGrant.Default;
    }

    /// <summary>Makes the tracing of an instance.</summary>
    /// <param name="context">The instance.</param>
    public ITracing ForInstance(GuestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new InstanceTracing(this, GuestTrace.Of(context));
    }

    private sealed class InstanceTracing(GuestTracing tracing, GuestTrace trace) : ITracing
    {
        public ISpan BeginSpan(string name)
        {
            TraceGrant grant = tracing.grant;
            GuestSpan? parent = trace.Innermost;
            int depth = (parent?.Depth ?? 0) + 1;
            if (trace.OpenCount >= grant.MaxOpenSpans || depth > grant.MaxDepth)
            {
                parent?.DropChild();
                CapabilityTelemetry.DropSpan(tracing.module);
                return UnrecordedSpan.Instance;
            }

            // The guest returns to the host with spans open: none may be the host's current activity.
            Activity? current = Activity.Current;
            Activity? activity = trace.StartActivity(ShownText.Of(name, grant.MaxNameLength));
            Activity.Current = current;
            if (activity is null)
            {
                return UnrecordedSpan.Instance;
            }

            activity.SetTag("wasm.module", tracing.module);
            GuestSpan span = new(trace, grant, activity, depth);
            trace.Add(span);
            return span;
        }
    }
}
