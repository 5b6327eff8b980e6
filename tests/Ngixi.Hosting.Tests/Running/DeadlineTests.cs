using Ngixi.Hosting.Tests.Support;

namespace Ngixi.Hosting.Tests.Running;

public sealed class DeadlineTests : IDisposable
{
    private readonly GuestEngine engine = new();

    [Fact]
    public async Task A_call_returns_its_result_and_its_cost()
    {
        using GuestModule module = engine.Load(Wat.Spin);
        using GuestInstance guest = await module.StartAsync();
        CallResult<int> sum = await guest.CallAsync(it => it.Instance.GetFunction<int, int, int>("add")!(2, 3));
        Assert.Equal(5, sum.Value);
        Assert.Equal(0, sum.Usage.HostCalls);
    }

    [Fact]
    public async Task A_guest_that_spins_is_ended_at_the_deadline_and_dropped()
    {
        using GuestModule module = engine.Load(Wat.Spin, new ModuleLimits { Deadline = TimeSpan.FromMilliseconds(50) });
        using GuestInstance guest = await module.StartAsync();
        GuestDeadlineException exception = await Assert.ThrowsAsync<GuestDeadlineException>(
            () => guest.CallAsync(it => it.Instance.GetFunction("spin")!.Invoke()));
        Assert.Equal("A call of the module 'test' was ended at its deadline of 50 ms, in the guest.", exception.Message);
        Assert.True(guest.IsDropped);
    }

    public void Dispose() => engine.Dispose();
}
