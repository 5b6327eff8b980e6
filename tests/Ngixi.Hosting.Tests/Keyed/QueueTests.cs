using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Hosting.Tests.Keyed;

/// <summary>A guest does one call after the other, and not for ever.</summary>
public sealed class QueueTests
{
    private readonly GatedStore store = new();

    [Fact]
    public async Task A_thousand_keys_with_random_calls_are_as_if_each_were_alone()
    {
        const int Keys = 1_000;
        await using KeyedHost host = new(
            new KeyedGuestOptions { MaxWaiting = 1_000 }, limits: new ModuleLimits { Deadline = TimeSpan.FromMinutes(1) });
        Random random = new(Tries.Seed(1));
        int[] expected = new int[Keys];
        List<Task<int>>[] answers = [.. Enumerable.Range(0, Keys).Select(_ => new List<Task<int>>())];
        List<int>[] sums = [.. Enumerable.Range(0, Keys).Select(_ => new List<int>())];
        for (int i = 0; i < Tries.Count(4_000); i++)
        {
            int key = random.Next(Keys);
            int count = random.Next(1_000);
            expected[key] += count;
            sums[key].Add(expected[key]);
            answers[key].Add(host.Shop($"key {key}").AddAsync("pear", count).AsTask());
            if (i % 500 == 499)
            {
                await Task.WhenAll(answers.SelectMany(calls => calls));
            }
        }

        for (int key = 0; key < Keys; key++)
        {
            Assert.Equal(sums[key], await Task.WhenAll(answers[key]));
        }

        Assert.Equal(sums.Count(calls => calls.Count > 0), host.Guests.Count);
    }

    [Fact]
    public async Task More_calls_than_may_wait_are_refused_and_the_others_are_answered()
    {
        await using KeyedHost host = Host(maxWaiting: 2);
        store.Close();
        Task<int>[] calls = [.. Enumerable.Range(0, 3).Select(_ => host.Shop("key").AddAsync("pear", 1).AsTask())];
        GuestBusyException exception = await Assert.ThrowsAsync<GuestBusyException>(async () => await host.Shop("key").AddAsync("pear", 1));
        Assert.Equal("waiting", exception.Limit);
        store.Reopen();
        int[] answers = await Task.WhenAll(calls);
        Assert.Equal([1, 2, 3], answers);
    }

    [Fact]
    public async Task A_call_that_its_caller_gave_up_is_not_run_and_makes_room()
    {
        await using KeyedHost host = Host(maxWaiting: 1);
        store.Close();
        Task<int> first = host.Shop("key").AddAsync("pear", 1).AsTask();
        using CancellationTokenSource source = new();
        Task<int> second = host.Shop("key").AddAsync("pear", 10, source.Token).AsTask();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Task<int> third = host.Shop("key").AddAsync("pear", 100).AsTask();
        store.Reopen();
        int[] answers = await Task.WhenAll(first, third);
        Assert.Equal([1, 101], answers);
    }

    [Fact]
    public async Task A_caller_that_gives_up_a_running_call_does_not_end_the_guest()
    {
        await using KeyedHost host = Host();
        await host.Shop("key").AddAsync("pear", 1);
        store.Close();
        using CancellationTokenSource source = new();
        Task<int> call = host.Shop("key").AddAsync("pear", 10, source.Token).AsTask();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        store.Reopen();
        Assert.Equal(11, await host.Shop("key").TotalAsync());
    }

    [Fact]
    public async Task Calls_end_at_their_deadlines_whether_they_run_or_wait_and_the_next_gets_a_new_guest()
    {
        await using KeyedHost host = new(limits: new ModuleLimits { Deadline = TimeSpan.FromSeconds(2) });
        await host.Shop("key").AddAsync("pear", 1);
        Task[] calls =
        [
            host.Shop("key").SpinAsync().AsTask(), host.Shop("key").SpinAsync().AsTask(), host.Shop("key").AddAsync("pear", 1).AsTask(),
        ];
        foreach (Task call in calls)
        {
            GuestDeadlineException exception = await Assert.ThrowsAsync<GuestDeadlineException>(() => call);
            Assert.Equal(TimeSpan.FromSeconds(2), exception.Deadline);
        }

        Assert.Equal(0, await host.Shop("key").TotalAsync());
    }

    [Fact]
    public async Task A_store_that_does_not_answer_ends_the_call_at_its_deadline()
    {
        await using KeyedHost host = new(
            new KeyedGuestOptions { State = GuestState.SavedBeforeAnswer, Store = store },
            limits: new ModuleLimits { Deadline = TimeSpan.FromMilliseconds(500) });
        store.Close();
        await Assert.ThrowsAsync<GuestDeadlineException>(async () => await host.Shop("key").AddAsync("pear", 1));
        store.Reopen();
        Assert.Equal(1, await host.Shop("key").AddAsync("pear", 1));
    }

    [Fact]
    public async Task After_the_end_calls_are_refused_and_those_before_are_answered()
    {
        KeyedHost host = Host();
        IShopGuest shop = host.Shop("key");
        store.Close();
        Task<int>[] calls = [.. Enumerable.Range(0, 3).Select(_ => shop.AddAsync("pear", 1).AsTask())];
        ValueTask end = host.Guests.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await shop.AddAsync("pear", 1));
        store.Reopen();
        int[] answers = await Task.WhenAll(calls);
        Assert.Equal([1, 2, 3], answers);
        await end;
        Assert.Equal(0, host.Guests.Count);
        await host.DisposeAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\nb")]
    public async Task What_is_no_key_is_refused(string key)
    {
        await using KeyedHost host = new();
        Assert.ThrowsAny<ArgumentException>(() => host.Shop(key));
        Assert.ThrowsAny<ArgumentException>(() => host.Shop(new string('ä', 257)));
        Assert.ThrowsAny<ArgumentException>(() => host.Shop("\uD800"));
        Assert.ThrowsAny<ArgumentException>(() => host.Guests.Get<IShopGuest>("bakery", "key"));
    }

    private KeyedHost Host(int maxWaiting = 100) => new(
        new KeyedGuestOptions { State = GuestState.SavedBeforeAnswer, Store = store, MaxWaiting = maxWaiting },
        limits: new ModuleLimits { Deadline = TimeSpan.FromMinutes(1) });
}
