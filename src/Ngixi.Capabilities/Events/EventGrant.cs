using System.Collections.ObjectModel;

namespace Ngixi.Capabilities;

/// <summary>What the guests of one module may take and publish. A new grant allows nothing.</summary>
public sealed record EventGrant
{
    /// <summary>The most topics that a module is subscribed to.</summary>
    public const int MaxSubscriptions = 16;

    /// <summary>Gets the topics that its guests take from, for example <c>["orders"]</c>; none by default.</summary>
    public IReadOnlyList<EventSubscription> Subscriptions { get; init => field = CopySubscriptions(value); } = [];

    /// <summary>Gets the topics that its guests publish to, for example <c>["invoices"]</c>; none by default.</summary>
    public IReadOnlyList<string> PublishTo { get; init => field = CopyTopics(value); } = [];

    /// <summary>Gets the events that an instance may hold, 1 to 10,000, and so take at once; 256 by default.</summary>
    public int MaxInFlight { get; init => field = Limit.Between(1, 10_000, value); } = 256;

    /// <summary>Gets the bytes of the events that are taken at once by <c>event_take</c>; 1 MiB by default.</summary>
    public int MaxBatchBytes { get; init => field = Limit.AtLeast(1, value); } = 1024 * 1024;

    /// <summary>Gets the events that a call of the guest may publish; 256 by default.</summary>
    public int MaxPublishedPerCall { get; init => field = Limit.AtLeast(0, value); } = 256;

    /// <summary>Gets the bytes that a call of the guest may publish; 1 MiB by default.</summary>
    public int MaxPublishedBytesPerCall { get; init => field = Limit.AtLeast(0, value); } = 1024 * 1024;

    /// <summary>Gets the events a second that all instances of the module may publish together; 1,000 by default.</summary>
    public int MaxPublishedPerSecond { get; init => field = Limit.AtLeast(0, value); } = 1_000;

    /// <summary>Gets the bytes a second that all instances of the module may publish together; 8 MiB by default.</summary>
    public int MaxPublishedBytesPerSecond { get; init => field = Limit.AtLeast(0, value); } = 8 * 1024 * 1024;

    /// <summary>Gets how long a guest waits for space in a full topic that blocks, 1 ms to 1 h; 5 s by default.</summary>
    public TimeSpan PublishTimeout { get; init => field = Limit.Timeout(value); } = TimeSpan.FromSeconds(5);

    private static ReadOnlyCollection<EventSubscription> CopySubscriptions(IReadOnlyList<EventSubscription> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Contains(null!) || value.DistinctBy(subscription => subscription.Topic).Count() < value.Count)
        {
            throw new ArgumentException("An entry of Subscriptions is null, or two have the same topic.", nameof(value));
        }

        return value.Count <= MaxSubscriptions
            ? Array.AsReadOnly([.. value])
            : throw new ArgumentException($"Subscriptions has {value.Count} topics: {MaxSubscriptions} are the most.", nameof(value));
    }

    private static ReadOnlyCollection<string> CopyTopics(IReadOnlyList<string> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Array.AsReadOnly([.. value.Select(topic => EventName.Check(topic, nameof(PublishTo)))]);
    }
}
