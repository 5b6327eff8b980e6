using Ngixi.Hosting.Tests.Support;

namespace Ngixi.Hosting.Tests.Running;

public sealed class LimitTests : IDisposable
{
    private readonly GuestEngine engine = new();

    [Fact]
    public async Task Memory_grows_to_the_limit_and_no_further()
    {
        using GuestModule module = engine.LoadText(Wat.Odd, new ModuleLimits { Memory = 4 * 65_536 });
        using GuestInstance guest = await module.StartAsync();
        Assert.Equal(-1, (await guest.CallAsync(it => it.Run("grow", 4))).Value);
        CallResult<object?> grown = await guest.CallAsync(it => it.Run("grow", 3));
        Assert.Equal(1, grown.Value);
        Assert.Equal(4 * 65_536, grown.Usage.MemoryBytes);
    }

    [Fact]
    public async Task Tables_grow_to_the_limit_and_no_further()
    {
        using GuestModule module = engine.LoadText(Wat.Odd, new ModuleLimits { TableElements = 10 });
        using GuestInstance guest = await module.StartAsync();
        Assert.Equal(-1, (await guest.CallAsync(it => it.Run("growTable", 10))).Value);
        Assert.Equal(1, (await guest.CallAsync(it => it.Run("growTable", 9))).Value);
    }

    [Fact]
    public async Task Fuel_ends_a_guest_and_is_told_of_one_that_returns()
    {
        using GuestModule module = engine.LoadText(Wat.Odd, new ModuleLimits { Fuel = 1_000 });
        using GuestInstance guest = await module.StartAsync();
        Assert.InRange((await guest.CallAsync(it => it.Add(1, 2))).Usage.Fuel!.Value, 1UL, 10UL);
        GuestLimitException exception = await Assert.ThrowsAsync<GuestLimitException>(() => guest.CallAsync(it => it.Run("spin")));
        Assert.Equal("fuel", exception.Limit);
        Assert.True(guest.IsDropped);
    }

    [Fact]
    public async Task Recursion_traps_on_the_engines_own_threads()
    {
        using GuestModule module = engine.LoadText(Wat.Odd);
        using GuestInstance guest = await module.StartAsync();
        GuestTrapException exception = await Assert.ThrowsAsync<GuestTrapException>(() => guest.CallAsync(it => it.Run("recurse")));
        Assert.Equal(TrapCode.StackOverflow, exception.Trap);
    }

    [Fact]
    public async Task A_trap_that_the_callers_function_catches_drops_the_instance_all_the_same()
    {
        using GuestModule module = engine.LoadText(Wat.Odd);
        using GuestInstance guest = await module.StartAsync();
        await Assert.ThrowsAsync<GuestTrapException>(() => guest.CallAsync(it => it.Run("fail")));
        Assert.True(guest.IsDropped);
    }

    [Fact]
    public async Task An_instance_that_is_disposed_in_a_call_goes_when_the_call_ends()
    {
        using GuestModule module = engine.LoadText(Wat.Odd);
        GuestInstance guest = await module.StartAsync();
        Assert.Equal(3, (await guest.CallAsync(it =>
        {
            it.Dispose();
            return it.Add(1, 2);
        })).Value);
        Assert.True(guest.IsDropped);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => guest.CallAsync(it => it.Add(1, 1)));
    }

    [Fact]
    public async Task A_second_call_of_an_instance_at_a_time_is_refused()
    {
        using GuestModule module = engine.LoadText(Wat.Odd);
        using GuestInstance guest = await module.StartAsync();
        using ManualResetEventSlim isReleased = new();
        using ManualResetEventSlim runs = new();
        Task<CallResult<int>> first = guest.CallAsync(it =>
        {
            runs.Set();
            isReleased.Wait();
            return 1;
        });
        runs.Wait();
        await Assert.ThrowsAsync<InvalidOperationException>(() => guest.CallAsync(it => it.Add(1, 1)));
        isReleased.Set();
        Assert.Equal(1, (await first).Value);
    }

    [Fact]
    public async Task An_instance_is_used_in_a_call_alone()
    {
        using GuestModule module = engine.LoadText(Wat.Odd);
        using GuestInstance guest = await module.StartAsync();
        Assert.Throws<InvalidOperationException>(() => guest.Instance);
    }

    public void Dispose() => engine.Dispose();
}
