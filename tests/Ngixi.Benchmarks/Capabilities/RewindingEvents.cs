using Ngixi.Capabilities;

namespace Ngixi.Benchmarks.Capabilities;

/// <summary>
/// A topic in memory that has the same events again and again: a group that takes nothing keeps them, the other begins anew.
/// </summary>
internal sealed class RewindingEvents : IEventStore
{
    /// <summary>So many that to begin anew costs little, and no more than a cache has room for: a guest takes what has just come.</summary>
    private const int Count = 1_000;

    private readonly MemoryEventStore store = new();

    public RewindingEvents(string topic, string group, byte[] payload)
    {
        store.OpenTopicAsync(new EventTopic(topic) { MaxEvents = Count }, default).AsTask().GetAwaiter().GetResult();
        store.OpenGroupAsync(topic, new EventGroup("keeper"), default).AsTask().GetAwaiter().GetResult();
        store.OpenGroupAsync(topic, new EventGroup(group), default).AsTask().GetAwaiter().GetResult();
        for (int published = 0; published < Count; published++)
        {
            store.PublishAsync(topic, new NewEvent(payload)).AsTask().GetAwaiter().GetResult();
        }
    }

    public EventGuarantees Guarantees => store.Guarantees;

    public ValueTask OpenTopicAsync(EventTopic topic, CancellationToken cancellationToken) =>
        store.OpenTopicAsync(topic, cancellationToken);

    public ValueTask OpenGroupAsync(string topic, EventGroup group, CancellationToken cancellationToken) =>
        store.OpenGroupAsync(topic, group, cancellationToken);

    public ValueTask RemoveGroupAsync(string topic, string group, CancellationToken cancellationToken) =>
        store.RemoveGroupAsync(topic, group, cancellationToken);

    public ValueTask<EventTopicState?> FindTopicAsync(string topic, CancellationToken cancellationToken) =>
        store.FindTopicAsync(topic, cancellationToken);

    public ValueTask<ulong> TryPublishAsync(string topic, NewEvent newEvent, CancellationToken cancellationToken) =>
        store.TryPublishAsync(topic, newEvent, cancellationToken);

    public async ValueTask<EventBatch> TakeAsync(
        string topic, string group, int maxEvents, int maxBytes, CancellationToken cancellationToken)
    {
        EventBatch batch = await store.TakeAsync(topic, group, maxEvents, maxBytes, cancellationToken);
        if (batch.Events.Count > 0 || batch.NeededBytes > 0)
        {
            return batch;
        }

        await store.RemoveGroupAsync(topic, group, cancellationToken);
        await store.OpenGroupAsync(topic, new EventGroup(group), cancellationToken);
        return await store.TakeAsync(topic, group, maxEvents, maxBytes, cancellationToken);
    }

    public ValueTask<int> SettleAsync(
        string topic, string group, IReadOnlyList<EventSettlement> settlements, CancellationToken cancellationToken) =>
        store.SettleAsync(topic, group, settlements, cancellationToken);
}
