namespace Ngixi.Capabilities;

/// <summary>What a guest has taken. It holds it until it settles the delivery.</summary>
public abstract record EventRecord
{
    private EventRecord()
    {
    }

    /// <summary>An event.</summary>
    /// <param name="Delivery">What to settle it by: a number of this guest's, never 0.</param>
    /// <param name="Topic">The topic.</param>
    /// <param name="Sequence">The sequence of the event in its topic, from 1.</param>
    /// <param name="Deliveries">How often it has been delivered, with this time.</param>
    /// <param name="Published">When it was published.</param>
    /// <param name="TraceParent">The span that published it, as the header traceparent of W3C has it; null for none.</param>
    /// <param name="Payload">The payload.</param>
    /// <param name="DeadLetter">Where it comes from, in a dead-letter topic; otherwise null.</param>
    public sealed record Event(
        uint Delivery,
        string Topic,
        ulong Sequence,
        int Deliveries,
        DateTimeOffset Published,
        string? TraceParent,
        ReadOnlyMemory<byte> Payload,
        DeadLetter? DeadLetter) : EventRecord;

    /// <summary>Events that were lost, in the place of their sequences.</summary>
    /// <param name="Delivery">What to settle it by: a number of this guest's, never 0.</param>
    /// <param name="Topic">The topic.</param>
    /// <param name="From">The first sequence that is lost.</param>
    /// <param name="To">The last sequence that is lost.</param>
    public sealed record Loss(uint Delivery, string Topic, ulong From, ulong To) : EventRecord;
}
