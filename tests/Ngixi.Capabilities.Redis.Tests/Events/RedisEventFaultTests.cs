using System.Diagnostics;
using System.Text;
using Ngixi.Capabilities.Redis.Tests.Servers;
using StackExchange.Redis;

namespace Ngixi.Capabilities.Redis.Tests.Events;

/// <summary>Servers that are down, slow, full or new: each has its error, and the store works when they do.</summary>
public sealed class RedisEventFaultTests : IAsyncLifetime
{
    private RedisServer? server;
    private ConnectionMultiplexer? connection;
    private RedisEventStore? store;

    private RedisServer Server => server!;

    private RedisEventStore Store => store!;

    public async Task InitializeAsync()
    {
        server = await RedisServer.StartAsync();
        connection = await server.ConnectAsync();
        store = await RedisEventStore.CreateAsync(connection);
        await store.OpenTopicAsync(new EventTopic("t"), default);
        await store.OpenGroupAsync("t", new EventGroup("g"), default);
    }

    public async Task DisposeAsync()
    {
        await connection!.DisposeAsync();
        await Server.DisposeAsync();
    }

    [Fact]
    public async Task A_server_that_is_down_at_the_start_is_unavailable()
    {
        await Server.KillAsync();
        await using ConnectionMultiplexer late = await Server.ConnectAsync(options => options.SyncTimeout = 1_000);
        EventException failure = await Assert.ThrowsAsync<EventException>(() => RedisEventStore.CreateAsync(late));
        Assert.Equal(EventError.Unavailable, failure.Error);
    }

    [Fact]
    public async Task A_server_that_ends_in_the_middle_of_a_call_is_unavailable_and_the_same_store_works_when_it_is_back()
    {
        await PublishAsync("a");
        await Server.ExecuteAsync("CLIENT", "PAUSE", 60_000, "ALL");
        Task publish = PublishAsync("b").AsTask();
        Task take = TakeAsync();
        await Server.KillAsync();
        Assert.Equal(EventError.Unavailable, (await Assert.ThrowsAsync<EventException>(() => publish)).Error);
        Assert.Equal(EventError.Unavailable, (await Assert.ThrowsAsync<EventException>(() => take)).Error);

        await Server.StartAgainAsync();
        Assert.Equal(2UL, await PublishAsync("c"));
        Assert.Equal(["a", "c"], await TakeAsync());
    }

    [Fact]
    public async Task A_server_that_does_not_answer_in_time_has_timed_out()
    {
        await using ConnectionMultiplexer hasty = await Server.ConnectAsync(options => options.AsyncTimeout = 1_000);
        RedisEventStore impatient = await RedisEventStore.CreateAsync(hasty);
        await Server.ExecuteAsync("CLIENT", "PAUSE", 60_000, "ALL");
        EventException failure = await Assert.ThrowsAsync<EventException>(
            () => impatient.TakeAsync("t", "g", 1, 100, default).AsTask());
        Assert.Equal(EventError.TimedOut, failure.Error);
    }

