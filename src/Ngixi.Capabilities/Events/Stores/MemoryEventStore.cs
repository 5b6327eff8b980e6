namespace Ngixi.Capabilities;

/// <summary>Keeps topics in the memory of the process, and they end with it.</summary>
/// <remarks>For any number of threads.</remarks>
public sealed class MemoryEventStore : IEventStore
{
    private readonly TimeProvider time;
    private readonly Lock one = new();
    private readonly MemoryEventRows rows = new();

    /// <summary>Creates a store without topics.</summary>
    /// <param name="time">The clock of leases; the system's by default.</param>
    public MemoryEventStore(TimeProvider? time = null) => this.time = time ?? TimeProvider.System;

    /// <inheritdoc/>
    public EventGuarantees Guarantees => EventGuarantees.None;

    /// <inheritdoc/>
    public ValueTask OpenTopicAsync(EventTopic topic, CancellationToken cancellationToken)
    {
        EventRules.Check(topic, Guarantees);
        return Run(() => EventRules.OpenTopic(rows, topic), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask OpenGroupAsync(string topic, EventGroup group, CancellationToken cancellationToken) =>
        Run(() => EventRules.OpenGroup(rows, topic, group), cancellationToken);

    /// <inheritdoc/>
    public ValueTask RemoveGroupAsync(string topic, string group, CancellationToken cancellationToken) =>
        Run(() => EventRules.RemoveGroup(rows, topic, group), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<EventTopicState?> FindTopicAsync(string topic, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (one)
        {
            return ValueTask.FromResult(rows.Find(topic)?.State);
        }
    }

    /// <inheritdoc/>
    public ValueTask<ulong> TryPublishAsync(string topic, NewEvent newEvent, CancellationToken cancellationToken) =>
        Run(() => EventRules.Publish(rows, topic, newEvent, time.GetUtcNow()), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<EventBatch> TakeAsync(
        string topic, string group, int maxEvents, int maxBytes, CancellationToken cancellationToken) =>
        Run(() => EventRules.Take(rows, topic, group, maxEvents, maxBytes, time.GetUtcNow()), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<int> SettleAsync(
        string topic, string group, IReadOnlyList<EventSettlement> settlements, CancellationToken cancellationToken) =>
        Run(() => EventRules.Settle(rows, topic, group, settlements, time.GetUtcNow()), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask WaitForEventsAsync(string topic, string group, CancellationToken cancellationToken)
    {
        Task changed;
        TimeSpan left = Timeout.InfiniteTimeSpan;
        lock (one)
        {
            DateTimeOffset now = time.GetUtcNow();
            if (EventRules.NextTake(rows, topic, group, now) is { } next)
            {
                if (next <= now)
                {
                    return;
                }

                left = next - now;
            }

            changed = rows.Changed(topic);
        }

        await changed.WaitAsync(left, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <inheritdoc/>
    public async ValueTask WaitForSpaceAsync(string topic, int bytes, CancellationToken cancellationToken)
    {
        Task changed;
        lock (one)
        {
            if (EventRules.HasSpace(rows, topic, bytes))
            {
                return;
            }

            changed = rows.Changed(topic);
        }

        await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private ValueTask Run(Action transaction, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (one)
        {
            transaction();
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>Runs a transaction. The rules throw before they write, so that nothing is to be undone.</summary>
    private ValueTask<T> Run<T>(Func<T> transaction, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (one)
        {
            return ValueTask.FromResult(transaction());
        }
    }
}
