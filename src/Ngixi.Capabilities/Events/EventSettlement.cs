namespace Ngixi.Capabilities;

/// <summary>What becomes of a taken event.</summary>
public abstract record EventSettlement
{
    /// <summary>The longest time until a retry.</summary>
    public static readonly TimeSpan MaxDelay = TimeSpan.FromDays(7);

    /// <summary>The most UTF-16 code units of a reason; more are cut.</summary>
    public const int MaxReasonLength = 1_024;

    private EventSettlement(EventReceipt receipt) => Receipt = receipt;

    /// <summary>Gets the delivery that it settles.</summary>
    public EventReceipt Receipt { get; }

    /// <summary>It was handled.</summary>
    /// <param name="Receipt">The delivery that it settles.</param>
    public sealed record Ack(EventReceipt Receipt) : EventSettlement(Receipt);

    /// <summary>It is delivered again, or goes to the dead-letter topic where it was delivered as often as the group allows.</summary>
    public sealed record Retry : EventSettlement
    {
        /// <summary>Creates the settlement.</summary>
        /// <param name="receipt">The delivery that it settles.</param>
        /// <param name="after">When it is delivered again, 0 to 7 days.</param>
        /// <param name="reason">Why it was not handled.</param>
        /// <exception cref="ArgumentOutOfRangeException">The time is out of its range.</exception>
        public Retry(EventReceipt receipt, TimeSpan after, string reason)
            : base(receipt)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(after, TimeSpan.Zero);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(after, MaxDelay);
            After = after;
            Reason = Cut(reason);
        }

        /// <summary>Gets when it is delivered again.</summary>
        public TimeSpan After { get; }

        /// <summary>Gets why it was not handled.</summary>
        public string Reason { get; }
    }

    /// <summary>It cannot be handled: it goes to the dead-letter topic.</summary>
    public sealed record Reject : EventSettlement
    {
        /// <summary>Creates the settlement.</summary>
        /// <param name="receipt">The delivery that it settles.</param>
        /// <param name="reason">Why it cannot be handled.</param>
        public Reject(EventReceipt receipt, string reason)
            : base(receipt) => Reason = Cut(reason);

        /// <summary>Gets why it cannot be handled.</summary>
        public string Reason { get; }
    }

    private static string Cut(string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return ShownText.Of(reason, MaxReasonLength);
    }
}
