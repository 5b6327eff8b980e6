using System.Text.RegularExpressions;
using Ngixi.Capabilities.Redis.Tests.Servers;
using StackExchange.Redis;

namespace Ngixi.Capabilities.Redis.Tests;

/// <summary>What is usual takes few commands of the server, whatever its time is worth: the scripts take the quick way.</summary>
public sealed partial class RedisCommandTests : IAsyncLifetime
{
    private static readonly KeyValueNamespace space = new("commands");

    private RedisServer? server;
    private ConnectionMultiplexer? connection;

    private RedisServer Server => server!;

    public async Task InitializeAsync()
    {
        server = await RedisServer.StartAsync();
        connection = await server.ConnectAsync();
    }

    public async Task DisposeAsync()
    {
        await connection!.DisposeAsync();
        await Server.DisposeAsync();
    }

    [Fact]
    public async Task A_put_without_a_condition_is_one_script_of_four_commands()
    {
        RedisKeyValueStore store = await RedisKeyValueStore.CreateAsync(connection!);
        Task PutAsync(int bytes) =>
            store.ApplyAsync(space, new KeyValueQuota(), [new KeyValueWrite.Put("k", new byte[bytes], null, null)]).AsTask();
        await PutAsync(1);
        Assert.Equal("evalsha hmget hset set time", await CommandsAsync(() => PutAsync(100)));
        Assert.Equal("evalsha hmget hset persist rename setex time", await CommandsAsync(() => PutAsync(10_000)));

        // One that expires at another time changes nothing.
        await store.ApplyAsync(space, new KeyValueQuota(), [new KeyValueWrite.Put("l", new byte[1], TimeSpan.FromDays(1), null)]);
        Assert.Equal("evalsha hmget hset set time", await CommandsAsync(() => PutAsync(100)));
    }

    [Fact]
    public async Task Events_that_are_published_taken_and_handled_are_scripts_of_few_commands_however_many_there_are()
    {
        RedisEventStore store = await RedisEventStore.CreateAsync(connection!);
        await store.OpenTopicAsync(new EventTopic("t"));
        await store.OpenGroupAsync("t", new EventGroup("g"));
        EventBatch taken = new([], 0);
        async Task PublishAsync() => await store.TryPublishAsync("t", new NewEvent(new byte[100]));
        async Task TakeAsync() => taken = await store.TakeAsync("t", "g", 100, 10_000);
        async Task AckAsync() => Assert.Equal(
            taken.Events.Count,
            await store.SettleAsync("t", "g", [.. taken.Events.Select(item => new EventSettlement.Ack(item.Receipt))]));
        await PublishAsync();
        await TakeAsync();
        await AckAsync();
        Assert.Equal("evalsha get set time xadd", await CommandsAsync(PublishAsync));
        for (int more = 0; more < 15; more++)
        {
            await PublishAsync();
        }

        Assert.Equal("evalsha get hgetall hset time xreadgroup zadd zrangebyscore", await CommandsAsync(TakeAsync));
        Assert.Equal(16, taken.Events.Count);
        Assert.Equal("evalsha get hkeys set xack xdel xpending zrem", await CommandsAsync(AckAsync));

        // Only one who waits is told.
        Task waiting = store.WaitForEventsAsync("t", "g").AsTask();
        while (((byte[])(await connection!.GetDatabase().StringGetAsync("{ngixi}:events:t:topic"))!)[^1] != (byte)'w')
        {
            await Task.Yield();
        }

        Assert.Equal("evalsha get publish set time xadd", await CommandsAsync(PublishAsync));
        await waiting;
        Assert.Equal("evalsha get set time xadd", await CommandsAsync(PublishAsync));
    }

    /// <summary>Gets the commands that the server runs, each by its name as often as it was called.</summary>
    private async Task<string> CommandsAsync(Func<Task> work)
    {
        await Server.ExecuteAsync("CONFIG", "RESETSTAT");
        await work();
        string info = (string)(await connection!.GetDatabase().ExecuteAsync("INFO", "commandstats"))!;
        string[] own = ["echo", "hello", "info", "ping"];
        return string.Join(' ', Stat().Matches(info)
            .Select(stat => (Name: stat.Groups["name"].Value, Calls: int.Parse(stat.Groups["calls"].ValueSpan)))
            .Where(stat => !own.Contains(stat.Name) && !stat.Name.Contains('|', StringComparison.Ordinal))
            .SelectMany(stat => Enumerable.Repeat(stat.Name, stat.Calls))
            .Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"^cmdstat_(?<name>\S+?):calls=(?<calls>\d+)", RegexOptions.Multiline)]
    private static partial Regex Stat();
}
