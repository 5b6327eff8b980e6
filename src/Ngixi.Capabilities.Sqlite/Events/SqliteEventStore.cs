namespace Ngixi.Capabilities.Sqlite;

/// <summary>Keeps topics of events in a database of SQLite.</summary>
/// <remarks>
/// What is published, taken and settled is on the disk when the call returns, and outlives a kill of the host and a loss of power. A taker
/// is woken at once by this process, and within 20 ms by others on the machine.
/// </remarks>
public sealed class SqliteEventStore : IEventStore
{
    private static readonly EventGuarantees Promises = new(SurvivesExit: true, SurvivesPowerLoss: true, IsShared: false);

    private readonly SqliteDatabase database;
    private readonly Func<Exception, Exception> failure;

    /// <summary>Creates the store.</summary>
    /// <param name="database">The database, which the caller disposes of.</param>
    public SqliteEventStore(SqliteDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        this.database = database;
        failure = cause => new EventException(EventError.Unavailable, database.Describe(cause), cause);
    }

    /// <inheritdoc/>
    public EventGuarantees Guarantees => Promises;

    private DateTimeOffset Now => database.Time.GetUtcNow();

    /// <inheritdoc/>
    public async ValueTask OpenTopicAsync(EventTopic topic, CancellationToken cancellationToken)
    {
        EventRules.Check(topic, Guarantees);
        await WriteAsync(
            rows =>
            {
                EventRules.OpenTopic(rows, topic);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask OpenGroupAsync(string topic, EventGroup group, CancellationToken cancellationToken) =>
        await WriteAsync(
            rows =>
            {
                EventRules.OpenGroup(rows, topic, group);
                return true;
            },
            cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask RemoveGroupAsync(string topic, string group, CancellationToken cancellationToken) =>
        await WriteAsync(
            rows =>
            {
                EventRules.RemoveGroup(rows, topic, group);
                return true;
            },
            cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<EventTopicState?> FindTopicAsync(string topic, CancellationToken cancellationToken) =>
        ReadAsync(rows => rows.Find(topic)?.State, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ulong> TryPublishAsync(string topic, NewEvent newEvent, CancellationToken cancellationToken) =>
        WriteAsync(rows => EventRules.Publish(rows, topic, newEvent, Now), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<EventBatch> TakeAsync(
        string topic, string group, int maxEvents, int maxBytes, CancellationToken cancellationToken) =>
        WriteAsync(rows => EventRules.Take(rows, topic, group, maxEvents, maxBytes, Now), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<int> SettleAsync(
        string topic, string group, IReadOnlyList<EventSettlement> settlements, CancellationToken cancellationToken) =>
        WriteAsync(rows => EventRules.Settle(rows, topic, group, settlements, Now), cancellationToken);

    /// <inheritdoc/>
    public ValueTask WaitForEventsAsync(string topic, string group, CancellationToken cancellationToken) =>
        WaitAsync(topic, rows => EventRules.NextTake(rows, topic, group, Now) - Now, cancellationToken);

    /// <inheritdoc/>
    public ValueTask WaitForSpaceAsync(string topic, int bytes, CancellationToken cancellationToken) =>
        WaitAsync(topic, rows => EventRules.HasSpace(rows, topic, bytes) ? TimeSpan.Zero : null, cancellationToken);

    /// <summary>Waits for a change of a topic, or for the time until which there is nothing; null for ever.</summary>
    private async ValueTask WaitAsync(string topic, Func<IEventRows, TimeSpan?> timeLeft, CancellationToken cancellationToken)
    {
        Task change = database.Changes.Begin(topic);
        try
        {
            TimeSpan? left = await ReadAsync(timeLeft, cancellationToken).ConfigureAwait(false);
            if (left <= TimeSpan.Zero)
            {
                return;
            }

            await change.WaitAsync(left ?? Timeout.InfiniteTimeSpan, database.Time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
        finally
        {
            database.Changes.End();
        }
    }

    private ValueTask<T> ReadAsync<T>(Func<IEventRows, T> read, CancellationToken cancellationToken) =>
        database.ReadAsync(
            static (connection, read) =>
            {
                // All that it reads is of one moment.
                connection.Prepare("BEGIN").Run();
                T result = read(new EventTables(connection));
                connection.Prepare("COMMIT").Run();
                return result;
            },
            read,
            failure,
            cancellationToken);

    private ValueTask<T> WriteAsync<T>(Func<IEventRows, T> write, CancellationToken cancellationToken) =>
        database.WriteAsync(transaction => write(transaction.Events), failure, cancellationToken);
}
