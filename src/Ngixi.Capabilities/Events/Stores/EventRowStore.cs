namespace Ngixi.Capabilities;

/// <summary>A store of rows: it has transactions, and <see cref="EventRules"/> does the rest.</summary>
/// <param name="time">The clock of leases.</param>
public abstract class EventRowStore(TimeProvider time) : IEventStore
{
    /// <inheritdoc/>
    public abstract EventGuarantees Guarantees { get; }

    /// <summary>Gets the clock of leases.</summary>
    protected TimeProvider Time { get; } = time ?? throw new ArgumentNullException(nameof(time));

    /// <inheritdoc/>
    public async ValueTask OpenTopicAsync(EventTopic topic, CancellationToken cancellationToken = default)
    {
        EventRules.Check(topic, Guarantees);
        await RunAsync(rows => EventRules.OpenTopic(rows, topic), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask OpenGroupAsync(string topic, EventGroup group, CancellationToken cancellationToken = default) =>
        RunAsync(rows => EventRules.OpenGroup(rows, topic, group), cancellationToken);

    /// <inheritdoc/>
    public ValueTask RemoveGroupAsync(string topic, string group, CancellationToken cancellationToken = default) =>
        RunAsync(rows => EventRules.RemoveGroup(rows, topic, group), cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<EventTopicState?> FindTopicAsync(string topic, CancellationToken cancellationToken = default) =>
        RunAsync(rows => rows.Find(topic)?.State, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ulong> TryPublishAsync(string topic, NewEvent newEvent, CancellationToken cancellationToken = default) =>
        RunAsync(rows => EventRules.Publish(rows, topic, newEvent, Time.GetUtcNow()), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<EventBatch> TakeAsync(
        string topic, string group, int maxEvents, int maxBytes, CancellationToken cancellationToken = default) =>
        RunAsync(rows => EventRules.Take(rows, topic, group, maxEvents, maxBytes, Time.GetUtcNow()), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<int> SettleAsync(
        string topic, string group, IReadOnlyList<EventSettlement> settlements, CancellationToken cancellationToken = default) =>
        RunAsync(rows => EventRules.Settle(rows, topic, group, settlements, Time.GetUtcNow()), cancellationToken);

    /// <inheritdoc/>
    public virtual async ValueTask WaitForEventsAsync(string topic, string group, CancellationToken cancellationToken = default) =>
        await Task.Delay(EventRules.PollInterval, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public virtual async ValueTask WaitForSpaceAsync(string topic, int bytes, CancellationToken cancellationToken = default) =>
        await Task.Delay(EventRules.PollInterval, cancellationToken).ConfigureAwait(false);

    /// <summary>Runs a transaction: what it writes is kept when the task ends, or nothing of it where it throws.</summary>
    /// <typeparam name="T">The result.</typeparam>
    /// <param name="transaction">Reads and writes rows. It may be run again where it could not be kept.</param>
    /// <param name="cancellationToken">Ends the wait; one that has ended begins nothing.</param>
    protected abstract ValueTask<T> RunAsync<T>(Func<IEventRows, T> transaction, CancellationToken cancellationToken);

    private async ValueTask RunAsync(Action<IEventRows> transaction, CancellationToken cancellationToken) =>
        await RunAsync(
            rows =>
            {
                transaction(rows);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
}
