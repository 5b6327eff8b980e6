namespace Ngixi.Capabilities.Sqlite;

/// <summary>Keeps topics of events in a database of SQLite.</summary>
/// <remarks>
/// What is published, taken and settled is on the disk when the call returns, and outlives a kill of the host and a loss of power. A taker
/// is woken at once by this process, and within 20 ms by others on the machine.
/// </remarks>
public sealed class SqliteEventStore : EventRowStore
{
    private static readonly EventGuarantees Promises = new(SurvivesExit: true, SurvivesPowerLoss: true, IsShared: false);

    private readonly SqliteDatabase database;
    private readonly Func<Exception, Exception> failure;

    /// <summary>Creates the store.</summary>
    /// <param name="database">The database, which the caller disposes of.</param>
    public SqliteEventStore(SqliteDatabase database)
        : base((database ?? throw new ArgumentNullException(nameof(database))).Time)
    {
        this.database = database;
        failure = cause => new EventException(EventError.Unavailable, database.Describe(cause), cause);
    }

    /// <inheritdoc/>
    public override EventGuarantees Guarantees => Promises;

    /// <inheritdoc/>
    public override ValueTask<EventTopicState?> FindTopicAsync(string topic, CancellationToken cancellationToken = default) =>
        ReadAsync(rows => rows.Find(topic)?.State, cancellationToken);

    /// <inheritdoc/>
    public override ValueTask WaitForEventsAsync(string topic, string group, CancellationToken cancellationToken = default) =>
        WaitAsync(
            topic,
            rows =>
            {
                DateTimeOffset now = Time.GetUtcNow();
                return EventRules.NextTake(rows, topic, group, now) - now;
            },
            cancellationToken);

    /// <inheritdoc/>
    public override ValueTask WaitForSpaceAsync(string topic, int bytes, CancellationToken cancellationToken = default) =>
        WaitAsync(topic, rows => EventRules.HasSpace(rows, topic, bytes) ? TimeSpan.Zero : null, cancellationToken);

    /// <inheritdoc/>
    protected override ValueTask<T> RunAsync<T>(Func<IEventRows, T> transaction, CancellationToken cancellationToken) =>
        database.WriteAsync(writing => transaction(writing.Events), failure, cancellationToken);

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
}
