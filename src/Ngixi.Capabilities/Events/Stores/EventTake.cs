namespace Ngixi.Capabilities;

/// <summary>One take of a group: what is due again, then what it has not had, until there is enough.</summary>
internal sealed class EventTake(
    IEventRows rows, IEventTopicRows topic, EventGroupState group, int maxEvents, int maxBytes, DateTimeOffset now)
{
    private readonly List<TakenEvent> taken = [];
    private int bytes;
    private int needed;

    public EventBatch Run()
    {
        if (TakeAgain() && TakeNew(out ulong next))
        {
            topic.SetGroup(group with { NextSequence = next });
        }

        return new EventBatch(taken, taken.Count == 0 ? needed : 0);
    }

    /// <summary>Takes what is due again, and gives up what was delivered too often.</summary>
    /// <returns>Whether there is room for more.</returns>
    private bool TakeAgain()
    {
        foreach (EventHold hold in topic.DueHolds(group.Group.Name, now, maxEvents))
        {
            if (hold.LostTo == 0 && hold.Deliveries >= group.Group.MaxDeliveries)
            {
                EventRules.Bury(rows, topic, group, hold, hold.Reason ?? EventRules.LeaseRanOut, now);
            }
            else if (!TryTake(hold))
            {
                return false;
            }
        }

        return taken.Count < maxEvents;
    }

    /// <summary>Takes what the group has not had, and tells it of what is lost.</summary>
    /// <returns>Whether it took anything.</returns>
    private bool TakeNew(out ulong next)
    {
        next = group.NextSequence;
        ulong end = topic.State.LastSequence + 1;
        while (taken.Count < maxEvents && next < end)
        {
            ulong sequence = topic.FirstEvent(next)?.Sequence ?? end;
            EventHold hold = new(next, sequence > next ? sequence - 1 : 0, 0, now, IsTaken: false, Reason: null);
            if (!TryTake(hold))
            {
                break;
            }

            next = sequence > next ? sequence : next + 1;
        }

        return next > group.NextSequence;
    }

    private bool TryTake(EventHold hold)
    {
        EventReceipt receipt = new(hold.Sequence, hold.Deliveries + 1);
        if (hold.LostTo != 0)
        {
            taken.Add(new TakenEvent.Loss(receipt, hold.LostTo));
        }
        else
        {
            EventRow row = topic.GetEvent(hold.Sequence);
            if (row.Payload.Length > maxBytes - bytes)
            {
                needed = row.Payload.Length;
                return false;
            }

            bytes += row.Payload.Length;
            taken.Add(new TakenEvent.Event(receipt, row.Payload, row.Published, row.TraceParent, row.DeadLetter));
        }

        topic.SetHold(
            group.Group.Name, hold with { Deliveries = receipt.Deliveries, Due = now + group.Group.Lease, IsTaken = true });
        return true;
    }
}
