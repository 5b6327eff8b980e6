namespace Ngixi.Capabilities;

/// <summary>A group gets each event of a topic once and its takers share them. Each group of a topic gets all of its events.</summary>
/// <param name="Name">The name: 1 to 128 letters, digits, dots, hyphens and underscores. Capitals differ from small letters.</param>
public sealed record EventGroup(string Name)
{
    /// <summary>Gets the name.</summary>
    public string Name { get; init => field = EventName.Check(value); } = EventName.Check(Name);

    /// <summary>
    /// Gets whether a new group begins with the oldest event that the topic keeps; true by default. Otherwise it begins with the next that
    /// is published.
    /// </summary>
    public bool FromBeginning { get; init; } = true;

    /// <summary>Gets how long an event is the taker's, 1 ms to 1 h; 30 s by default. Then another gets it.</summary>
    public TimeSpan Lease { get; init => field = Limit.Timeout(value); } = TimeSpan.FromSeconds(30);

    /// <summary>Gets how often an event is delivered, 1 to 1,000; 5 by default. Then it goes to the dead-letter topic.</summary>
    public int MaxDeliveries { get; init => field = Limit.Between(1, 1_000, value); } = 5;

    /// <summary>
    /// Gets the topic that takes what could not be handled; null, the default, for <c>.dead</c> after the topic's name. It is opened
    /// with the group, if it is not there. It never makes a taker wait: full, it drops its oldest events.
    /// </summary>
    public string? DeadLetterTopic { get; init => field = value is null ? null : EventName.Check(value); }
}