    [Fact]
    public async Task A_call_ends_with_its_token_while_the_server_is_stopped_and_what_it_sent_is_done_once()
    {
        await PublishAsync("a");
        Server.Stop();
        using CancellationTokenSource call = new();
        byte[] lent = Encoding.UTF8.GetBytes("as it was");
        Task publish = Store.TryPublishAsync("t", new NewEvent(lent), call.Token).AsTask();
        Task take = Store.TakeAsync("t", "g", 1, 100, call.Token).AsTask();
        Task wait = Store.WaitForEventsAsync("t", "g", call.Token).AsTask();
        await call.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => publish);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => take);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        Array.Clear(lent);
        Server.Continue();
        Assert.Equal(3UL, await PublishAsync("b"));
        EventTopicState state = (await Store.FindTopicAsync("t", default))!;
        Assert.Equal((3UL, 3L, 11L), (state.LastSequence, state.Events, state.Bytes));
    }

    [Fact]
    public async Task A_server_that_forgot_the_scripts_gets_them_again()
    {
        for (int number = 1; number <= 3; number++)
        {
            await Server.ExecuteAsync("SCRIPT", "FLUSH");
            Assert.Equal((ulong)number, await PublishAsync($"{number}"));
            await Server.ExecuteAsync("SCRIPT", "FLUSH");
            Assert.Equal([$"{number}"], await TakeAsync());
        }
    }

    [Fact]
    public async Task A_server_without_memory_refuses_in_words_and_has_changed_nothing()
    {
        await PublishAsync("a");
        await Server.ExecuteAsync("CONFIG", "SET", "maxmemory", "1mb");
        EventException failure = await Assert.ThrowsAsync<EventException>(() => PublishAsync("b").AsTask());
        Assert.Equal(EventError.Unavailable, failure.Error);
        Assert.Contains("OOM", failure.Message, StringComparison.Ordinal);

        // What was published can still be handled, which makes space.
        IReadOnlyList<TakenEvent> taken = (await Store.TakeAsync("t", "g", 10, 100, default)).Events;
        Assert.Equal(1, await Store.SettleAsync("t", "g", [new EventSettlement.Ack(Assert.Single(taken).Receipt)], default));
        await Server.ExecuteAsync("CONFIG", "SET", "maxmemory", "0");
        Assert.Equal(2UL, await PublishAsync("c"));
        Assert.Equal(["c"], await TakeAsync());
    }

    [Fact]
    public async Task A_message_wakes_a_taker_in_another_host()
    {
        await using ConnectionMultiplexer elsewhere = await Server.ConnectAsync();
        RedisEventStore other = await RedisEventStore.CreateAsync(elsewhere);
        TimeSpan quickest = TimeSpan.MaxValue;
        for (int time = 0; time < 5; time++)
        {
            Task waiting = other.WaitForEventsAsync("t", "g", default).AsTask();
            await SubscribedAsync();
            Stopwatch watch = Stopwatch.StartNew();
            await PublishAsync("a");
            await waiting;
            quickest = watch.Elapsed < quickest ? watch.Elapsed : quickest;
            await TakeAsync();
        }

        // Without the message, a taker looks after a second.
        Assert.InRange(quickest, TimeSpan.Zero, TimeSpan.FromMilliseconds(500));
    }

    [Fact]
    public async Task A_message_that_is_lost_keeps_a_taker_for_a_second_at_most()
    {
        Task waiting = Store.WaitForEventsAsync("t", "g", default).AsTask();
        await SubscribedAsync();

        // As the script does, but for the message.
        await Server.ExecuteAsync("XADD", "{ngixi}:events:t", "1-1", "payload", "a", "about", "0 0  ");
        byte[] counts = [.. Enumerable.Repeat(BitConverter.GetBytes(1.0), 3).SelectMany(number => number)];
        await Server.ExecuteAsync("SETRANGE", "{ngixi}:events:t:topic", 0, counts);
        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(["a"], await TakeAsync());
    }

    [Fact]
    public async Task A_topic_may_keep_more_bytes_than_numbers_of_scripts_are_exact_for()
    {
        await Store.OpenTopicAsync(new EventTopic("u") { MaxBytes = long.MaxValue, MaxEvents = int.MaxValue });
        Assert.Equal(1UL, await Store.TryPublishAsync("u", new NewEvent(new byte[1])));
        EventTopicState state = (await Store.FindTopicAsync("u"))!;
        Assert.Equal((1L << 53, int.MaxValue, 1L), (state.Topic.MaxBytes, state.Topic.MaxEvents, state.Bytes));
    }

    [Fact]
    public async Task Operators_see_the_groups_and_what_they_hold()
    {
        await PublishAsync("a");
        await PublishAsync("b");
        await PublishAsync("c");
        IReadOnlyList<TakenEvent> taken = (await Store.TakeAsync("t", "g", 2, 100, default)).Events;
        await Store.SettleAsync("t", "g", [new EventSettlement.Retry(taken[0].Receipt, TimeSpan.FromDays(1), "later")], default);
        RedisResult[] pending = (RedisResult[])(await Server.ExecuteAsync("XPENDING", "{ngixi}:events:t", "g", "-", "+", 10))!;
        Assert.Equal(
            [("1-1", "waiting", 1), ("2-1", "taken", 1)],
            pending.Select(entry => ((string)entry[0]!, (string)entry[1]!, (int)entry[3])));
        Assert.Equal(3, (int)await Server.ExecuteAsync("XLEN", "{ngixi}:events:t"));
    }

    private ValueTask<ulong> PublishAsync(string text) => Store.TryPublishAsync("t", new NewEvent(Encoding.UTF8.GetBytes(text)), default);

    private async Task<string[]> TakeAsync() =>
        [.. (await Store.TakeAsync("t", "g", 10, 100, default)).Events
            .Select(taken => Encoding.UTF8.GetString(((TakenEvent.Event)taken).Payload.Span))];

    /// <summary>Waits until someone listens for events of the topic.</summary>
    private async Task SubscribedAsync()
    {
        using CancellationTokenSource late = new(TimeSpan.FromSeconds(30));
        while ((int)(await Server.ExecuteAsync("PUBSUB", "NUMSUB", "{ngixi}:events:t:events"))[1] == 0)
        {
            late.Token.ThrowIfCancellationRequested();
        }
    }
}
