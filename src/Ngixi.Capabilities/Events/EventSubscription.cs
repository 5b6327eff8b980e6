namespace Ngixi.Capabilities;

/// <summary>A topic that the guests of a module take from.</summary>
/// <param name="Topic">The topic.</param>
public sealed record EventSubscription(string Topic)
{
    /// <summary>Gets the topic.</summary>
    public string Topic { get; init => field = EventName.Check(value); } = EventName.Check(Topic);

    /// <summary>
    /// Gets the group of the topic, whose events all of its takers share; null, the default, for one with the module's name.
    /// </summary>
    public string? Group { get; init => field = value is null ? null : EventName.Check(value); }

    /// <summary>Makes the subscription of the module's own group to a topic.</summary>
    /// <param name="topic">The topic.</param>
    public static implicit operator EventSubscription(string topic) => FromString(topic);

    /// <summary>Makes the subscription of the module's own group to a topic.</summary>
    /// <param name="topic">The topic.</param>
    public static EventSubscription FromString(string topic) => new(topic);
}
