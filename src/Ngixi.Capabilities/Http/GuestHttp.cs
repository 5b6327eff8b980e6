using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>HTTP for the guests of one module, through its gate: <c>linker.DefineHttp(http.ForInstance)</c>.</summary>
/// <remarks>
/// A guest gets codes of errors and nothing of the host's words. Each request is an activity of <see cref="CapabilityTelemetry.Name"/>,
/// under the span that the guest has open. For any number of threads.
/// </remarks>
public sealed class GuestHttp
{
    private readonly EgressGate gate;

    /// <summary>Creates the HTTP of a module.</summary>
    /// <param name="gate">The gate of the module. The host disposes of it, when no guest runs.</param>
    public GuestHttp(EgressGate gate)
    {
        ArgumentNullException.ThrowIfNull(gate);
        this.gate = gate;
    }

    /// <summary>Makes the HTTP of an instance. Its requests end with the instance's store.</summary>
    /// <param name="context">The instance.</param>
    public IHttp ForInstance(GuestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        EgressSession session = gate.OpenSession();
        context.RegisterForDispose(session);
        return new InstanceHttp(gate, session, context);
    }
}
