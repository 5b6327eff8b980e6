namespace Ngixi.Capabilities;

/// <summary>The rows of one topic, in a transaction of the store.</summary>
public interface IEventTopicRows
{
    /// <summary>Gets or sets the topic.</summary>
    EventTopicState State { get; set; }

    /// <summary>Gets the groups, in any order.</summary>
    IReadOnlyList<EventGroupState> Groups { get; }

    /// <summary>Finds a group.</summary>
    /// <param name="group">The name.</param>
    EventGroupState? FindGroup(string group) => Groups.FirstOrDefault(state => state.Group.Name == group);

    /// <summary>Adds a group, or sets the one of its name.</summary>
    /// <param name="state">The group.</param>
    void SetGroup(EventGroupState state);

    /// <summary>Removes a group, which holds nothing any more.</summary>
    /// <param name="group">The name.</param>
    void RemoveGroup(string group);

    /// <summary>Finds the first event from a sequence on.</summary>
    /// <param name="from">The sequence.</param>
    EventRow? FirstEvent(ulong from);

    /// <summary>Finds the first event from a sequence on, without its payload. Implement it where that is cheaper.</summary>
    /// <param name="from">The sequence.</param>
    EventSize? FirstSize(ulong from) => FirstEvent(from) is { } row ? new EventSize(row.Sequence, row.Payload.Length) : null;

    /// <summary>Finds the first event from a sequence on that no group holds. Implement it where many may be held.</summary>
    /// <param name="from">The sequence.</param>
    EventSize? FirstFreeSize(ulong from)
    {
        EventSize? size = FirstSize(from);
        while (size is { } held && Groups.Any(state => TryFindHold(state.Group.Name, held.Sequence, out _)))
        {
            size = FirstSize(held.Sequence + 1);
        }

        return size;
    }

    /// <summary>Adds an event, after all others. The payload is the caller's: a store that keeps it copies it.</summary>
    /// <param name="row">The event.</param>
    void AddEvent(EventRow row);

    /// <summary>Removes an event, which is there.</summary>
    /// <param name="sequence">The sequence.</param>
    void RemoveEvent(ulong sequence);

    /// <summary>Finds what a group holds.</summary>
    /// <param name="group">The group.</param>
    /// <param name="sequence">The sequence that it has.</param>
    /// <param name="hold">What it holds.</param>
    /// <returns>Whether it holds that.</returns>
    bool TryFindHold(string group, ulong sequence, out EventHold hold);

    /// <summary>Adds what a group holds, or sets the one of its sequence.</summary>
    /// <param name="group">The group.</param>
    /// <param name="hold">What it holds.</param>
    void SetHold(string group, EventHold hold);

    /// <summary>Removes what a group holds, which is there.</summary>
    /// <param name="group">The group.</param>
    /// <param name="sequence">The sequence that it has.</param>
    void RemoveHold(string group, ulong sequence);

    /// <summary>Gets what a group holds, by the time when it is due, and then by sequence.</summary>
    /// <param name="group">The group.</param>
    /// <param name="until">The last time.</param>
    /// <param name="limit">The most of them.</param>
    IReadOnlyList<EventHold> DueHolds(string group, DateTimeOffset until, int limit);
}
