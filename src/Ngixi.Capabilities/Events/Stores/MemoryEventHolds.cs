namespace Ngixi.Capabilities;

/// <summary>What a group holds, in memory: by sequence, and by the time when it is due.</summary>
internal sealed class MemoryEventHolds
{
    private const int FewStale = 64;

    private readonly Dictionary<ulong, EventHold> holds = [];

    // Each hold as it is and as it was: an entry counts if its hold still has the same time.
    private readonly PriorityQueue<ulong, Time> times = new();

    public bool TryFind(ulong sequence, out EventHold hold) => holds.TryGetValue(sequence, out hold);

    public void Set(EventHold hold)
    {
        holds[hold.Sequence] = hold;
        if (times.Count > FewStale && times.Count > 2 * holds.Count)
        {
            times.Clear();
            times.EnqueueRange(holds.Values.Select(Timed));
        }
        else
        {
            times.Enqueue(hold.Sequence, Time.Of(hold));
        }
    }

    public void Remove(ulong sequence) => holds.Remove(sequence);

    public IReadOnlyList<EventHold> Due(DateTimeOffset until, int limit)
    {
        if (!IsDue(until))
        {
            return [];
        }

        List<EventHold> due = [];
        while (due.Count < limit && IsDue(until))
        {
            times.TryDequeue(out ulong sequence, out Time time);
            if (TryFind(sequence, out EventHold hold) && Time.Of(hold) == time && (due.Count == 0 || due[^1] != hold))
            {
                due.Add(hold);
            }
        }

        times.EnqueueRange(due.Select(Timed));
        return due;
    }

    private static (ulong Sequence, Time Due) Timed(EventHold hold) => (hold.Sequence, Time.Of(hold));

    /// <summary>Says whether the first entry is due; it may be one that does not count.</summary>
    private bool IsDue(DateTimeOffset until) => times.TryPeek(out _, out Time first) && first.Ticks <= until.UtcTicks;

    /// <summary>When a hold is due, in ticks of UTC: to compare two <see cref="DateTimeOffset"/> takes twice as long.</summary>
    private readonly record struct Time(long Ticks, ulong Sequence) : IComparable<Time>
    {
        public static Time Of(EventHold hold) => new(hold.Due.UtcTicks, hold.Sequence);

        public int CompareTo(Time other) =>
            Ticks != other.Ticks ? Ticks.CompareTo(other.Ticks) : Sequence.CompareTo(other.Sequence);
    }
}
