namespace Ngixi.Capabilities;

/// <summary>One take of a group: what is due again, then what it has not had, until there is enough.</summary>
internal sealed class EventTake(
    IEventRows rows, IEventTopicRows topic, EventGroupState group, int maxEvents, int maxBytes, DateTimeOffset now)
{
    private readonly List<TakenEvent> taken = new((int)Math.Min((ulong)maxEvents, topic.State.LastSequence + 1 - group.NextSequence));
    private readonly DateTimeOffset leaseEnd = now + group.Group.Lease;
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
            if (hold.LostTo != 0)
            {
                TakeLoss(hold.Sequence, hold.LostTo, hold.Deliveries + 1, hold.Reason);
            }
            else if (hold.Deliveries >= group.Group.MaxDeliveries)
            {
                EventRules.Bury(rows, topic, group, hold, hold.Reason ?? EventRules.LeaseRanOut, now);
            }
            else if (!TryTake(topic.FirstEvent(hold.Sequence)!, hold.Deliveries + 1, hold.Reason))
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
            EventRow? row = topic.FirstEvent(next);
            ulong sequence = row?.Sequence ?? end;
            if (sequence > next)
            {
                TakeLoss(next, sequence - 1, deliveries: 1, reason: null);
                next = sequence;
            }
            else if (TryTake(row!, deliveries: 1, reason: null))
            {
                next++;
            }
            else
            {
                break;
            }
        }

        return next > group.NextSequence;
    }

    private void TakeLoss(ulong from, ulong to, int deliveries, string? reason)
    {
        taken.Add(new TakenEvent.Loss(new EventReceipt(from, deliveries), to));
        Hold(from, to, deliveries, reason);
    }

    private bool TryTake(EventRow row, int deliveries, string? reason)
    {
        if (row.Payload.Length > maxBytes - bytes)
        {
            needed = row.Payload.Length;
            return false;
        }

        bytes += row.Payload.Length;
        EventReceipt receipt = new(row.Sequence, deliveries);
        taken.Add(new TakenEvent.Event(receipt, row));
        Hold(row.Sequence, 0, deliveries, reason);
        return true;
    }

    private void Hold(ulong sequence, ulong lostTo, int deliveries, string? reason) =>
        topic.SetHold(group.Group.Name, new EventHold(sequence, lostTo, deliveries, leaseEnd, IsTaken: true, reason));
}
