using System.Globalization;
using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>What topics and groups do, the same in every store. Each method is one transaction.</summary>
/// <remarks>
/// Sequences are the whole of it: a topic gives each publication the next, kept or not. A group goes through them once, and a sequence
/// without an event is lost to it. What it was given it holds, until it is settled; what a group holds is not dropped.
/// </remarks>
public static class EventRules
{
    /// <summary>How often a store looks that is not told of changes.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>The reason of a dead letter that nobody gave another for.</summary>
    public const string LeaseRanOut = "It was not settled in time.";

    /// <summary>Checks a topic before it is opened.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="guarantees">What the store promises.</param>
    /// <exception cref="ArgumentException">
    /// An event may have more bytes than the topic, or the store does not promise what is required.
    /// </exception>
    public static void Check(EventTopic topic, EventGuarantees guarantees)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(guarantees);
        if (topic.MaxEventBytes > topic.MaxBytes)
        {
            string fault = string.Create(
                CultureInfo.InvariantCulture,
                $"An event of the topic {topic.Name} may have {topic.MaxEventBytes} bytes, and all of them {topic.MaxBytes}.");
            throw new ArgumentException($"{fault} Raise MaxBytes or lower MaxEventBytes.", nameof(topic));
        }

        EventGuarantees required = topic.Requires;
        string? missing =
            required.SurvivesExit && !guarantees.SurvivesExit ? "its events do not survive the end of the host"
            : required.SurvivesPowerLoss && !guarantees.SurvivesPowerLoss ? "its events may not survive a loss of power"
            : required.IsShared && !guarantees.IsShared ? "hosts on other machines do not see its events"
            : null;
        if (missing is not null)
        {
            throw new ArgumentException($"The store cannot keep the topic {topic.Name} as it requires: {missing}.", nameof(topic));
        }
    }

    /// <summary>Checks an event before it is published.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="newEvent">The event.</param>
    /// <exception cref="EventException">The event is larger than the topic allows.</exception>
    public static void Check(EventTopic topic, NewEvent newEvent)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(newEvent);
        if (newEvent.Payload.Length > topic.MaxEventBytes)
        {
            throw new EventException(
                EventError.TooLarge,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The event has {newEvent.Payload.Length} bytes. The topic {topic.Name} allows {topic.MaxEventBytes}."));
        }
    }

    /// <summary>Gets the topic that takes what a group cannot handle.</summary>
    /// <param name="topic">The name of the group's topic.</param>
    /// <param name="group">The group.</param>
    /// <returns>The topic, as it is opened where it is not there.</returns>
    /// <exception cref="ArgumentException">It is the topic itself, or its name is too long.</exception>
    public static EventTopic DeadLetterTopic(string topic, EventGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        if (group.DeadLetterTopic == topic)
        {
            throw new ArgumentException($"The dead-letter topic of the group {group.Name} is its own topic.", nameof(group));
        }

        string name = group.DeadLetterTopic ?? $"{topic}.dead";
        return EventName.IsValid(name)
            ? new EventTopic(name)
            : throw new ArgumentException(
                $"The name of the topic {topic} is too long for .dead after it: set DeadLetterTopic.", nameof(group));
    }

    /// <summary>Makes the exception for a topic that was not opened.</summary>
    /// <param name="topic">The name.</param>
    public static EventException NoTopic(string topic) => new(
        EventError.Denied, $"There is no topic {UntrustedText.Quote(topic)}: open it first.");

    /// <summary>Makes the exception for a group that was not opened.</summary>
    /// <param name="topic">The name of the topic.</param>
    /// <param name="group">The name of the group.</param>
    public static EventException NoGroup(string topic, string group) => new(
        EventError.Denied, $"The topic {topic} has no group {UntrustedText.Quote(group)}: open it first.");

    /// <summary>Opens a topic. The caller has checked it.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="topic">The topic.</param>
    public static void OpenTopic(IEventRows rows, EventTopic topic)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(topic);
        if (rows.Find(topic.Name) is { } there)
        {
            there.State = there.State with { Topic = topic };
        }
        else
        {
            rows.Add(new EventTopicState(topic, 0, 0, 0));
        }
    }

    /// <summary>Opens a group, and its dead-letter topic where that is not there.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="topic">The name of the topic.</param>
    /// <param name="group">The group.</param>
    public static void OpenGroup(IEventRows rows, string topic, EventGroup group)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(group);
        IEventTopicRows own = Topic(rows, topic);
        EventTopic dead = DeadLetterTopic(topic, group);
        if (rows.Find(dead.Name) is null)
        {
            rows.Add(new EventTopicState(dead, 0, 0, 0));
        }

        ulong end = own.State.LastSequence + 1;
        ulong next = own.FindGroup(group.Name)?.NextSequence ?? (group.FromBeginning ? own.FirstSize(1)?.Sequence ?? end : end);
        own.SetGroup(new EventGroupState(group, next));
    }

    /// <summary>Removes a group, if it is there, and the events that no other group waits for.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="topic">The name of the topic.</param>
    /// <param name="group">The name of the group.</param>
    public static void RemoveGroup(IEventRows rows, string topic, string group)
    {
        IEventTopicRows own = Topic(rows, topic);
        if (own.FindGroup(group) is null)
        {
            return;
        }

        foreach (EventHold hold in own.DueHolds(group, DateTimeOffset.MaxValue, int.MaxValue))
        {
            own.RemoveHold(group, hold.Sequence);
        }

        own.RemoveGroup(group);

        // A group waits for all from its next one on.
        ulong end = own.Groups.Select(left => left.NextSequence).DefaultIfEmpty().Min();
        for (EventSize? size = own.FirstSize(1); size is { } found && found.Sequence < end; size = own.FirstSize(found.Sequence + 1))
        {
            EventSpace.Release(own, found.Sequence);
        }
    }

    /// <summary>Publishes an event.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="topic">The name of the topic.</param>
    /// <param name="newEvent">The event.</param>
    /// <param name="now">The time.</param>
    /// <returns>The event's sequence; 0 where the topic is full and blocks.</returns>
    public static ulong Publish(IEventRows rows, string topic, NewEvent newEvent, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(newEvent);
        IEventTopicRows own = Topic(rows, topic);
        Check(own.State.Topic, newEvent);
        return EventSpace.Add(own, new EventRow(0, newEvent.Payload, now, newEvent.TraceParent, null));
    }

    /// <summary>Says whether an event would be published at once.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="topic">The name of the topic.</param>
    /// <param name="bytes">The bytes of the event.</param>
    public static bool HasSpace(IEventRows rows, string topic, int bytes)
    {
        IEventTopicRows own = Topic(rows, topic);
        return own.State.Topic.Overflow != EventOverflow.Block || EventSpace.Has(own, bytes);
    }

    /// <summary>Takes events for a group.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="topic">The name of the topic.</param>
    /// <param name="group">The name of the group.</param>
    /// <param name="maxEvents">The most events and losses, 1 or more.</param>
    /// <param name="maxBytes">The most bytes of their payloads.</param>
    /// <param name="now">The time.</param>
    public static EventBatch Take(IEventRows rows, string topic, string group, int maxEvents, int maxBytes, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxEvents, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(maxBytes);
        IEventTopicRows own = Topic(rows, topic);
        return new EventTake(rows, own, Group(own, group), maxEvents, maxBytes, now).Run();
    }

    /// <summary>Settles events that were taken.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="topic">The name of the topic.</param>
    /// <param name="group">The name of the group.</param>
    /// <param name="settlements">What becomes of each.</param>
    /// <param name="now">The time.</param>
    /// <returns>How many were still held.</returns>
    public static int Settle(
        IEventRows rows, string topic, string group, IReadOnlyList<EventSettlement> settlements, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(settlements);
        IEventTopicRows own = Topic(rows, topic);
        EventGroupState state = Group(own, group);
        int settled = 0;
        for (int index = 0; index < settlements.Count; index++)
        {
            EventSettlement settlement = settlements[index];
            if (!own.TryFindHold(group, settlement.Receipt.Sequence, out EventHold hold)
                || !hold.IsTaken
                || hold.Deliveries != settlement.Receipt.Deliveries)
            {
                continue;
            }

            settled++;
            switch (settlement)
            {
                case EventSettlement.Retry retry when hold.LostTo != 0 || hold.Deliveries < state.Group.MaxDeliveries:
                    own.SetHold(group, hold with { IsTaken = false, Due = now + retry.After, Reason = retry.Reason });
                    break;
                case EventSettlement.Retry { Reason: var reason } when hold.LostTo == 0:
                    Bury(rows, own, state, hold, reason, now);
                    break;
                case EventSettlement.Reject { Reason: var reason } when hold.LostTo == 0:
                    Bury(rows, own, state, hold, reason, now);
                    break;
                default:
                    End(own, group, hold);
                    break;
            }
        }

        return settled;
    }

    /// <summary>Says when a group has something to take.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="topic">The name of the topic.</param>
    /// <param name="group">The name of the group.</param>
    /// <param name="now">The time.</param>
    /// <returns>The time: not after <paramref name="now"/> where it has something; null where only a publication changes that.</returns>
    public static DateTimeOffset? NextTake(IEventRows rows, string topic, string group, DateTimeOffset now)
    {
        IEventTopicRows own = Topic(rows, topic);
        return Group(own, group).NextSequence <= own.State.LastSequence
            ? now
            : own.DueHolds(group, DateTimeOffset.MaxValue, 1) is [var first] ? first.Due : null;
    }

    /// <summary>Moves an event to the dead-letter topic of its group.</summary>
    internal static void Bury(
        IEventRows rows, IEventTopicRows own, EventGroupState group, EventHold hold, string reason, DateTimeOffset now)
    {
        string topic = own.State.Topic.Name;
        EventRow row = own.FirstEvent(hold.Sequence)!;
        DeadLetter letter = new(topic, group.Group.Name, hold.Sequence, hold.Deliveries, reason);
        EventSpace.Add(Topic(rows, DeadLetterTopic(topic, group.Group).Name), row with { Published = now, DeadLetter = letter });
        End(own, group.Group.Name, hold);
    }

    private static IEventTopicRows Topic(IEventRows rows, string topic)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(topic);
        return rows.Find(topic) ?? throw NoTopic(topic);
    }

    private static EventGroupState Group(IEventTopicRows own, string group)
    {
        ArgumentNullException.ThrowIfNull(group);
        return own.FindGroup(group) ?? throw NoGroup(own.State.Topic.Name, group);
    }

    /// <summary>Ends the hold of a group, and removes the event that no other group waits for.</summary>
    private static void End(IEventTopicRows own, string group, EventHold hold)
    {
        own.RemoveHold(group, hold.Sequence);
        if (hold.LostTo == 0)
        {
            EventSpace.Release(own, hold.Sequence, group);
        }
    }
}
