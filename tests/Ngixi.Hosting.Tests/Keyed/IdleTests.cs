using Microsoft.Extensions.Time.Testing;

namespace Ngixi.Hosting.Tests.Keyed;

public sealed class IdleTests : IDisposable
{
    private static readonly TimeSpan IdleTime = TimeSpan.FromMinutes(10);

    private readonly FakeTimeProvider time = new();
    private readonly GatedStore store = new();
    private readonly KeyedHost host;

    public IdleTests() =>
        host = new KeyedHost(new KeyedGuestOptions { State = GuestState.SavedOnRelease, Store = store, IdleTime = IdleTime }, time);

    public void Dispose() => host.Dispose();

    [Fact]
    public async Task A_guest_is_released_once_it_is_idle_and_made_again_with_its_state()
    {
        await host.Shop("key").AddAsync("pear", 3);
        time.Advance(IdleTime - TimeSpan.FromSeconds(1));
        await host.Guests.SweepAsync();
        Assert.Equal((1, 0), (host.Guests.Count, store.Writes));
        time.Advance(TimeSpan.FromSeconds(1));
        await host.Guests.SweepAsync();
        Assert.Equal((0, 1), (host.Guests.Count, store.Writes));
        Assert.Equal(3, await host.Shop("key").TotalAsync());
    }

    [Fact]
    public async Task A_call_keeps_a_guest_for_as_long_again()
    {
        await host.Shop("key").AddAsync("pear", 3);
        time.Advance(IdleTime - TimeSpan.FromSeconds(1));
        await host.Shop("key").TotalAsync();
        time.Advance(TimeSpan.FromSeconds(2));
        await host.Guests.SweepAsync();
        Assert.Equal(1, host.Guests.Count);
    }

    [Fact]
    public async Task The_clock_alone_releases_idle_guests()
    {
        await host.Shop("one").AddAsync("pear", 1);
        await host.Shop("two").AddAsync("pear", 1);

        // The sweeps of the clock have begun when this returns; the last one finds what they found.
        time.Advance(1.5 * IdleTime);
        await host.Guests.SweepAsync();
        Assert.Equal((0, 2), (host.Guests.Count, store.Writes));
    }

    [Fact]
    public async Task A_call_that_comes_while_the_state_is_saved_sees_it_saved()
    {
        await host.Shop("key").AddAsync("pear", 3);
        time.Advance(IdleTime - TimeSpan.FromSeconds(1));
        store.Close();
        time.Advance(TimeSpan.FromSeconds(1));
        Task sweep = host.Guests.SweepAsync();
        Task<int> call = host.Shop("key").AddAsync("pear", 1).AsTask();
        Assert.False(call.IsCompleted);
        store.Reopen();
        Assert.Equal(4, await call);
        await sweep;
        Assert.Equal((1, 1), (host.Guests.Count, store.Writes));
    }
}
