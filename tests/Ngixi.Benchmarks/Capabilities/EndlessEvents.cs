using Ngixi.Capabilities;

namespace Ngixi.Benchmarks.Capabilities;

/// <summary>A store that costs nothing: it always has the same event, as often as it is asked for.</summary>
internal sealed class EndlessEvents(byte[] payload) : IEventStore
{
    private ulong last;

    public EventGuarantees Guarantees { get; } = new(false, false, false);

    public ValueTask OpenTopicAsync(EventTopic topic, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask OpenGroupAsync(string topic, EventGroup group, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask RemoveGroupAsync(string topic, string group, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask<EventTopicState?> FindTopicAsync(string topic, CancellationToken cancellationToken) =>
        ValueTask.FromResult<EventTopicState?>(new EventTopicState(new EventTopic(topic), last, 1, payload.Length));

    public ValueTask<ulong> TryPublishAsync(string topic, NewEvent newEvent, CancellationToken cancellationToken) =>
        ValueTask.FromResult(++last);

    public ValueTask<EventBatch> TakeAsync(
        string topic, string group, int maxEvents, int maxBytes, CancellationToken cancellationToken)
    {
        TakenEvent[] taken = new TakenEvent[Math.Min(maxEvents, maxBytes / payload.Length)];
        foreach (ref TakenEvent item in taken.AsSpan())
        {
            item = new TakenEvent.Event(new EventReceipt(++last, 1), payload, DateTimeOffset.UnixEpoch, null, null);
        }

        return ValueTask.FromResult(new EventBatch(taken, taken.Length == 0 ? payload.Length : 0));
    }

    public ValueTask<int> SettleAsync(
        string topic, string group, IReadOnlyList<EventSettlement> settlements, CancellationToken cancellationToken) =>
        ValueTask.FromResult(settlements.Count);
}
