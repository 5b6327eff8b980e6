namespace Ngixi.Capabilities.Tests.Documentation;

#region store
/// <summary>Keeps events in lists, one call at a time.</summary>
public sealed class ListEventStore(TimeProvider time) : EventRowStore(time), IEventRows
{
    private readonly List<TopicRows> topics = [];

    public override EventGuarantees Guarantees => new(SurvivesExit: false, SurvivesPowerLoss: false, IsShared: false);

    public IEventTopicRows? Find(string name) => topics.Find(topic => topic.State.Topic.Name == name);

    public IEventTopicRows Add(EventTopicState state)
    {
        topics.Add(new TopicRows { State = state });
        return topics[^1];
    }

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
        private readonly List<EventRow> events = [];
        private readonly List<EventGroupState> groups = [];
        private readonly List<(string Group, EventHold Hold)> holds = [];

        public required EventTopicState State { get; set; }

        public IReadOnlyList<EventGroupState> Groups => [.. groups];

        public EventGroupState? FindGroup(string group) => groups.Find(state => state.Group.Name == group);

        public void SetGroup(EventGroupState state)
        {
            groups.RemoveAll(there => there.Group.Name == state.Group.Name);
            groups.Add(state);
        }

        public void RemoveGroup(string group)
        {
            groups.RemoveAll(state => state.Group.Name == group);
            holds.RemoveAll(entry => entry.Group == group);
        }

        public EventSize? FirstEvent(ulong from) => SizeOf(events.Find(row => row.Sequence >= from));

        public EventSize? FirstFreeEvent(ulong from) => SizeOf(
            events.Find(row => row.Sequence >= from && !holds.Exists(entry => entry.Hold.Sequence == row.Sequence)));

        public EventRow GetEvent(ulong sequence) => events.Single(row => row.Sequence == sequence);

        public void AddEvent(EventRow row) => events.Add(row with { Payload = row.Payload.ToArray() });

        public void RemoveEvent(ulong sequence) => events.RemoveAll(row => row.Sequence == sequence);

        public EventHold? FindHold(string group, ulong sequence) =>
            holds.Find(entry => entry.Group == group && entry.Hold.Sequence == sequence).Hold;

        public void SetHold(string group, EventHold hold)
        {
            RemoveHold(group, hold.Sequence);
            holds.Add((group, hold));
        }

        public void RemoveHold(string group, ulong sequence) =>
            holds.RemoveAll(entry => entry.Group == group && entry.Hold.Sequence == sequence);

        public IReadOnlyList<EventHold> DueHolds(string group, DateTimeOffset until, int limit) =>
        [
            .. holds.Where(entry => entry.Group == group && entry.Hold.Due <= until)
                .Select(entry => entry.Hold)
                .OrderBy(hold => hold.Due)
                .ThenBy(hold => hold.Sequence)
                .Take(limit),
        ];

        private static EventSize? SizeOf(EventRow? row) => row is null ? null : new EventSize(row.Sequence, row.Payload.Length);
    }
}
#endregion
