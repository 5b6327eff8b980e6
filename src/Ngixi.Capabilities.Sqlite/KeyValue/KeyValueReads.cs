namespace Ngixi.Capabilities.Sqlite;

/// <summary>What is read of the entries, with any connection.</summary>
internal static class KeyValueReads
{
    private const string Entry = "SELECT version, expires, value FROM kv_entry WHERE namespace = ?1 AND key = ?2";

    /// <summary>Finds the number of a namespace.</summary>
    public static long? FindNamespace(Connection connection, string name)
    {
        Statement statement = connection.Prepare("SELECT id FROM kv_namespace WHERE name = ?1");
        try
        {
            return statement.Bind(1, name).Step() ? statement.Integer(0) : null;
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>Finds a row, though it be expired.</summary>
    public static KeyValueRow? Find(Connection connection, long id, string key)
    {
        Statement statement = connection.Prepare(Entry);
        try
        {
            return statement.Bind(1, id).Bind(2, key).Step()
                ? new KeyValueRow(statement.Bytes(2).ToArray(), (ulong)statement.Integer(0), Time(statement.IntegerOrNull(1)))
                : null;
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>Finds a row without its value, though it be expired.</summary>
    public static KeyValueHead? FindHead(Connection connection, long id, string key)
    {
        Statement statement = connection.Prepare("SELECT version, expires, length(value) FROM kv_entry WHERE namespace = ?1 AND key = ?2");
        try
        {
            return statement.Bind(1, id).Bind(2, key).Step()
                ? new KeyValueHead((ulong)statement.Integer(0), statement.Integer(2), Time(statement.IntegerOrNull(1)))
                : null;
        }
        finally
        {
            statement.Reset();
        }
    }

    public static byte[]? Get(Connection connection, long id, string key, DateTimeOffset now)
    {
        Statement statement = connection.Prepare(Entry);
        try
        {
            return statement.Bind(1, id).Bind(2, key).Step() && !(statement.IntegerOrNull(1) <= now.UtcTicks)
                ? statement.Bytes(2).ToArray()
                : null;
        }
        finally
        {
            statement.Reset();
        }
    }

    public static bool Exists(Connection connection, long id, string key, DateTimeOffset now)
    {
        Statement statement = connection.Prepare(
            "SELECT 1 FROM kv_entry WHERE namespace = ?1 AND key = ?2 AND (expires IS NULL OR expires > ?3)");
        try
        {
            return statement.Bind(1, id).Bind(2, key).Bind(3, now.UtcTicks).Step();
        }
        finally
        {
            statement.Reset();
        }
    }

    public static KeyValuePage List(Connection connection, long id, string prefix, string? after, int limit, DateTimeOffset now)
    {
        Statement statement = connection.Prepare(
            """
            SELECT key FROM kv_entry
            WHERE namespace = ?1 AND key >= ?2 AND (expires IS NULL OR expires > ?3)
            ORDER BY key
            """);
        try
        {
            // Nothing is between a key and the same with a zero behind it.
            string first = after is not null && KeyValueOrder.Instance.Compare(after, prefix) >= 0 ? after + '\0' : prefix;
            statement.Bind(1, id).Bind(2, first).Bind(3, now.UtcTicks);
            List<string> keys = [];
            int bytes = 0;
            while (statement.Step())
            {
                string key = statement.Text(0);
                if (!key.StartsWith(prefix, StringComparison.Ordinal))
                {
                    break;
                }

                bytes += statement.Bytes(0).Length;
                if (keys.Count == limit || bytes > KeyValueGrant.MaxPageBytes)
                {
                    return new KeyValuePage(keys, keys[^1]);
                }

                keys.Add(key);
            }

            return new KeyValuePage(keys, null);
        }
        finally
        {
            statement.Reset();
        }
    }

    private static DateTimeOffset? Time(long? ticks) => ticks is { } number ? new DateTimeOffset(number, TimeSpan.Zero) : null;
}
