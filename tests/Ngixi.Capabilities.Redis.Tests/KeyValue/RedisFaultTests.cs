using System.Text;
using Ngixi.Capabilities.Redis.Tests.Servers;
using StackExchange.Redis;

namespace Ngixi.Capabilities.Redis.Tests.KeyValue;

/// <summary>Servers that are down, slow, full or new: each has its error, and the store works when they do.</summary>
public sealed class RedisFaultTests : IAsyncLifetime
{
    private static readonly KeyValueNamespace space = new("faults");
    private static readonly KeyValueQuota quota = new();
    private static readonly KeyValueWrite[] increment = [new KeyValueWrite.Increment("n", 1, null)];

    private RedisServer? server;

    private RedisServer Server => server!;

    public async Task InitializeAsync() => server = await RedisServer.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();

    [Fact]
    public async Task A_server_that_is_down_at_the_start_is_unavailable()
    {
        await Server.KillAsync();
        await using ConnectionMultiplexer connection = await Server.ConnectAsync(Hasten);
        KeyValueException failure = await Assert.ThrowsAsync<KeyValueException>(() => RedisKeyValueStore.CreateAsync(connection));
        Assert.Equal(KeyValueError.Unavailable, failure.Error);
    }

    [Fact]
    public async Task A_server_that_ends_in_the_middle_of_a_call_is_unavailable_and_the_same_store_works_when_it_is_back()
    {
        await using ConnectionMultiplexer connection = await Server.ConnectAsync();
        RedisKeyValueStore store = await RedisKeyValueStore.CreateAsync(connection);
        Assert.Equal(1, (await store.ApplyAsync(space, quota, increment, default))[0].Number);

        await Server.ExecuteAsync("CLIENT", "PAUSE", 60_000, "ALL");
        Task<IReadOnlyList<KeyValueResult>> write = store.ApplyAsync(space, quota, increment, default).AsTask();
        Task<byte[]?> read = store.GetAsync(space, "n", default).AsTask();
        await SentAsync(connection, 2);
        await Server.KillAsync();
        Assert.Equal(KeyValueError.Unavailable, (await Assert.ThrowsAsync<KeyValueException>(() => write)).Error);
        Assert.Equal(KeyValueError.Unavailable, (await Assert.ThrowsAsync<KeyValueException>(() => read)).Error);

        // A call that the client can still keep back waits for the server, which has lost its scripts.
        Task<IReadOnlyList<KeyValueResult>> next = store.ApplyAsync(space, quota, increment, default).AsTask();
        await Server.StartAgainAsync();
        Assert.Equal(2, (await next)[0].Number);
        Assert.Equal("2", await TextAsync(store, "n"));
    }

