namespace Ngixi.Capabilities;

/// <summary>An event to publish.</summary>
public sealed record NewEvent
{
    /// <summary>The most characters of <see cref="TraceParent"/>.</summary>
    public const int MaxTraceParentLength = 128;

    /// <summary>Creates an event.</summary>
    /// <param name="payload">The payload, 1 byte or more. The memory is the caller's again when it is published.</param>
    /// <param name="traceParent">The span that publishes it, as the header traceparent of W3C has it; null for none.</param>
    /// <exception cref="ArgumentException">The payload is empty, or the span is no printable ASCII.</exception>
    public NewEvent(ReadOnlyMemory<byte> payload, string? traceParent = null)
    {
        if (payload.IsEmpty)
        {
            throw new ArgumentException("An event has one byte at least: next_event says 0 where there is none.", nameof(payload));
        }

        if (traceParent?.Length > MaxTraceParentLength || traceParent.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            throw new ArgumentException("The span is no traceparent of W3C.", nameof(traceParent));
        }

        Payload = payload;
        TraceParent = traceParent;
    }

    /// <summary>Gets the payload.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>Gets the span that publishes it.</summary>
    public string? TraceParent { get; }
}
