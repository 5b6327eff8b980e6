namespace Ngixi.Capabilities;

/// <summary>What a topic keeps within its limits.</summary>
internal static class EventSpace
{
    /// <summary>Adds an event under the next sequence, or gives it the sequence alone where it is lost.</summary>
    public static ulong Add(IEventTopicRows own, EventRow row)
    {
        int bytes = row.Payload.Length;
        MakeSpace(own, bytes);
        EventTopicState state = own.State;
        bool fits = Fits(state.Topic, state.Events, state.Bytes, bytes);
        bool neverWaits = row.DeadLetter is not null;
        if (!fits && state.Topic.Overflow == EventOverflow.Block && !neverWaits)
        {
            return 0;
        }

        if (!fits && state.Topic.Overflow != EventOverflow.DropNewest)
        {
            fits = DropOldest(own, bytes);
            state = own.State;
        }

        ulong sequence = state.LastSequence + 1;
        if (fits)
        {
            own.AddEvent(row with { Sequence = sequence });
            state = state with { Events = state.Events + 1, Bytes = state.Bytes + bytes };
        }

        own.State = state with { LastSequence = sequence };
        return sequence;
    }

    /// <summary>Removes the oldest events while no group waits for them and they are in the way.</summary>
    private static void MakeSpace(IEventTopicRows own, int bytes)
    {
        EventTopicState state = own.State;
        while (!Fits(state.Topic, state.Events, state.Bytes, bytes)
            && own.FirstSize(1) is { } oldest
            && !IsAwaited(own, oldest.Sequence))
        {
            Remove(own, oldest);
            state = own.State;
        }
    }

    /// <summary>Removes the oldest events that no group holds, if that makes space enough.</summary>
    private static bool DropOldest(IEventTopicRows own, int bytes)
    {
        EventTopicState state = own.State;
        (long keptEvents, long keptBytes) = (state.Events, state.Bytes);
        List<EventSize> dropped = [];
        for (EventSize? free = own.FirstFreeSize(1);
            !Fits(state.Topic, keptEvents, keptBytes, bytes);
            free = own.FirstFreeSize(free.Value.Sequence + 1))
        {
            if (free is not { } size)
            {
                return false;
            }

            dropped.Add(size);
            (keptEvents, keptBytes) = (keptEvents - 1, keptBytes - size.Bytes);
        }

        foreach (EventSize size in dropped)
        {
            Remove(own, size);
        }

        return true;
    }

    private static bool Fits(EventTopic topic, long events, long bytes, int added) =>
        events < topic.MaxEvents && bytes + added <= topic.MaxBytes;

    /// <summary>Says whether there is space for an event without dropping one that a group waits for.</summary>
    public static bool Has(IEventTopicRows own, int bytes)
    {
        EventTopicState state = own.State;
        return Fits(state.Topic, state.Events, state.Bytes, bytes)
            || (own.FirstSize(1) is { } oldest && !IsAwaited(own, oldest.Sequence));
    }

    /// <summary>Removes an event that no group waits for any more.</summary>
    /// <param name="own">The topic.</param>
    /// <param name="sequence">The sequence of the event, which is there.</param>
    /// <param name="endedBy">A group that is known not to hold it.</param>
    public static void Release(IEventTopicRows own, ulong sequence, string? endedBy = null)
    {
        if (!IsAwaited(own, sequence, endedBy) && own.FirstSize(sequence) is { } size)
        {
            Remove(own, size);
        }
    }

    private static void Remove(IEventTopicRows own, EventSize size)
    {
        own.RemoveEvent(size.Sequence);
        EventTopicState state = own.State;
        own.State = state with { Events = state.Events - 1, Bytes = state.Bytes - size.Bytes };
    }

    /// <summary>Says whether a group has yet to get an event, or holds it.</summary>
    private static bool IsAwaited(IEventTopicRows own, ulong sequence, string? endedBy = null)
    {
        IReadOnlyList<EventGroupState> groups = own.Groups;
        for (int index = 0; index < groups.Count; index++)
        {
            EventGroupState group = groups[index];
            string name = group.Group.Name;
            if (group.NextSequence <= sequence || (name != endedBy && own.TryFindHold(name, sequence, out _)))
            {
                return true;
            }
        }

        return false;
    }
}
