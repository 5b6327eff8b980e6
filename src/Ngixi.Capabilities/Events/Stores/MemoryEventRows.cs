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
        private Group? last;
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
            last = null;
            groups.Remove(group);
            Groups = [.. groups.Values.Select(left => left.State)];
        }

        public EventRow? FirstEvent(ulong from) => events.First(from);

        public void AddEvent(EventRow row) => events.Add(row with { Payload = row.Payload.ToArray() });

        public void RemoveEvent(ulong sequence) => events.Remove(sequence);

        public bool TryFindHold(string group, ulong sequence, out EventHold hold) => HoldsOf(group).TryFind(sequence, out hold);

        public void SetHold(string group, EventHold hold)
        {
            HoldsOf(group).Set(hold);
            if (!hold.IsTaken)
            {
                Wake();
            }
        }

        public void RemoveHold(string group, ulong sequence) => HoldsOf(group).Remove(sequence);

        public IReadOnlyList<EventHold> DueHolds(string group, DateTimeOffset until, int limit) => HoldsOf(group).Due(until, limit);

        /// <summary>Gets what a group holds: most calls are for the group of the call before.</summary>
        private MemoryEventHolds HoldsOf(string group)
        {
            if (last?.State.Group.Name != group)
            {
                last = groups[group];
            }

            return last.Holds;
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

        public MemoryEventHolds Holds { get; } = new();
    }
}
