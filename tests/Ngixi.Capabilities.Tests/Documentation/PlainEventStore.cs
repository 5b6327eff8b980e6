namespace Ngixi.Capabilities.Tests.Documentation;

#region store
/// <summary>Keeps events in dictionaries, one call at a time.</summary>
public sealed class PlainEventStore(TimeProvider time) : EventRowStore(time), IEventRows
{
    private readonly Dictionary<string, TopicRows> topics = [];

    public override EventGuarantees Guarantees => new(SurvivesExit: false, SurvivesPowerLoss: false, IsShared: false);

    public IEventTopicRows? Find(string name) => topics.GetValueOrDefault(name);

    public IEventTopicRows Add(EventTopicState state) => topics[state.Topic.Name] = new TopicRows { State = state };

    protected override ValueTask<T> RunAsync<T>(Func<IEventRows, T> transaction, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (topics)
        {
            return ValueTask.FromResult(transaction(this));
        }
    }

    private sealed class TopicRows : IEventTopicRows
    {
        private readonly SortedDictionary<ulong, EventRow> events = [];
        private readonly Dictionary<string, EventGroupState> groups = [];
        private readonly Dictionary<(string Group, ulong Sequence), EventHold> holds = [];

        public required EventTopicState State { get; set; }

        public IReadOnlyList<EventGroupState> Groups => [.. groups.Values];

        public void SetGroup(EventGroupState state) => groups[state.Group.Name] = state;

        public void RemoveGroup(string group) => groups.Remove(group);

        public EventRow? FirstEvent(ulong from) => events.Values.FirstOrDefault(row => row.Sequence >= from);

        public void AddEvent(EventRow row) => events.Add(row.Sequence, row with { Payload = row.Payload.ToArray() });

        public void RemoveEvent(ulong sequence) => events.Remove(sequence);

        public bool TryFindHold(string group, ulong sequence, out EventHold hold) => holds.TryGetValue((group, sequence), out hold);

        public void SetHold(string group, EventHold hold) => holds[(group, hold.Sequence)] = hold;

        public void RemoveHold(string group, ulong sequence) => holds.Remove((group, sequence));

        public IReadOnlyList<EventHold> DueHolds(string group, DateTimeOffset until, int limit) =>
        [
            .. holds.Where(entry => entry.Key.Group == group && entry.Value.Due <= until)
                .Select(entry => entry.Value)
                .OrderBy(hold => (hold.Due, hold.Sequence))
                .Take(limit),
        ];
    }
}
#endregion
