using Ngixi.Bindgen;
using Ngixi.Hosting.Recording.Format;

namespace Ngixi.Hosting.Recording;

/// <summary>Says the events of a recording, one after the other.</summary>
internal sealed class EventText
{
    private int depth;
    private bool isWhole;

    /// <summary>Says an event.</summary>
    public RecordedEvent Of(EventReader events)
    {
        isWhole |= events.Kind is EventKind.Ended or EventKind.Cut;
        bool ends = events.Kind is EventKind.ExportEnded or EventKind.ImportEnded;
        depth = Math.Max(depth - (ends ? 1 : 0), 0);
        (string kind, string text) = Words(events);
        RecordedEvent said = new(events.Number, depth, kind, text);
        depth += events.Kind is EventKind.ExportBegan or EventKind.ImportBegan ? 1 : 0;
        return said;
    }

    /// <summary>Says that the file ends too early; null where it does not.</summary>
    public RecordedEvent? Torn(EventReader events) => isWhole
        ? null
        : new RecordedEvent(events.Number + 1, 0, "cut", "The process that recorded it ended before the instance did.");

    private static (string Kind, string Text) Words(EventReader events) => events.Kind switch
    {
        EventKind.CallBegan => ("enter", events.Header.Fuel is { } fuel ? $"with {fuel:N0} of fuel" : ""),
        EventKind.InstanceBegan => ("instance", events.Header.Module),
        EventKind.InstanceMade => ("made", End(events)),
        EventKind.ExportBegan => ("call", $"{UntrustedText.Escape(events.Export)}{Arguments(events)}"),
        EventKind.ExportEnded => ("return", End(events)),
        EventKind.ImportBegan => (
            "import", $"{UntrustedText.Escape($"{events.Import.Module}.{events.Import.Name}")}{Arguments(events)}"),
        EventKind.ImportEnded => ("answer", End(events)),
        EventKind.Read => ("read", Memory(events)),
        EventKind.Write => ("write", Memory(events)),
        EventKind.Grown => ("memory", $"{events.Address:N0} bytes"),
        EventKind.Stopped => ("stop", "the guest's time was over"),
        EventKind.Ended => ("end", events.Content.IsEmpty ? "" : $"memory {Convert.ToHexStringLower(events.Content.Span)}"),
        _ => ("cut", UntrustedText.Escape(events.Reason)),
    };

    private static string Arguments(EventReader events) =>
        events.IsLocked ? "(secret)" : $"({string.Join(", ", events.Arguments.ToArray().Select(CallText.Number))})";

    private static string Memory(EventReader events) => FormattableString.Invariant($"{events.ByteCount} at {events.Address}: ")
        + (events.IsSecret && (events.IsLocked || events.Kind == EventKind.Read) ? "secret" : CallText.Bytes(events.Content.Span));

    private static string End(EventReader events) => events.IsLocked ? "secret" : events.Outcome switch
    {
        EventOutcome.Returned when events.Reason.Length > 0 => $"error: {UntrustedText.Escape(events.Reason)}",
        EventOutcome.Returned => events.Result is { } result ? CallText.Number(result) : "",
        EventOutcome.Trapped => $"trap: {UntrustedText.Escape(events.Reason)}",
        EventOutcome.Stopped => "ended at its deadline",
        _ => $"ended by the host: {UntrustedText.Escape(events.Reason)}",
    };
}
