using System.Collections.Concurrent;

namespace Ngixi.Capabilities.Sqlite;

/// <summary>Keeps the values of modules in a database of SQLite.</summary>
/// <remarks>
/// A write is on the disk when its call returns, and outlives a kill of the host and a loss of power. A read sees all writes that returned
/// before it, of every process on the machine. Reads do not wait for writes.
/// </remarks>
public sealed class SqliteKeyValueStore : IKeyValueStore
{
    private static readonly KeyValueGuarantees Promises = new(
        KeyValueConsistency.Strong, SurvivesExit: true, SurvivesPowerLoss: true, IsShared: false, LossWindow: TimeSpan.Zero);

    private readonly SqliteDatabase database;
    private readonly ConcurrentDictionary<string, long> namespaces = new(StringComparer.Ordinal);
    private readonly Func<Exception, Exception> failure;

    /// <summary>Creates the store.</summary>
    /// <param name="database">The database, which the caller disposes of.</param>
    public SqliteKeyValueStore(SqliteDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        this.database = database;
        failure = cause => new KeyValueException(KeyValueError.Unavailable, database.Describe(cause), cause);
    }

    /// <inheritdoc/>
    public KeyValueGuarantees Guarantees => Promises;

    /// <inheritdoc/>
    public ValueTask<KeyValueEntry?> FindAsync(KeyValueNamespace space, string key, CancellationToken cancellationToken) =>
        database.ReadAsync(
            static (connection, at) =>
                at.Store.TryFindNamespace(connection, at.Space, out long id)
                    ? KeyValueReads.Find(connection, id, at.Key)?.ToEntry(at.Store.Now)
                    : null,
            (Store: this, Space: space, Key: key),
            failure,
            cancellationToken);

    /// <inheritdoc/>
    public ValueTask<byte[]?> GetAsync(KeyValueNamespace space, string key, CancellationToken cancellationToken) =>
        database.ReadAsync(
            static (connection, at) =>
                at.Store.TryFindNamespace(connection, at.Space, out long id)
                    ? KeyValueReads.Get(connection, id, at.Key, at.Store.Now)
                    : null,
            (Store: this, Space: space, Key: key),
            failure,
            cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> ExistsAsync(KeyValueNamespace space, string key, CancellationToken cancellationToken) =>
        database.ReadAsync(
            static (connection, at) =>
                at.Store.TryFindNamespace(connection, at.Space, out long id)
                && KeyValueReads.Exists(connection, id, at.Key, at.Store.Now),
            (Store: this, Space: space, Key: key),
            failure,
            cancellationToken);

    /// <inheritdoc/>
    public ValueTask<KeyValuePage> ListAsync(
        KeyValueNamespace space, string prefix, string? after, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync(
            static (connection, at) =>
                at.Store.TryFindNamespace(connection, at.Space, out long id)
                    ? KeyValueReads.List(connection, id, at.Prefix, at.After, at.Limit, at.Store.Now)
                    : new KeyValuePage([], null),
            (Store: this, Space: space, Prefix: prefix, After: after, Limit: limit),
            failure,
            cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<KeyValueResult>> ApplyAsync(
        KeyValueNamespace space, KeyValueQuota quota, IReadOnlyList<KeyValueWrite> writes, CancellationToken cancellationToken) =>
        database.WriteAsync(
            transaction => KeyValueRules.Apply(transaction.Namespace(space), quota, writes, Now),
            failure,
            cancellationToken);

    private DateTimeOffset Now => database.Time.GetUtcNow();

    /// <summary>Finds the number of a namespace, which it has from its first write on, and for ever.</summary>
    private bool TryFindNamespace(Connection connection, KeyValueNamespace space, out long id)
    {
        if (namespaces.TryGetValue(space.ToString(), out id))
        {
            return true;
        }

        if (KeyValueReads.FindNamespace(connection, space.ToString()) is not { } found)
        {
            return false;
        }

        id = found;
        namespaces[space.ToString()] = id;
        return true;
    }
}
