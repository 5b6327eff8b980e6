using Microsoft.Data.Sqlite;
using Quickstart.Contracts;

namespace Quickstart.Capabilities;

/// <summary>Keeps values in a SQLite database. For one instance: a connection is for one thread at a time.</summary>
internal sealed class SqliteKeyValue : IKeyValue, IDisposable
{
    private readonly SqliteConnection connection;

    public SqliteKeyValue(string connectionString)
    {
        connection = new SqliteConnection(connectionString);
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE IF NOT EXISTS entry (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID";
        command.ExecuteNonQuery();
    }

    public byte[]? Get(string key)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT value FROM entry WHERE key = $key";
        command.Parameters.AddWithValue("$key", key);
        return (byte[]?)command.ExecuteScalar();
    }

    public void Set(string key, ReadOnlySpan<byte> value)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "INSERT INTO entry (key, value) VALUES ($key, $value) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
        command.Parameters.AddWithValue("$key", key);
        command.Parameters.AddWithValue("$value", value.ToArray());
        command.ExecuteNonQuery();
    }

    public void Dispose() => connection.Dispose();
}
