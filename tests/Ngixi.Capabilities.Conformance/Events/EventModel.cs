namespace Ngixi.Capabilities.Conformance;

/// <summary>A topic as lists: nothing in it is quick, and each rule is a line.</summary>
internal sealed class EventModel(EventTopic topic, EventModel? dead)
{
    private readonly List<(ulong Sequence, byte[] Payload, DeadLetter? Letter)> kept = [];
    private readonly List<Group> groups = [];
    private ulong last;

    public EventModel? Dead { get; } = dead;

    /// <summary>Gets or sets the time, in milliseconds.</summary>
    public long Now { get; set; }

    public (ulong Last, long Events, long Bytes) Count => (last, kept.Count, kept.Sum(item => item.Payload.Length));

    public static string Describe(TakenEvent taken) => taken switch
    {
        TakenEvent.Event item => Describe(item.Receipt, item.Payload.ToArray(), item.DeadLetter),
        TakenEvent.Loss loss => $"{loss.Receipt} lost to {loss.To}",
        _ => throw new InvalidOperationException(),
    };

    public bool Has(string group) => groups.Exists(candidate => candidate.Name == group);

    public void Open(EventGroup settings)
    {
        if (!Has(settings.Name))
        {
            ulong next = settings.FromBeginning && kept.Count > 0 ? kept[0].Sequence : last + 1;
            groups.Add(new Group(settings.Name) { Next = next });
        }

        Group group = Find(settings.Name);
        group.MaxDeliveries = settings.MaxDeliveries;
        group.Lease = (long)settings.Lease.TotalMilliseconds;
    }

    public void Remove(string group)
    {
        if (Has(group))
        {
            groups.Remove(Find(group));
            kept.RemoveAll(item => groups.Count > 0 && !IsAwaited(item.Sequence));
        }
    }

    public ulong Publish(byte[] payload, DeadLetter? letter)
    {
        while (!Fits(kept, payload) && kept.Count > 0 && !IsAwaited(kept[0].Sequence))
        {
            kept.RemoveAt(0);
        }

        if (!Fits(kept, payload) && topic.Overflow == EventOverflow.Block && letter is null)
        {
            return 0;
        }

        if (!Fits(kept, payload) && topic.Overflow != EventOverflow.DropNewest)
        {
            List<(ulong Sequence, byte[] Payload, DeadLetter? Letter)> left = [.. kept];
            while (!Fits(left, payload) && left.Exists(IsFree))
            {
                left.RemoveAt(left.FindIndex(IsFree));
            }

            if (Fits(left, payload))
            {
                kept.Clear();
                kept.AddRange(left);
            }
        }

        last++;
        if (Fits(kept, payload))
        {
            kept.Add((last, payload, letter));
        }

        return last;

        bool IsFree((ulong Sequence, byte[] Payload, DeadLetter? Letter) item) =>
            !groups.Exists(group => group.Holds.Exists(hold => hold.Sequence == item.Sequence));
    }

