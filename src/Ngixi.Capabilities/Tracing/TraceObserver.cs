using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>
/// Ends the spans of a guest where a call of it traps; without it, they end with the store. For <see cref="GuestOptions.Observers"/>.
/// </summary>
/// <remarks>
/// Sees what the host calls by <c>instance.Get…</c>, as each observer does. For any number of stores.
/// </remarks>
public sealed class TraceObserver : GuestObserver
{
    /// <inheritdoc/>
    public override void ExportEnded(in ExportCall call, in CallEnd end)
    {
        if (end.Outcome == CallOutcome.Trapped)
        {
            GuestTrace.Of(call.Guest).EndAll();
        }
    }
}
