namespace Ngixi.Capabilities;

/// <summary>What a taker of a group holds until it settles it, or its lease runs out.</summary>
public abstract record TakenEvent
{
    private TakenEvent(EventReceipt receipt) => Receipt = receipt;

    /// <summary>Gets what to settle it by.</summary>
    public EventReceipt Receipt { get; }

    /// <summary>An event.</summary>
    /// <param name="Receipt">What to settle it by.</param>
    /// <param name="Row">The event as the store keeps it, which nobody changes.</param>
    public sealed record Event(EventReceipt Receipt, EventRow Row) : TakenEvent(Receipt)
    {
        /// <summary>Gets the payload.</summary>
        public ReadOnlyMemory<byte> Payload => Row.Payload;

        /// <summary>Gets when it was published.</summary>
        public DateTimeOffset Published => Row.Published;

        /// <summary>Gets the span that published it, as the header traceparent has it; null for none.</summary>
        public string? TraceParent => Row.TraceParent;

        /// <summary>Gets where it comes from, in a dead-letter topic; otherwise null.</summary>
        public DeadLetter? DeadLetter => Row.DeadLetter;
    }

    /// <summary>Events that the group never gets, in the place of their sequences. They are settled like an event.</summary>
    /// <param name="Receipt">What to settle it by; its sequence is the first that is lost.</param>
    /// <param name="To">The last sequence that is lost.</param>
    public sealed record Loss(EventReceipt Receipt, ulong To) : TakenEvent(Receipt)
    {
        /// <summary>Gets how many events are lost.</summary>
        public ulong Count => To - Receipt.Sequence + 1;
    }
}
