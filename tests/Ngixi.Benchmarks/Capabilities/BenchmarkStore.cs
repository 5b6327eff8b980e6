using System.Collections.Concurrent;
using Ngixi.Capabilities;
using Ngixi.Capabilities.Redis;
using Ngixi.Capabilities.Sqlite;

namespace Ngixi.Benchmarks.Capabilities;

/// <summary>A store, and the same backend as one uses it in C#.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Open">Opens the store.</param>
/// <param name="OpenDirect">Opens the backend.</param>
/// <param name="OpenEvents">Opens the store of events.</param>
/// <param name="OpenDirectEvents">Opens the backend of events.</param>
/// <param name="IsOnlyWritten">Whether reads are those of another row.</param>
internal sealed record BenchmarkStore(
    string Name,
    Func<CapabilityHost, IKeyValueStore> Open,
    Func<CapabilityHost, IDirectValues> OpenDirect,
    Func<CapabilityHost, IEventStore> OpenEvents,
    Func<CapabilityHost, IDirectEvents> OpenDirectEvents,
    bool IsOnlyWritten = false)
{
    public const string Module = "benchmark";
    public const string Topic = "orders";

    public static IReadOnlyList<BenchmarkStore> All { get; } =
    [
        new(
            "memory",
            _ => new MemoryKeyValueStore(),
            _ => new DictionaryValues(),
            _ => WithTopic(new MemoryEventStore()),
            _ => new QueuedEvents()),
        new(
            "SQLite",
            host => new SqliteKeyValueStore(OpenDatabase(host)),
            ValuesBySqlite,
            host => WithTopic(new SqliteEventStore(OpenDatabase(host))),
            host => host.Owned(new SqliteByHand(NewFile()))),
        new(
            "Redis",
            _ => Result(RedisKeyValueStore.CreateAsync(BenchmarkRedis.Connection)),
            _ => new RedisByHand(BenchmarkRedis.Connection.GetDatabase()),
            _ => WithTopic(Result(RedisEventStore.CreateAsync(BenchmarkRedis.Connection))),
            _ => new RedisByHand(BenchmarkRedis.Connection.GetDatabase())),
        new(
            "Redis beside scripts",
            _ => Result(RedisKeyValueStore.CreateAsync(BenchmarkRedis.Connection)),
            _ => new RedisScriptsByHand(BenchmarkRedis.Connection.GetDatabase()),
            _ => WithTopic(Result(RedisEventStore.CreateAsync(BenchmarkRedis.Connection))),
            _ => new RedisScriptsByHand(BenchmarkRedis.Connection.GetDatabase()),
            IsOnlyWritten: true),
    ];

    public static SqliteDatabase OpenDatabase(CapabilityHost host)
    {
        SqliteDatabase database = SqliteDatabase.Open(NewFile());
        host.Owned(new Disposing(database));
        return database;
    }

    public static IDirectValues ValuesBySqlite(CapabilityHost host) => host.Owned(new SqliteByHand(NewFile()));

    /// <summary>Opens the topic, and takes out what an earlier run has left.</summary>
    private static IEventStore WithTopic(IEventStore store)
    {
        store.OpenTopicAsync(new EventTopic(Topic), default).AsTask().GetAwaiter().GetResult();
        store.RemoveGroupAsync(Topic, Module, default).AsTask().GetAwaiter().GetResult();
        store.OpenGroupAsync(Topic, new EventGroup(Module) { FromBeginning = false }, default).AsTask().GetAwaiter().GetResult();
        return store;
    }

    private static T Result<T>(Task<T> task) => task.GetAwaiter().GetResult();

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

    private sealed class QueuedEvents : IDirectEvents
    {
        private readonly ConcurrentQueue<byte[]> queue = new();
        private readonly List<byte[]> taken = [];

        public void Publish(byte[] payload) => queue.Enqueue([.. payload]);

        public int Take(int maxEvents)
        {
            while (taken.Count < maxEvents && queue.TryDequeue(out byte[]? payload))
            {
                taken.Add(payload);
            }

            return taken.Count;
        }

        public void Acknowledge() => taken.Clear();
    }
}