    public List<string> Take(string name, int most, int bytes)
    {
        Group group = Find(name);
        List<string> taken = [];
        IEnumerable<Hold> due = group.Holds.Where(hold => hold.Due <= Now).OrderBy(hold => hold.Due).ThenBy(hold => hold.Sequence);
        foreach (Hold hold in due.Take(most).ToList())
        {
            if (hold.LostTo == 0 && hold.Deliveries >= group.MaxDeliveries)
            {
                Bury(group, hold, hold.Reason ?? "It was not settled in time.");
            }
            else if (!TryDeliver(hold, out int needed))
            {
                return [.. taken, $"needs {needed}"];
            }
        }

        while (taken.Count < most && group.Next <= last)
        {
            int index = kept.FindIndex(item => item.Sequence >= group.Next);
            ulong sequence = index < 0 ? last + 1 : kept[index].Sequence;
            Hold hold = new(group.Next) { LostTo = sequence > group.Next ? sequence - 1 : 0 };
            if (!TryDeliver(hold, out int needed))
            {
                return [.. taken, $"needs {needed}"];
            }

            group.Holds.Add(hold);
            group.Next = Math.Max(hold.LostTo, hold.Sequence) + 1;
        }

        return [.. taken, "needs 0"];

        bool TryDeliver(Hold hold, out int needed)
        {
            needed = 0;
            EventReceipt receipt = new(hold.Sequence, hold.Deliveries + 1);
            if (hold.LostTo == 0)
            {
                (_, byte[] payload, DeadLetter? letter) = kept.Single(item => item.Sequence == hold.Sequence);
                if (payload.Length > bytes)
                {
                    needed = taken.Count == 0 ? payload.Length : 0;
                    return false;
                }

                bytes -= payload.Length;
                taken.Add(Describe(receipt, payload, letter));
            }
            else
            {
                taken.Add($"{receipt} lost to {hold.LostTo}");
            }

            (hold.Deliveries, hold.Due, hold.IsTaken) = (receipt.Deliveries, Now + group.Lease, true);
            return true;
        }
    }

    public int Settle(string name, IEnumerable<EventSettlement> settlements)
    {
        Group group = Find(name);
        int settled = 0;
        foreach (EventSettlement settlement in settlements)
        {
            Hold? hold = group.Holds.Find(hold => hold.IsTaken && new EventReceipt(hold.Sequence, hold.Deliveries) == settlement.Receipt);
            if (hold is null)
            {
                continue;
            }

            settled++;
            bool isLoss = hold.LostTo != 0;
            if (settlement is EventSettlement.Retry retry && (isLoss || hold.Deliveries < group.MaxDeliveries))
            {
                (hold.IsTaken, hold.Due, hold.Reason) = (false, Now + (long)retry.After.TotalMilliseconds, retry.Reason);
            }
            else if (isLoss || settlement is EventSettlement.Ack)
            {
                End(group, hold);
            }
            else
            {
                Bury(group, hold, (settlement as EventSettlement.Retry)?.Reason ?? ((EventSettlement.Reject)settlement).Reason);
            }
        }

        return settled;
    }

    private static string Describe(EventReceipt receipt, byte[] payload, DeadLetter? letter) =>
        $"{receipt} {Convert.ToHexString(payload)} {letter}";

    private Group Find(string group) => groups.Single(candidate => candidate.Name == group);

    private void Bury(Group group, Hold hold, string reason)
    {
        byte[] payload = kept.Single(item => item.Sequence == hold.Sequence).Payload;
        Dead!.Publish(payload, new DeadLetter(topic.Name, group.Name, hold.Sequence, hold.Deliveries, reason));
        End(group, hold);
    }

    private void End(Group group, Hold hold)
    {
        group.Holds.Remove(hold);
        kept.RemoveAll(item => item.Sequence == hold.Sequence && !IsAwaited(item.Sequence));
    }

    private bool IsAwaited(ulong sequence) =>
        groups.Exists(group => group.Next <= sequence || group.Holds.Exists(hold => hold.Sequence == sequence));

    private bool Fits(List<(ulong Sequence, byte[] Payload, DeadLetter? Letter)> items, byte[] payload) =>
        items.Count < topic.MaxEvents && items.Sum(item => item.Payload.Length) + payload.Length <= topic.MaxBytes;

    private sealed class Group(string name)
    {
        public string Name { get; } = name;

        public ulong Next { get; set; }

        public int MaxDeliveries { get; set; }

        public long Lease { get; set; }

        public List<Hold> Holds { get; } = [];
    }

    private sealed class Hold(ulong sequence)
    {
        public ulong Sequence { get; } = sequence;

        public ulong LostTo { get; init; }

        public int Deliveries { get; set; }

        public long Due { get; set; }

        public bool IsTaken { get; set; }

        public string? Reason { get; set; }
    }
}
