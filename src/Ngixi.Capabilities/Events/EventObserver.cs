using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>
/// Settles what a guest holds when a call of it ends: where the call returned, the event that <c>next_event</c> gave last was handled;
/// where it trapped, all is delivered again, with the trap's words as the reason. For <see cref="GuestOptions.Observers"/>.
/// </summary>
/// <remarks>
/// Sees what the host calls by <c>instance.Get…</c>, as each observer does. Without it, all that is held is delivered again when the store
/// ends, and no reason has the trap's words. For any number of stores.
/// </remarks>
public sealed class EventObserver : GuestObserver
{
    /// <inheritdoc/>
    public override void ExportEnded(in ExportCall call, in CallEnd end)
    {
        HeldEvents held = HeldEvents.Of(call.Guest);
        if (end.Outcome == CallOutcome.Trapped)
        {
            held.Release($"The guest trapped: {(end.Exception is { } exception ? Words(exception) : "no more is known")}");
        }
        else if (!call.IsNested)
        {
            GuestEvents.Wait(SourceSettlements.SettleAsync(held.AckNext(), call.Guest.Cancellation));
        }
    }

    /// <summary>Gets the line of a trap that says why; Wasmtime puts the addresses in the guest before it.</summary>
    private static string Words(Exception exception)
    {
        string[] lines = (exception.InnerException ?? exception).Message.Split(
            '\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines is [var first, .., var last] && first.StartsWith("error while executing", StringComparison.Ordinal)
            ? last
            : lines.FirstOrDefault("");
    }
}
