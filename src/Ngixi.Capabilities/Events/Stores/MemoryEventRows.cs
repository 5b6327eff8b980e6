namespace Ngixi.Capabilities;

/// <summary>Rows in memory. Whoever uses them keeps others out.</summary>
internal sealed class MemoryEventRows : IEventRows
{
    private readonly Dictionary<string, Topic> topics = new(StringComparer.Ordinal);

    public IEventTopicRows? Find(string name) => topics.GetValueOrDefault(name);

    public IEventTopicRows Add(EventTopicState state)
    {
        Topic topic = new(state);
        topics.Add(state.Topic.Name, topic);
        return topic;
    }

    /// <summary>Gets a task that ends when a topic has an event more or less, or one to deliver again.</summary>
    public Task Changed(string topic) => topics[topic].Changed;

    private sealed class Topic(EventTopicState state) : IEventTopicRows
    {
        private readonly Dictionary<string, Group> groups = new(StringComparer.Ordinal);
        private readonly Dictionary<ulong, EventRow> events = [];
        private readonly SortedSet<ulong> sequences = [];
        private TaskCompletionSource? change;

        public Task Changed => (change ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

        public EventTopicState State
        {
            get;
            set
            {
                field = value;
                Wake();
            }
        } = state;

        public IReadOnlyList<EventGroupState> Groups { get; private set; } = [];

        public EventGroupState? FindGroup(string group) => groups.GetValueOrDefault(group)?.State;

        public void SetGroup(EventGroupState state)
        {
            if (groups.TryGetValue(state.Group.Name, out Group? there))
            {
                there.State = state;
            }
            else
            {
                groups.Add(state.Group.Name, new Group(state));
            }

            Groups = [.. groups.Values.Select(group => group.State)];
        }

        public void RemoveGroup(string group)
        {
            groups.Remove(group);
            Groups = [.. groups.Values.Select(left => left.State)];
        }

        public EventSize? FirstEvent(ulong from)
        {
            if (events.TryGetValue(from, out EventRow? row))
            {
                return new EventSize(from, row.Payload.Length);
            }

            ulong first = sequences.Count == 0 || sequences.Max < from ? 0 : sequences.GetViewBetween(from, ulong.MaxValue).Min;
            return first == 0 ? null : new EventSize(first, events[first].Payload.Length);
        }

        public EventSize? FirstFreeEvent(ulong from)
        {
            EventSize? size = FirstEvent(from);
            while (size is { } found && groups.Values.Any(group => group.Holds.ContainsKey(found.Sequence)))
            {
                size = FirstEvent(found.Sequence + 1);
            }

            return size;
        }

        public EventRow GetEvent(ulong sequence) => events[sequence];

        public void AddEvent(EventRow row)
        {
            events.Add(row.Sequence, row with { Payload = row.Payload.ToArray() });
            sequences.Add(row.Sequence);
        }

        public void RemoveEvent(ulong sequence)
        {
            events.Remove(sequence);
            sequences.Remove(sequence);
        }

        public EventHold? FindHold(string group, ulong sequence) => groups[group].Holds.GetValueOrDefault(sequence);

        public void SetHold(string group, EventHold hold)
        {
            Group holder = groups[group];
            if (holder.Holds.TryGetValue(hold.Sequence, out EventHold? there))
            {
                holder.Due.Remove((there.Due, there.Sequence));
            }

            holder.Holds[hold.Sequence] = hold;
            holder.Due.Add((hold.Due, hold.Sequence));
            if (!hold.IsTaken)
            {
                Wake();
            }
        }

        public void RemoveHold(string group, ulong sequence)
        {
            Group holder = groups[group];
            holder.Holds.Remove(sequence, out EventHold? hold);
            holder.Due.Remove((hold!.Due, sequence));
        }

        public IReadOnlyList<EventHold> DueHolds(string group, DateTimeOffset until, int limit)
        {
            Group holder = groups[group];
            return [.. holder.Due.TakeWhile(due => due.Due <= until).Take(limit).Select(due => holder.Holds[due.Sequence])];
        }

        private void Wake()
        {
            change?.SetResult();
            change = null;
        }
    }

    private sealed class Group(EventGroupState state)
    {
        public EventGroupState State { get; set; } = state;

        public Dictionary<ulong, EventHold> Holds { get; } = [];

        public SortedSet<(DateTimeOffset Due, ulong Sequence)> Due { get; } = [];
    }
}
