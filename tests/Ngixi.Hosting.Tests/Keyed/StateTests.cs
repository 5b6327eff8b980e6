using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Capabilities;

namespace Ngixi.Hosting.Tests.Keyed;

/// <summary>What is kept of a guest when it ends, and what is not.</summary>
public sealed class StateTests
{
    private static readonly KeyValueNamespace Space = new(KeyedHost.Name, "state");

    private readonly GatedStore store = new();

    [Fact]
    public async Task Without_a_state_a_trap_loses_all()
    {
        await using KeyedHost host = new();
        await host.Shop("key").AddAsync("pear", 3);
        Assert.Equal(3, await host.Shop("key").TotalAsync());
        await TrapAsync(host);
        Assert.Equal(0, await host.Shop("key").TotalAsync());
    }

    [Fact]
    public async Task What_was_answered_is_there_after_the_instance_is_gone()
    {
        await using KeyedHost host = Host(GuestState.SavedBeforeAnswer);
        for (int i = 1; i <= 5; i++)
        {
            Assert.Equal(i, await host.Shop("key").AddAsync("pear", 1));
            await TrapAsync(host);
        }

        Assert.Equal(5, await host.Shop("key").TotalAsync());
    }

    [Fact]
    public async Task What_was_answered_is_there_for_the_next_process_when_one_is_gone_without_a_word()
    {
        // Never disposed while the other runs: nothing of it is released.
        KeyedHost gone = Host(GuestState.SavedBeforeAnswer);
        await gone.Shop("key").AddAsync("pear", 3);
        await using (KeyedHost next = Host(GuestState.SavedBeforeAnswer))
        {
            Assert.Equal(new Dictionary<string, int> { ["pear"] = 3 }, await next.Shop("key").StockAsync());
        }

        await gone.DisposeAsync();
    }

    [Fact]
    public async Task What_is_saved_on_release_is_lost_by_a_trap_and_kept_by_a_release()
    {
        await using (KeyedHost host = Host(GuestState.SavedOnRelease))
        {
            await host.Shop("key").AddAsync("pear", 3);
            await TrapAsync(host);
            Assert.Equal(0, await host.Shop("key").TotalAsync());
            await host.Shop("key").AddAsync("fig", 2);
            Assert.Equal(0, store.Writes);
        }

        Assert.Equal(1, store.Writes);
        await using KeyedHost next = Host(GuestState.SavedOnRelease);
        Assert.Equal(new Dictionary<string, int> { ["fig"] = 2 }, await next.Shop("key").StockAsync());
    }

    [Fact]
    public async Task An_idle_guest_of_a_version_that_is_replaced_saves_its_state_for_the_next()
    {
        await using KeyedHost host = Host(GuestState.SavedOnRelease);
        await host.Shop("key").AddAsync("pear", 3);
        ModuleReplacement replacement = await host.ReplaceAsync();
        Assert.Equal(0, replacement.Ended);
        Assert.Equal(1, store.Writes);
        Assert.Equal(0, host.Guests.Count);
        Assert.Equal(3, await host.Shop("key").TotalAsync());
    }

    [Fact]
    public async Task A_guest_that_is_being_called_saves_its_state_for_the_next_version_when_it_is_done()
    {
        await using KeyedHost host = Host(GuestState.SavedBeforeAnswer);
        await host.Shop("key").AddAsync("pear", 3);
        store.Close();
        Task<int> call = host.Shop("key").AddAsync("pear", 1).AsTask();
        string before = host.Version;
        Task<ModuleReplacement> replacing = host.ReplaceAsync();
        while (host.Version == before)
        {
            await Task.Yield();
        }

        Assert.False(replacing.IsCompleted);
        store.Reopen();
        Assert.Equal(4, await call);
        Assert.Equal(0, (await replacing).Ended);
        Assert.Equal(4, await host.Shop("key").TotalAsync());
    }

    [Fact]
    public async Task A_call_that_changes_nothing_writes_nothing()
    {
        await using KeyedHost host = Host(GuestState.SavedBeforeAnswer);
        await host.Shop("key").AddAsync("pear", 3);
        await host.Shop("key").TotalAsync();
        await host.Shop("key").StockAsync();
        Assert.Equal(1, store.Writes);
    }

    [Fact]
    public async Task A_call_that_fails_changes_nothing_that_is_kept()
    {
        await using KeyedHost host = Host(GuestState.SavedBeforeAnswer);
        await host.Shop("key").AddAsync("pear", 3);
        store.Failure = KeyValueError.Unavailable;
        GuestStateException exception = await Assert.ThrowsAsync<GuestStateException>(
            async () => await host.Shop("key").AddAsync("pear", 1));
        Assert.False(exception.IsLostRace);
        Assert.Contains("The disk is full.", exception.Message, StringComparison.Ordinal);
        store.Failure = null;
        Assert.Equal(3, await host.Shop("key").TotalAsync());
    }

    [Fact]
    public async Task Of_two_processes_the_second_to_write_is_told_so_and_begins_with_what_the_first_wrote()
    {
        await using KeyedHost one = Host(GuestState.SavedBeforeAnswer);
        await using KeyedHost other = Host(GuestState.SavedBeforeAnswer);
        Assert.Equal(1, await one.Shop("key").AddAsync("pear", 1));
        Assert.Equal(2, await other.Shop("key").AddAsync("pear", 1));
        GuestStateException exception = await Assert.ThrowsAsync<GuestStateException>(
            async () => await one.Shop("key").AddAsync("pear", 1));
        Assert.True(exception.IsLostRace);
        Assert.Contains("another process saved its state meanwhile", exception.Message, StringComparison.Ordinal);
        Assert.Equal(3, await one.Shop("key").AddAsync("pear", 1));
    }

