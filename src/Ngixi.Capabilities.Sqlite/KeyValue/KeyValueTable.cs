namespace Ngixi.Capabilities.Sqlite;

/// <summary>The rows of one namespace: what it counts is read once, and known until others write.</summary>
internal sealed class KeyValueTable : IKeyValueRows
{
    /// <summary>
    /// How many versions a row promises ahead, so that most writes of values that keep their size change no second page of the file.
    /// </summary>
    private const ulong VersionsAhead = 1_024;

    private readonly Connection connection;
    private readonly long id;

    // Its version is the last one that may be given before the row is written again.
    private KeyValueState stored;
    private long nextExpiry;

    public KeyValueTable(Connection connection, KeyValueNamespace space)
    {
        this.connection = connection;
        id = FindOrAdd(connection, space.ToString(), out stored);
        State = stored;
    }

    public KeyValueState State { get; set; }

    /// <summary>Gets or sets whether the transaction has asked for it.</summary>
    public bool IsUsed { get; set; }

    public KeyValueRow? Find(string key) => KeyValueReads.Find(connection, id, key);

    public KeyValueHead? FindHead(string key) => KeyValueReads.FindHead(connection, id, key);

    public void Set(string key, KeyValueRow row)
    {
        nextExpiry = Math.Min(nextExpiry, row.Expires?.UtcTicks ?? long.MaxValue);
        connection.Prepare(
            """
            INSERT INTO kv_entry (namespace, key, version, expires, value) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (namespace, key) DO UPDATE SET version = ?3, expires = ?4, value = ?5
            """)
            .Bind(1, id)
            .Bind(2, key)
            .Bind(3, (long)row.Version)
            .Bind(4, row.Expires?.UtcTicks)
            .Bind(5, row.Value.Span)
            .Run();
    }

    public void Remove(string key) =>
        connection.Prepare("DELETE FROM kv_entry WHERE namespace = ?1 AND key = ?2").Bind(1, id).Bind(2, key).Run();

    public IReadOnlyList<(string Key, long ValueBytes)> Expired(DateTimeOffset now, int limit)
    {
        // Most writes find here that an earlier one has seen to it.
        if (now.UtcTicks < nextExpiry)
        {
            return [];
        }

        Statement statement = connection.Prepare(
            "SELECT key, length(value), expires FROM kv_entry WHERE namespace = ?1 AND expires IS NOT NULL ORDER BY expires LIMIT ?2");
        try
        {
            statement.Bind(1, id).Bind(2, limit + 1);
            List<(string, long)> expired = [];
            nextExpiry = long.MaxValue;
            while (statement.Step())
            {
                if (expired.Count == limit || statement.Integer(2) > now.UtcTicks)
                {
                    nextExpiry = statement.Integer(2);
                    break;
                }

                expired.Add((statement.Text(0), statement.Integer(1)));
            }

            return expired;
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>Writes the counts, if they changed. Whoever reads them next gives none of the versions that were promised here.</summary>
    public void WriteState()
    {
        bool isPromised = State.LastVersion <= stored.LastVersion;
        if (isPromised && State == stored with { LastVersion = State.LastVersion })
        {
            return;
        }

        stored = State with { LastVersion = isPromised ? stored.LastVersion : State.LastVersion + VersionsAhead };
        connection.Prepare("UPDATE kv_namespace SET last_version = ?2, keys = ?3, bytes = ?4 WHERE id = ?1")
            .Bind(1, id)
            .Bind(2, (long)stored.LastVersion)
            .Bind(3, stored.Keys)
            .Bind(4, stored.Bytes)
            .Run();
    }

    private static long FindOrAdd(Connection connection, string name, out KeyValueState state)
    {
        Statement statement = connection.Prepare("SELECT id, last_version, keys, bytes FROM kv_namespace WHERE name = ?1");
        try
        {
            if (statement.Bind(1, name).Step())
            {
                state = new KeyValueState((ulong)statement.Integer(1), statement.Integer(2), statement.Integer(3));
                return statement.Integer(0);
            }
        }
        finally
        {
            statement.Reset();
        }

        state = default;
        return connection.Insert(
            connection.Prepare("INSERT INTO kv_namespace (name, last_version, keys, bytes) VALUES (?1, 0, 0, 0)").Bind(1, name));
    }
}
