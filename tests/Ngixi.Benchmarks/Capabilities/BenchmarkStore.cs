using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Ngixi.Capabilities;
using Ngixi.Capabilities.Redis;
using Ngixi.Capabilities.Sqlite;
using StackExchange.Redis;

namespace Ngixi.Benchmarks.Capabilities;

/// <summary>A store, and the same backend as one uses it in C#.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Open">Opens the store.</param>
/// <param name="OpenDirect">Opens the backend.</param>
internal sealed record BenchmarkStore(
    string Name, Func<CapabilityHost, IKeyValueStore> Open, Func<CapabilityHost, IDirectValues> OpenDirect)
{
    public static IReadOnlyList<BenchmarkStore> All { get; } =
    [
        new("memory", _ => new MemoryKeyValueStore(), _ => new DictionaryValues()),
        new("SQLite", host => new SqliteKeyValueStore(OpenDatabase(host)), SqliteByHand),
        new("Redis", _ => RedisKeyValueStore.CreateAsync(BenchmarkRedis.Connection).GetAwaiter().GetResult(), _ => new RedisValues()),
    ];

    public static SqliteDatabase OpenDatabase(CapabilityHost host)
    {
        SqliteDatabase database = SqliteDatabase.Open(NewFile());
        host.Owned(new Disposing(database));
        return database;
    }

    public static IDirectValues SqliteByHand(CapabilityHost host) => host.Owned(new SqliteValues(NewFile()));

    private static string NewFile() => WorkFolder.At($"{Guid.NewGuid():N}.db");

    private sealed class Disposing(IAsyncDisposable disposable) : IDisposable
    {
        public void Dispose() => disposable.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private sealed class DictionaryValues : IDirectValues
    {
        private readonly ConcurrentDictionary<string, byte[]> values = new();

        public byte[]? Get(string key) => values.TryGetValue(key, out byte[]? value) ? [.. value] : null;

        public void Set(string key, byte[] value) => values[key] = [.. value];
    }

    private sealed class RedisValues : IDirectValues
    {
        private readonly IDatabase database = BenchmarkRedis.Connection.GetDatabase();

        public byte[]? Get(string key) => database.StringGet(key);

        public void Set(string key, byte[] value) => database.StringSet(key, value);
    }

    /// <summary>One table, prepared statements, and the settings with which a write is on the disk when it returns.</summary>
    private sealed class SqliteValues : IDirectValues, IDisposable
    {
        private readonly SqliteConnection connection;
        private readonly SqliteCommand get;
        private readonly SqliteCommand set;

        public SqliteValues(string path)
        {
            connection = new SqliteConnection($"Data Source={path};Pooling=False");
            connection.Open();
            using (SqliteCommand create = connection.CreateCommand())
            {
                create.CommandText =
                    """
                    PRAGMA journal_mode=WAL;
                    PRAGMA synchronous=FULL;
                    CREATE TABLE entry (key TEXT PRIMARY KEY, value BLOB) STRICT, WITHOUT ROWID
                    """;
                create.ExecuteNonQuery();
            }

            get = Prepare("SELECT value FROM entry WHERE key = $key");
            set = Prepare("INSERT INTO entry VALUES ($key, $value) ON CONFLICT (key) DO UPDATE SET value = excluded.value");
            set.Parameters.Add("$value", SqliteType.Blob);
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

        public void Dispose()
        {
            get.Dispose();
            set.Dispose();
            connection.Dispose();
        }

        private SqliteCommand Prepare(string text)
        {
            SqliteCommand command = connection.CreateCommand();
            command.CommandText = text;
            command.Parameters.Add("$key", SqliteType.Text);
            return command;
        }
    }
}