    [Fact]
    public async Task A_server_that_stays_down_is_unavailable()
    {
        await using ConnectionMultiplexer connection = await Server.ConnectAsync(Hasten);
        RedisKeyValueStore store = await RedisKeyValueStore.CreateAsync(connection);
        await Server.KillAsync();
        Assert.Equal(
            KeyValueError.Unavailable,
            (await Assert.ThrowsAsync<KeyValueException>(() => store.GetAsync(space, "n", default).AsTask())).Error);
        Assert.Equal(
            KeyValueError.Unavailable,
            (await Assert.ThrowsAsync<KeyValueException>(() => store.ApplyAsync(space, quota, increment, default).AsTask())).Error);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_in_time_has_timed_out()
    {
        await using ConnectionMultiplexer connection = await Server.ConnectAsync(Hasten);
        RedisKeyValueStore store = await RedisKeyValueStore.CreateAsync(connection);
        await Server.ExecuteAsync("CLIENT", "PAUSE", 60_000, "ALL");
        Assert.Equal(
            KeyValueError.TimedOut,
            (await Assert.ThrowsAsync<KeyValueException>(() => store.ApplyAsync(space, quota, increment, default).AsTask())).Error);
    }

    [Fact]
    public async Task A_call_ends_with_its_token_while_the_server_is_stopped_and_its_write_is_made_once_all_the_same()
    {
        await using ConnectionMultiplexer connection = await Server.ConnectAsync();
        RedisKeyValueStore store = await RedisKeyValueStore.CreateAsync(connection);
        await store.ApplyAsync(space, quota, increment, default);
        Server.Stop();
        using CancellationTokenSource call = new();
        byte[] lent = Encoding.UTF8.GetBytes("as it was");
        Task write = store.ApplyAsync(space, quota, [.. increment, new KeyValueWrite.Put("v", lent, null, null)], call.Token).AsTask();
        Task read = store.GetAsync(space, "n", call.Token).AsTask();
        Task list = store.ListAsync(space, "", null, 10, call.Token).AsTask();
        await call.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => write);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => list);
        Array.Clear(lent);
        Server.Continue();
        Assert.Equal("2", await TextAsync(store, "n"));
        Assert.Equal("as it was", await TextAsync(store, "v"));
    }

    [Fact]
    public async Task A_server_that_forgot_the_scripts_gets_them_again()
    {
        await using ConnectionMultiplexer connection = await Server.ConnectAsync();
        RedisKeyValueStore store = await RedisKeyValueStore.CreateAsync(connection);
        for (int expected = 1; expected <= 3; expected++)
        {
            await Server.ExecuteAsync("SCRIPT", "FLUSH");
            Assert.Equal(expected, (await store.ApplyAsync(space, quota, increment, default))[0].Number);
        }
    }

    [Fact]
    public async Task A_server_without_memory_refuses_in_words_and_has_written_nothing()
    {
        await using ConnectionMultiplexer connection = await Server.ConnectAsync();
        RedisKeyValueStore store = await RedisKeyValueStore.CreateAsync(connection);
        await store.ApplyAsync(space, quota, increment, default);
        await Server.ExecuteAsync("CONFIG", "SET", "maxmemory", "1mb");
        KeyValueException failure = await Assert.ThrowsAsync<KeyValueException>(
            () => store.ApplyAsync(space, quota, [.. increment, new KeyValueWrite.Put("v", new byte[100], null, null)], default).AsTask());
        Assert.Equal(KeyValueError.Unavailable, failure.Error);
        Assert.Contains("OOM", failure.Message, StringComparison.Ordinal);
        failure = await Assert.ThrowsAsync<KeyValueException>(
            () => store.ApplyAsync(space, quota, [new KeyValueWrite.Put("v", new byte[10_000], null, null)], default).AsTask());
        Assert.Contains("OOM", failure.Message, StringComparison.Ordinal);

        await Server.ExecuteAsync("CONFIG", "SET", "maxmemory", "0");
        Assert.Equal(["n"], (await store.ListAsync(space, "", null, 10, default)).Keys);
        Assert.Equal(2, (await store.ApplyAsync(space, quota, increment, default))[0].Number);
    }

    [Fact]
    public async Task Two_prefixes_are_two_stores()
    {
        await using ConnectionMultiplexer connection = await Server.ConnectAsync();
        RedisKeyValueStore one = await RedisKeyValueStore.CreateAsync(connection, new RedisStoreOptions { KeyPrefix = "one" });
        RedisKeyValueStore other = await RedisKeyValueStore.CreateAsync(connection, new RedisStoreOptions { KeyPrefix = "other" });
        await one.ApplyAsync(space, quota, increment, default);
        Assert.Null(await other.GetAsync(space, "n", default));
        Assert.Equal("1", await TextAsync(one, "n"));
    }

    /// <summary>Gives the client a second to keep a command back while it is not connected, and for an answer.</summary>
    private static void Hasten(ConfigurationOptions options) => options.SyncTimeout = options.AsyncTimeout = 1_000;

    private static async Task<string?> TextAsync(RedisKeyValueStore store, string key) =>
        await store.GetAsync(space, key, default) is { } value ? Encoding.UTF8.GetString(value) : null;

    /// <summary>Waits until the client has sent what it was given.</summary>
    private static async Task SentAsync(ConnectionMultiplexer connection, long operations)
    {
        using CancellationTokenSource late = new(TimeSpan.FromSeconds(10));
        while (connection.GetCounters().Interactive is { } counters
            && (counters.SentItemsAwaitingResponse < operations || counters.PendingUnsentItems > 0))
        {
            late.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
