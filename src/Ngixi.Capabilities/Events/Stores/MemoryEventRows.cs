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
        private readonly MemoryEventLog events = new();
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

        public EventSize? FirstEvent(ulong from) =>
            events.First(from) is { } row ? new EventSize(row.Sequence, row.Payload.Length) : null;

        public EventSize? FirstFreeEvent(ulong from)
        {
            EventSize? size = FirstEvent(from);
            while (size is { } found && groups.Values.Any(group => group.Holds.Has(found.Sequence)))
            {
                size = FirstEvent(found.Sequence + 1);
            }

            return size;
        }

        public EventRow GetEvent(ulong sequence) => events.Get(sequence);

        public void AddEvent(EventRow row) => events.Add(row with { Payload = row.Payload.ToArray() });

        public void RemoveEvent(ulong sequence) => events.Remove(sequence);

        public EventHold? FindHold(string group, ulong sequence) => groups[group].Holds.Find(sequence);

        public void SetHold(string group, EventHold hold)
        {
            groups[group].Holds.Set(hold);
            if (!hold.IsTaken)
            {
                Wake();
            }
        }

        public void RemoveHold(string group, ulong sequence) => groups[group].Holds.Remove(sequence);

        public IReadOnlyList<EventHold> DueHolds(string group, DateTimeOffset until, int limit) => groups[group].Holds.Due(until, limit);

        private void Wake()
        {
            change?.SetResult();
            change = null;
        }
    }

    private sealed class Group(EventGroupState state)
    {
        public EventGroupState State { get; set; } = state;

        public MemoryEventHolds Holds { get; } = new();
    }
}
