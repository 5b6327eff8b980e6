using Microsoft.Data.Sqlite;

namespace Ngixi.Benchmarks.Capabilities;

/// <summary>
/// Values and events in SQLite, as one uses it in C#: prepared statements, and the settings with which a write is on the disk when it
/// returns.
/// </summary>
internal sealed class SqliteByHand : IDirectValues, IDirectEvents, IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteCommand get;
    private readonly SqliteCommand set;
    private readonly SqliteCommand publish;
    private readonly SqliteCommand take;
    private readonly SqliteCommand acknowledge;

    public SqliteByHand(string path)
    {
        connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using (SqliteCommand create = connection.CreateCommand())
        {
            create.CommandText =
                """
                PRAGMA journal_mode=WAL;
                PRAGMA synchronous=FULL;
                CREATE TABLE entry (key TEXT PRIMARY KEY, value BLOB) STRICT, WITHOUT ROWID;
                CREATE TABLE event (sequence INTEGER PRIMARY KEY AUTOINCREMENT, payload BLOB) STRICT
                """;
            create.ExecuteNonQuery();
        }

        get = Prepare("SELECT value FROM entry WHERE key = $key", "$key");
        set = Prepare("INSERT INTO entry VALUES ($key, $value) ON CONFLICT (key) DO UPDATE SET value = excluded.value", "$key", "$value");
        publish = Prepare("INSERT INTO event (payload) VALUES ($payload)", "$payload");
        take = Prepare("SELECT sequence, payload FROM event ORDER BY sequence LIMIT $limit", "$limit");
        acknowledge = Prepare("DELETE FROM event WHERE sequence <= $last", "$last");
    }

    public byte[]? Get(string key)
    {
        get.Parameters[0].Value = key;
        return (byte[]?)get.ExecuteScalar();
    }

    public void Set(string key, byte[] value)
    {
        set.Parameters[0].Value = key;
        set.Parameters[1].Value = value;
        set.ExecuteNonQuery();
    }

    public void Publish(byte[] payload)
    {
        publish.Parameters[0].Value = payload;
        publish.ExecuteNonQuery();
    }

    public int Take(int maxEvents)
    {
        take.Parameters[0].Value = maxEvents;
        using SqliteDataReader reader = take.ExecuteReader();
        int taken = 0;
        for (; reader.Read(); taken++)
        {
            acknowledge.Parameters[0].Value = reader.GetInt64(0);
            reader.GetFieldValue<byte[]>(1);
        }

        return taken;
    }

    public void Acknowledge() => acknowledge.ExecuteNonQuery();

    public void Dispose()
    {
        foreach (SqliteCommand command in (SqliteCommand[])[get, set, publish, take, acknowledge])
        {
            command.Dispose();
        }

        connection.Dispose();
    }

    private SqliteCommand Prepare(string text, params string[] parameters)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        foreach (string parameter in parameters)
        {
            command.Parameters.AddWithValue(parameter, null);
        }

        return command;
    }
}
