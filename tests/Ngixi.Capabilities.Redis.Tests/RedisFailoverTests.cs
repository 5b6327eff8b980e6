using System.Text;
using Ngixi.Capabilities.Redis.Tests.Servers;
using StackExchange.Redis;

namespace Ngixi.Capabilities.Redis.Tests;

/// <summary>A failover loses what the replica had not, as docs/capabilities/redis.md says, and nothing else goes wrong.</summary>
public sealed class RedisFailoverTests : IAsyncLifetime
{
    private static readonly KeyValueNamespace space = new("failover");
    private static readonly KeyValueQuota quota = new() { MaxKeys = 2 };

    private RedisServer? primary;
    private RedisServer? replica;
    private ConnectionMultiplexer? connection;

    public async Task InitializeAsync()
    {
        primary = await RedisServer.StartAsync("--repl-diskless-sync-delay", "0");
        replica = await RedisServer.StartAsync("--replicaof", $"127.0.0.1 {primary.Port}");
        connection = await primary.ConnectAsync(options =>
        {
            options.EndPoints.Add(replica.EndPoint);
            options.ConfigCheckSeconds = 1;
            options.SyncTimeout = 2_000;
        });
    }

    public async Task DisposeAsync()
    {
        await connection!.DisposeAsync();
        await replica!.DisposeAsync();
        await primary!.DisposeAsync();
    }

    [Fact]
    public async Task A_version_does_not_come_again_and_the_quota_is_that_of_what_is_left()
    {
        RedisKeyValueStore store = await RedisKeyValueStore.CreateAsync(connection!);
        await PutAsync(store, "kept");
        await PromoteAsync();
        ulong lost = await PutAsync(store, "lost");
        await primary!.KillAsync();

        await UntilBackAsync(() => store.ListAsync(space, "", null, 10, default).AsTask());
        Assert.Equal(["kept"], (await store.ListAsync(space, "", null, 10, default)).Keys);
        Assert.True(await PutAsync(store, "new") > lost);
        KeyValueException full = await Assert.ThrowsAsync<KeyValueException>(() => PutAsync(store, "too many"));
        Assert.Equal(KeyValueError.QuotaExceeded, full.Error);
    }

    [Fact]
    public async Task A_sequence_comes_again_and_what_was_settled_in_the_lost_time_is_delivered_again()
    {
        RedisEventStore store = await RedisEventStore.CreateAsync(connection!);
        await store.OpenTopicAsync(new EventTopic("t"), default);
        await store.OpenGroupAsync("t", new EventGroup("g") { Lease = TimeSpan.FromMilliseconds(1) }, default);
        Assert.Equal(1UL, await PublishAsync(store, "kept"));
        await PromoteAsync();
        Assert.Equal(2UL, await PublishAsync(store, "lost"));
        IReadOnlyList<TakenEvent> taken = (await store.TakeAsync("t", "g", 10, 100, default)).Events;
        Assert.Equal(2, await store.SettleAsync("t", "g", [.. taken.Select(item => new EventSettlement.Ack(item.Receipt))], default));
        await primary!.KillAsync();

        await UntilBackAsync(() => store.FindTopicAsync("t", default).AsTask());
        Assert.Equal(2UL, await PublishAsync(store, "new"));
        Assert.Equal(
            [("kept", new EventReceipt(1, 1)), ("new", new EventReceipt(2, 1))],
            (await store.TakeAsync("t", "g", 10, 100, default)).Events
                .Select(item => (Encoding.UTF8.GetString(((TakenEvent.Event)item).Payload.Span), item.Receipt)));
    }

    private static async Task<ulong> PutAsync(RedisKeyValueStore store, string key) =>
        (await store.ApplyAsync(space, quota, [new KeyValueWrite.Put(key, new byte[1], null, null)], default))[0].Version;

    private static ValueTask<ulong> PublishAsync(RedisEventStore store, string text) =>
        store.TryPublishAsync("t", new NewEvent(Encoding.UTF8.GetBytes(text)), default);

    /// <summary>Makes the replica a primary, when it has what was written: what comes after is lost.</summary>
    private async Task PromoteAsync()
    {
        using CancellationTokenSource late = new(TimeSpan.FromSeconds(60));
        while ((int)await primary!.ExecuteAsync("WAIT", 1, 1_000) == 0)
        {
            late.Token.ThrowIfCancellationRequested();
        }

        await replica!.ExecuteAsync("REPLICAOF", "NO", "ONE");
    }

    /// <summary>Waits until the client has found the new primary.</summary>
    private static async Task UntilBackAsync(Func<Task> call)
    {
        using CancellationTokenSource late = new(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                await call();
                return;
            }
            catch (Exception exception) when (exception is KeyValueException or EventException)
            {
                late.Token.ThrowIfCancellationRequested();
            }
        }
    }
}