    [Fact]
    public async Task Two_processes_that_write_all_the_time_lose_nothing_that_was_answered()
    {
        await using KeyedHost one = Host(GuestState.SavedBeforeAnswer);
        await using KeyedHost other = Host(GuestState.SavedBeforeAnswer);
        int answered = 0;
        await Task.WhenAll(new[] { one, other }.Select(async host =>
        {
            for (int i = 0; i < Tries.Count(200); i++)
            {
                try
                {
                    await host.Shop("key").AddAsync("pear", 1);
                    Interlocked.Increment(ref answered);
                }
                catch (GuestStateException exception) when (exception.IsLostRace)
                {
                }
            }
        }));
        await using KeyedHost next = Host(GuestState.SavedBeforeAnswer);
        Assert.Equal(answered, await next.Shop("key").TotalAsync());
        Assert.InRange(answered, 1, int.MaxValue);
    }

    [Fact]
    public async Task A_state_that_is_too_large_fails_the_call_that_made_it()
    {
        await using KeyedHost host = Host(GuestState.SavedBeforeAnswer);
        await host.Shop("key").AddAsync("pear", 3);
        GuestLimitException exception = await Assert.ThrowsAsync<GuestLimitException>(async () => await host.Shop("key").GrowAsync(10_001));
        Assert.Equal("state", exception.Limit);
        Assert.Equal(3, await host.Shop("key").TotalAsync());
    }

    [Theory]
    [InlineData("", "it was not written by this library")]
    [InlineData("NGX", "it was not written by this library")]
    [InlineData("NGXS\u00FF\u00FF\u00FF\u007F", "it was not written by this library")]
    [InlineData("NGXS\u0005\0\0\0other state", "it is of the module `other`")]
    public async Task A_state_that_is_none_of_the_module_is_refused_before_the_guest_sees_it(string bytes, string reason)
    {
        await PutAsync([.. bytes.Select(unit => (byte)unit)]);
        await using KeyedHost host = Host(GuestState.SavedBeforeAnswer);
        GuestStateException exception = await Assert.ThrowsAsync<GuestStateException>(async () => await host.Shop("key").TotalAsync());
        Assert.Contains($"refused for the module 'shop-module': {reason}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kept_state_that_is_larger_than_allowed_is_refused()
    {
        await PutAsync([.. "NGXS"u8, 11, 0, 0, 0, .. "shop-module"u8, .. new byte[10_001]]);
        await using KeyedHost host = Host(GuestState.SavedBeforeAnswer);
        GuestStateException exception = await Assert.ThrowsAsync<GuestStateException>(async () => await host.Shop("key").TotalAsync());
        Assert.Contains("it has 10,001 bytes, of 10,000", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_that_the_guest_traps_on_is_kept_for_whoever_mends_it()
    {
        await PutAsync([.. "NGXS"u8, 11, 0, 0, 0, .. "shop-module"u8, .. "no state"u8]);
        await using KeyedHost host = Host(GuestState.SavedBeforeAnswer);
        for (int i = 0; i < 2; i++)
        {
            await Assert.ThrowsAsync<GuestTrapException>(async () => await host.Shop("key").TotalAsync());
        }

        KeyValueEntry? kept = await store.FindAsync(Space, "key", CancellationToken.None);
        Assert.True(kept!.Value.Span.EndsWith("no state"u8));
    }

    [Fact]
    public async Task A_state_that_is_lost_on_release_is_logged()
    {
        FakeLogCollector collector = new();
        using LoggerFactory loggers = new([new FakeLoggerProvider(collector)]);
        await using (KeyedHost host = Host(GuestState.SavedOnRelease, loggers))
        {
            await host.Shop("key").AddAsync("pear", 3);
            store.Failure = KeyValueError.Unavailable;
        }

        Assert.Equal(
            "The state of the guest key of shop could not be saved when it was released, and is lost.", collector.LatestRecord.Message);
    }

    [Fact]
    public async Task A_state_needs_a_store_that_tells_versions()
    {
        Assert.Throws<ArgumentException>(() => new KeyedHost(new KeyedGuestOptions { State = GuestState.SavedOnRelease }));
        await using EventualKeyValueStore eventual = new(new MemoryKeyValueStore());
        Assert.Throws<ArgumentException>(
            () => new KeyedHost(new KeyedGuestOptions { State = GuestState.SavedOnRelease, Store = eventual }));
    }

    private static async Task TrapAsync(KeyedHost host) =>
        await Assert.ThrowsAsync<GuestTrapException>(async () => await host.Shop("key").TrapAsync());

    private KeyedHost Host(GuestState state, ILoggerFactory? loggers = null) =>
        new(new KeyedGuestOptions { State = state, Store = store, MaxStateBytes = 10_000 }, loggers: loggers);

    private async Task PutAsync(byte[] bytes) => await store.ApplyAsync(
        Space, new KeyValueQuota(), [new KeyValueWrite.Put("key", bytes, null, null)], CancellationToken.None);
}
