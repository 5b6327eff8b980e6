namespace Ngixi.Capabilities;

/// <summary>What a taker of a group holds until it settles it, or its lease runs out.</summary>
public abstract record TakenEvent
{
    private TakenEvent(EventReceipt receipt) => Receipt = receipt;

    /// <summary>Gets what to settle it by.</summary>
    public EventReceipt Receipt { get; }

    /// <summary>An event.</summary>
    /// <param name="Receipt">What to settle it by.</param>
    /// <param name="Payload">The payload, which nobody changes.</param>
    /// <param name="Published">When it was published.</param>
    /// <param name="TraceParent">The span that published it, as the header traceparent has it; null for none.</param>
    /// <param name="DeadLetter">Where it comes from, in a dead-letter topic; otherwise null.</param>
    public sealed record Event(
        EventReceipt Receipt, ReadOnlyMemory<byte> Payload, DateTimeOffset Published, string? TraceParent, DeadLetter? DeadLetter)
        : TakenEvent(Receipt);

    /// <summary>Events that the group never gets, in the place of their sequences. They are settled like an event.</summary>
    /// <param name="Receipt">What to settle it by; its sequence is the first that is lost.</param>
    /// <param name="To">The last sequence that is lost.</param>
    public sealed record Loss(EventReceipt Receipt, ulong To) : TakenEvent(Receipt)
    {
        /// <summary>Gets how many events are lost.</summary>
        public ulong Count => To - Receipt.Sequence + 1;
    }
}
