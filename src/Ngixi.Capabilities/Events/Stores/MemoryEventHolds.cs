namespace Ngixi.Capabilities;

/// <summary>What a group holds, in memory: by sequence, and by the time when it is due.</summary>
internal sealed class MemoryEventHolds
{
    private const int FewStale = 64;

    private readonly Dictionary<ulong, EventHold> holds = [];

    // Each hold as it is and as it was: an entry counts if its hold still has the same time.
    private readonly PriorityQueue<ulong, (DateTimeOffset Due, ulong Sequence)> times = new();

    public EventHold? Find(ulong sequence) => holds.TryGetValue(sequence, out EventHold hold) ? hold : null;

    public void Set(EventHold hold)
    {
        holds[hold.Sequence] = hold;
        if (times.Count > FewStale && times.Count > 2 * holds.Count)
        {
            times.Clear();
            times.EnqueueRange(holds.Values.Select(held => (held.Sequence, (held.Due, held.Sequence))));
        }
        else
        {
            times.Enqueue(hold.Sequence, (hold.Due, hold.Sequence));
        }
    }

    public void Remove(ulong sequence) => holds.Remove(sequence);

    public IReadOnlyList<EventHold> Due(DateTimeOffset until, int limit)
    {
        if (!times.TryPeek(out _, out (DateTimeOffset Due, ulong Sequence) first) || first.Due > until)
        {
            return [];
        }

        List<EventHold> due = [];
        while (due.Count < limit && times.TryPeek(out ulong sequence, out (DateTimeOffset Due, ulong Sequence) time) && time.Due <= until)
        {
            times.Dequeue();
            if (holds.TryGetValue(sequence, out EventHold hold) && hold.Due == time.Due && (due.Count == 0 || due[^1] != hold))
            {
                due.Add(hold);
            }
        }

        times.EnqueueRange(due.Select(hold => (hold.Sequence, (hold.Due, hold.Sequence))));
        return due;
    }
}
