using System.Text;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Capabilities.Tests.Support;

namespace Ngixi.Capabilities.Tests.KeyValue;

/// <summary>A store that makes writes later says so, and keeps to what it says.</summary>
public sealed class EventualKeyValueTests : IAsyncDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);
    private static readonly KeyValueNamespace Space = new($"module {Guid.NewGuid():N}");

    private readonly FakeTimeProvider time = new();
    private readonly FakeLogger logger = new();
    private readonly MemoryKeyValueStore memory;
    private readonly ScriptedStore beneath;
    private EventualKeyValueStore store;

    public EventualKeyValueTests()
    {
        memory = new MemoryKeyValueStore(time);
        beneath = new ScriptedStore(memory);
        store = Open();
    }

    public async ValueTask DisposeAsync() => await store.DisposeAsync();

    [Fact]
    public void It_promises_what_the_store_beneath_does_but_for_the_window()
    {
        ScriptedStore durable = new() { Guarantees = new(KeyValueConsistency.Strong, true, true, true, TimeSpan.Zero) };
        KeyValueGuarantees promised = new EventualKeyValueStore(durable).Guarantees;
        Assert.Equal(new KeyValueGuarantees(KeyValueConsistency.Eventual, true, true, true, Window), promised);
        Assert.Throws<ArgumentException>(() => new GuestKeyValue(store, "billing"));
    }

    [Fact]
    public async Task A_write_is_seen_here_at_once_and_made_within_the_window()
    {
        KeyValueResult result = await ApplyAsync(Put("k", "v"));
        Assert.Equal(KeyValueResult.NotYet, result.Version);
        Assert.Equal("v", await GetAsync("k"));
        Assert.True(await store.ExistsAsync(Space, "k", CancellationToken.None));
        Assert.Null(await MadeAsync("k"));
        Assert.Empty(beneath.Applied);
        time.Advance(Window / 2);
        Assert.Equal("v", await MadeAsync("k"));
        Assert.Equal("v", await GetAsync("k"));
    }

    [Fact]
    public async Task Many_writes_are_handed_over_together_and_the_last_of_each_key_alone()
    {
        for (int round = 0; round < 3; round++)
        {
            for (int key = 0; key < 150; key++)
            {
                await ApplyAsync(Put($"k{key}", $"{round}"));
            }
        }

        await FlushAsync();
        Assert.Equal([100, 50], beneath.Applied.Select(writes => writes.Count));
        Assert.Equal("2", await MadeAsync("k149"));
        await FlushAsync();
        Assert.Equal(2, beneath.Applied.Count);
    }

    [Fact]
    public async Task A_delete_tells_whether_there_was_a_value()
    {
        await memory.ApplyAsync(Space, new(), [Put("old", "v")], CancellationToken.None);
        Assert.Equal(0UL, (await ApplyAsync(Delete("none"))).Version);
        Assert.NotEqual(0UL, (await ApplyAsync(Delete("old"))).Version);
        Assert.Equal(0UL, (await ApplyAsync(Delete("old"))).Version);
        await ApplyAsync(Put("new", "v"));
        Assert.NotEqual(0UL, (await ApplyAsync(Delete("new"))).Version);
        Assert.Null(await GetAsync("old"));
        Assert.Equal("v", await MadeAsync("old"));
        await FlushAsync();
        Assert.Null(await MadeAsync("old"));
        Assert.Null(await MadeAsync("new"));
    }

    [Fact]
    public async Task What_needs_to_know_waits_for_what_was_accepted_before()
    {
        await ApplyAsync(Put("n", "5"));
        Assert.Equal(7, (await ApplyAsync(new KeyValueWrite.Increment("n", 2, null))).Number);
        await ApplyAsync(Put("k", "v"));
        KeyValueEntry? entry = await store.FindAsync(Space, "k", CancellationToken.None);
        Assert.InRange(entry!.Version, 1UL, KeyValueResult.NotYet - 1);
        await ApplyAsync(Put("k", "w"));
        KeyValueException stale = await Assert.ThrowsAsync<KeyValueException>(
            async () => await ApplyAsync(new KeyValueWrite.Put("k", "x"u8.ToArray(), null, entry.Version)));
        Assert.Equal(KeyValueError.VersionMismatch, stale.Error);
        await Assert.ThrowsAsync<KeyValueException>(
            async () => await ApplyAsync(new KeyValueWrite.Put("k", "x"u8.ToArray(), null, KeyValueResult.NotYet)));
        Assert.Equal("w", await MadeAsync("k"));
        await ApplyAsync(Put("l", "v"));
        Assert.Equal(["k", "l", "n"], (await store.ListAsync(Space, "", null, 10, CancellationToken.None)).Keys);
        await ApplyAsync(Put("m", "1"));
        await store.ApplyAsync(Space, new(), [new KeyValueWrite.Increment("m", 1, null), Delete("n")], CancellationToken.None);
        Assert.Equal("2", await MadeAsync("m"));
    }

    [Fact]
    public async Task Time_goes_on_for_what_waits()
    {
        await memory.ApplyAsync(Space, new(), [Put("gone", "before")], CancellationToken.None);
        await ApplyAsync(Put("gone", "v", TimeSpan.FromMilliseconds(100)));
        await ApplyAsync(Put("k", "v", TimeSpan.FromSeconds(2)));
        time.Advance(TimeSpan.FromMilliseconds(99));
        Assert.Equal("v", await GetAsync("gone"));
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(await GetAsync("gone"));
        Assert.False(await store.ExistsAsync(Space, "gone", CancellationToken.None));
        time.Advance(Window / 2);
        Assert.Null(await MadeAsync("gone"));
        KeyValueEntry? made = await memory.FindAsync(Space, "k", CancellationToken.None);
        Assert.Equal(TimeSpan.FromSeconds(2), made!.TimeToLive + TimeSpan.FromMilliseconds(100) + (Window / 2));
    }

    [Fact]
    public async Task The_memory_of_a_value_is_the_callers_on_both_sides()
    {
        byte[] value = "v"u8.ToArray();
        await ApplyAsync(new KeyValueWrite.Put("k", value, null, null));
        value[0] = 0;
        byte[]? got = await store.GetAsync(Space, "k", CancellationToken.None);
        got![0] = 0;
        Assert.Equal("v", await GetAsync("k"));
        await FlushAsync();
        Assert.Equal("v", await MadeAsync("k"));
    }

    [Fact]
    public async Task A_host_that_is_killed_at_any_time_loses_at_most_the_window()
    {
        foreach (int seed in Tries.Seeds(usualCount: 50))
        {
            FakeTimeProvider clock = new();
            IKeyValueStore kept = new MemoryKeyValueStore(clock);
            EventualKeyValueStore dropped = new(kept, time: clock);
            Random random = new(seed);
            Dictionary<string, List<(string? Value, DateTimeOffset Accepted)>> accepted = [];
            for (int step = 0; step < 60; step++)
            {
                string key = $"k{random.Next(8)}";
                await dropped.ApplyAsync(Space, new(), [Put(key, $"{step}")], CancellationToken.None);
                accepted.TryAdd(key, [(null, DateTimeOffset.MinValue)]);
                accepted[key].Add(($"{step}", clock.GetUtcNow()));
                clock.Advance(TimeSpan.FromMilliseconds(random.Next(300)));

                // Were it killed now, this is all that there is.
                DateTimeOffset killed = clock.GetUtcNow();
                foreach ((string written, List<(string? Value, DateTimeOffset Accepted)> writes) in accepted)
                {
                    string? made = Text(await kept.GetAsync(Space, written, CancellationToken.None));
                    int mustBeMade = writes.FindLastIndex(write => killed - write.Accepted >= Window);
                    Assert.InRange(writes.FindIndex(write => write.Value == made), mustBeMade, writes.Count - 1);
                }
            }
        }
    }

    [Fact]
    public async Task A_write_that_comes_while_an_older_one_is_on_its_way_is_seen_and_made_after_it()
    {
        TaskCompletionSource gate = new();
        beneath.First = _ => gate.Task;
        await ApplyAsync(Put("k", "1"));
        Task flushed = FlushAsync();
        Assert.False(flushed.IsCompleted);
        Assert.Equal("1", await GetAsync("k"));
        await ApplyAsync(Put("k", "2"));
        Task flushedAgain = FlushAsync();
        Assert.Equal("2", await GetAsync("k"));
        gate.SetResult();
        await flushed;
        await flushedAgain;
        Assert.Equal("2", await MadeAsync("k"));
        Assert.Equal(["1", "2"], beneath.Applied.Select(writes => Text(((KeyValueWrite.Put)writes[0]).Value.ToArray())));
    }

    [Fact]
    public async Task A_full_buffer_makes_the_writer_wait()
    {
        store = Open(new EventualKeyValueOptions { MaxKeys = 2, MaxBytes = 10 });
        TaskCompletionSource gate = new();
        beneath.First = _ => gate.Task;
        await ApplyAsync(Put("a", "1"));
        await ApplyAsync(Put("b", "1"));
        await ApplyAsync(Put("b", "2"));
        Task<KeyValueResult> third = ApplyAsync(Put("c", "1")).AsTask();
        using CancellationTokenSource ending = new();
        Task ended = store.ApplyAsync(Space, new(), [Put("d", "1")], ending.Token).AsTask();
        Assert.False(third.IsCompleted);
        await ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ended);
        gate.SetResult();
        await third;
        Assert.Equal("2", await MadeAsync("b"));
        Assert.Null(await MadeAsync("d"));

        // What is larger than the buffer does not wait in it.
        KeyValueResult large = await ApplyAsync(Put("l", "1234567890"));
        Assert.NotEqual(KeyValueResult.NotYet, large.Version);
    }

    [Fact]
    public async Task What_the_store_refuses_later_is_lost_told_once_logged_and_counted()
    {
        using MetricCollector<long> counted = new(null, CapabilityTelemetry.Name, "ngixi.key_value.lost");
        KeyValueQuota quota = new() { MaxKeys = 1 };
        await store.ApplyAsync(Space, quota, [Put("a", "1")], CancellationToken.None);
        await store.ApplyAsync(Space, quota, [Put("b\u202e", "1")], CancellationToken.None);
        await store.ApplyAsync(Space, quota, [Put("c", "1")], CancellationToken.None);
        time.Advance(Window / 2);
        KeyValueException lost = await Assert.ThrowsAsync<KeyValueException>(async () => await ApplyAsync(Put("d", "1")));
        Assert.Equal(KeyValueError.Lost, lost.Error);
        Assert.StartsWith("2 earlier writes could not be made: ", lost.Message, StringComparison.Ordinal);
        Assert.Equal(["a"], (await memory.ListAsync(Space, "", null, 10, CancellationToken.None)).Keys);
        Assert.Null(await GetAsync("c"));
        await FlushAsync();
        Assert.Equal(2, logger.Collector.Count);
        Assert.Contains("is lost, of the key `b\\u202e`: ", logger.Collector.GetSnapshot()[0].Message, StringComparison.Ordinal);
        Assert.Equal(2, counted.GetMeasurementSnapshot().Count(each => (string?)each.Tags["wasm.module"] == Space.Module));

        await store.ApplyAsync(Space, quota, [Put("c", "1")], CancellationToken.None);
        lost = await Assert.ThrowsAsync<KeyValueException>(FlushAsync);
        Assert.Equal(KeyValueError.Lost, lost.Error);
        await FlushAsync();
    }

    [Fact]
    public async Task A_condition_is_not_checked_where_what_it_depends_on_was_lost()
    {
        KeyValueQuota none = new() { MaxKeys = 0 };
        await store.ApplyAsync(Space, none, [Put("a", "1")], CancellationToken.None);
        KeyValueException lost = await Assert.ThrowsAsync<KeyValueException>(
            async () => await ApplyAsync(new KeyValueWrite.Put("b", "1"u8.ToArray(), null, 0)));
        Assert.Equal(KeyValueError.Lost, lost.Error);
        Assert.Null(await MadeAsync("b"));
    }

    [Fact]
    public async Task A_store_that_comes_back_gets_all_that_waited()
    {
        beneath.First = _ => throw new KeyValueException(KeyValueError.Unavailable, "It is down.");
        await ApplyAsync(Put("a", "1"));
        await ApplyAsync(Put("b", "1"));
        for (int tries = 0; tries < 10; tries++)
        {
            time.Advance(Window);
            await ApplyAsync(Put("a", $"{tries}"));
        }

        KeyValueException down = await Assert.ThrowsAsync<KeyValueException>(FlushAsync);
        Assert.Equal(KeyValueError.Unavailable, down.Error);
        Assert.Equal("9", await GetAsync("a"));
        Assert.Equal("1", await GetAsync("b"));
        Assert.Equal(1, logger.Collector.Count);
        beneath.First = _ => Task.CompletedTask;
        time.Advance(Window);
        Assert.Equal("9", await MadeAsync("a"));
        Assert.Equal("1", await MadeAsync("b"));
        await FlushAsync();
    }

    [Fact]
    public async Task A_store_that_stays_away_loses_what_waited_for_too_long()
    {
        store = Open(new EventualKeyValueOptions { RetryFor = TimeSpan.FromSeconds(10) });
        beneath.First = _ => throw new InvalidOperationException("It is broken.");
        await ApplyAsync(Put("old", "1"));
        time.Advance(TimeSpan.FromSeconds(9));
        await ApplyAsync(Put("new", "1"));
        time.Advance(TimeSpan.FromSeconds(1));
        beneath.First = _ => Task.CompletedTask;
        KeyValueException lost = await Assert.ThrowsAsync<KeyValueException>(FlushAsync);
        Assert.Equal(KeyValueError.Lost, lost.Error);
        Assert.Equal("1 earlier writes could not be made: It is broken.", lost.Message);
        Assert.Null(await MadeAsync("old"));
        Assert.Equal("1", await MadeAsync("new"));
    }

    [Fact]
    public async Task A_store_that_hangs_is_left_in_time_and_the_writes_wait_on()
    {
        store = Open(new EventualKeyValueOptions { RetryFor = TimeSpan.FromSeconds(10) });
        beneath.First = token => Task.Delay(Timeout.Infinite, token);
        await ApplyAsync(Put("k", "1"));
        time.Advance(Window / 2);
        time.Advance(TimeSpan.FromSeconds(5));
        await ApplyAsync(Put("l", "1"));
        beneath.First = _ => Task.CompletedTask;
        time.Advance(TimeSpan.FromSeconds(5));
        KeyValueException lost = await Assert.ThrowsAsync<KeyValueException>(FlushAsync);
        Assert.Equal(KeyValueError.Lost, lost.Error);
        Assert.Equal("1", await MadeAsync("l"));
    }

    [Fact]
    public async Task To_dispose_of_it_makes_what_waits_and_accepts_no_more()
    {
        await ApplyAsync(Put("k", "v"));
        await store.DisposeAsync();
        await store.DisposeAsync();
        Assert.Equal("v", await MadeAsync("k"));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await ApplyAsync(Put("k", "w")));
        time.Advance(Window);
        Assert.Equal("v", await MadeAsync("k"));
        Assert.Equal(0, logger.Collector.Count);
    }

    [Fact]
    public async Task What_cannot_be_made_at_the_end_is_in_the_log()
    {
        beneath.First = _ => throw new KeyValueException(KeyValueError.Unavailable, "It is down.");
        await ApplyAsync(Put("k", "v"));
        await store.DisposeAsync();
        Assert.Contains("is lost, of the key `k`", logger.LatestRecord.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writers_and_flushes_at_the_same_time_lose_nothing_and_keep_the_order_of_each_key()
    {
        beneath.First = async _ => await Task.Yield();
        store = Open(new EventualKeyValueOptions { MaxKeys = 20 });
        const int Rounds = 200;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (int round = 0; round < Rounds; round++)
            {
                await ApplyAsync(Put($"{writer}/{round % 5}", $"{round}"));
                Assert.Equal($"{round}", await GetAsync($"{writer}/{round % 5}"));
                switch (round % 50)
                {
                    case 10:
                        await FlushAsync();
                        break;
                    case 20:
                        await ApplyAsync(new KeyValueWrite.Increment("sum", 1, null));
                        break;
                    case 30:
                        Assert.NotNull(await store.FindAsync(Space, $"{writer}/0", CancellationToken.None));
                        break;
                }
            }
        })));
        await FlushAsync();
        for (int writer = 0; writer < 8; writer++)
        {
            for (int key = 0; key < 5; key++)
            {
                Assert.Equal($"{Rounds - 5 + key}", await MadeAsync($"{writer}/{key}"));
            }
        }

        Assert.Equal($"{8 * Rounds / 50}", await MadeAsync("sum"));
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public async Task A_guest_works_with_it_and_is_told_what_it_promises(GuestLanguage language)
    {
        KeyValueGrant grant = new() { Consistency = KeyValueConsistency.Eventual };
        using KeyValueGuest guest = new(language, store, grant);
        string[] promises = ["1", "survives exit: no", "survives power loss: no", "shared: no", "1000000000", "flushed: yes"];
        Assert.Equal(promises, guest.Run("describe"));
        Assert.Equal(["null", "hello", "0"], guest.Run("recipe"));
        Assert.Equal(["10", "-8", "-8"], guest.Run("count"));
        Assert.Equal(["order/0 order/1 order/2", "order/3 order/4 order/5", "order/6"], guest.Run("list"));
        await store.FlushAsync(new KeyValueNamespace("billing"), CancellationToken.None);
    }

    [Fact]
    public void A_guest_is_told_of_a_loss_by_its_next_flush()
    {
        KeyValueGrant grant = new() { Consistency = KeyValueConsistency.Eventual, Quota = new() { MaxKeys = 1 } };
        using RawKeyValue guest = new(store, grant);
        guest.Set("a", "v");
        guest.Set("b", "v");
        Assert.Equal(RawKeyValue.Failed(KeyValueError.Lost), guest.Flush());
        Assert.Equal(0, guest.Flush());
        Assert.Contains("The key-value of the module billing failed: 1 earlier writes", guest.HostLog, StringComparison.Ordinal);
    }

    private static KeyValueWrite.Put Put(string key, string value, TimeSpan? timeToLive = null) =>
        new(key, Encoding.UTF8.GetBytes(value), timeToLive, null);

    private static KeyValueWrite.Delete Delete(string key) => new(key, null);

    private static string? Text(byte[]? value) => value is null ? null : Encoding.UTF8.GetString(value);

    private EventualKeyValueStore Open(EventualKeyValueOptions? options = null) => new(beneath, options, logger, time);

    private async ValueTask<KeyValueResult> ApplyAsync(KeyValueWrite write) =>
        (await store.ApplyAsync(Space, new(), [write], CancellationToken.None))[0];

    private async ValueTask<string?> GetAsync(string key) => Text(await store.GetAsync(Space, key, CancellationToken.None));

    /// <summary>Gets what the store beneath has.</summary>
    private async ValueTask<string?> MadeAsync(string key) =>
        Text(await ((IKeyValueStore)memory).GetAsync(Space, key, CancellationToken.None));

    private async Task FlushAsync() => await store.FlushAsync(Space, CancellationToken.None);
}
