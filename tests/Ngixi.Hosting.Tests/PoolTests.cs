using Microsoft.Extensions.Time.Testing;
using Ngixi.Hosting.Tests.Support;

namespace Ngixi.Hosting.Tests;

public sealed class PoolTests : IDisposable
{
    private readonly FakeTimeProvider time = new();
    private readonly GuestEngine engine;
    private readonly GuestModule module;

    public PoolTests()
    {
        engine = new GuestEngine(new GuestEngineOptions { Time = time });
        module = engine.LoadText(Wat.Odd);
    }

    [Fact]
    public async Task Calls_one_after_another_share_an_instance()
    {
        using GuestPool pool = module.CreatePool();
        HashSet<GuestInstance> seen = [];
        for (int i = 0; i < 10; i++)
        {
            Assert.Equal(i + 1, (await pool.CallAsync(it => it.Add(seen.Add(it) ? i : i, 1))).Value);
        }

        Assert.Single(seen);
        Assert.Equal(1, pool.Instances);
    }

    [Fact]
    public async Task No_instance_is_in_two_calls_and_no_more_are_made_than_the_pool_may_have()
    {
        using GuestPool pool = module.CreatePool(new PoolOptions { MaxInstances = 3 });
        int running = 0;
        int most = 0;
        Lock gate = new();
        HashSet<GuestInstance> busy = [];
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => pool.CallAsync(it =>
        {
            lock (gate)
            {
                Assert.True(busy.Add(it));
                most = Math.Max(most, ++running);
            }

            int sum = it.Add(i, i);
            lock (gate)
            {
                running--;
                busy.Remove(it);
            }

            return sum;
        })));
        Assert.InRange(most, 1, 3);
        Assert.InRange(pool.Instances, 1, 3);
    }

    [Fact]
    public async Task An_instance_is_replaced_after_as_many_calls_as_it_may_do()
    {
        using GuestPool pool = module.CreatePool(new PoolOptions { CallsPerInstance = 1 });
        HashSet<GuestInstance> seen = [];
        await pool.CallAsync(it => seen.Add(it));
        await pool.CallAsync(it => seen.Add(it));
        Assert.Equal(2, seen.Count);
        Assert.Equal(0, pool.Instances);
    }

    [Fact]
    public async Task A_trap_drops_the_instance_and_the_next_call_gets_a_fresh_one()
    {
        using GuestPool pool = module.CreatePool();
        await Assert.ThrowsAsync<GuestTrapException>(() => pool.CallAsync(it => it.Run("fail")));
        Assert.Equal(0, pool.Instances);
        Assert.Equal(3, (await pool.CallAsync(it => it.Add(1, 2))).Value);
    }

    [Fact]
    public async Task Backoff_makes_no_instance_for_a_time_that_doubles()
    {
        using GuestPool pool = module.CreatePool(new PoolOptions { OnFailure = FailurePolicy.Backoff });
        foreach (int seconds in (int[])[1, 2, 4])
        {
            await Assert.ThrowsAsync<GuestTrapException>(() => pool.CallAsync(it => it.Run("fail")));
            GuestBusyException busy = await Assert.ThrowsAsync<GuestBusyException>(() => pool.CallAsync(it => it.Add(1, 2)));
            Assert.Equal("backoff", busy.Limit);
            time.Advance(TimeSpan.FromSeconds(seconds));
        }

        Assert.Equal(3, (await pool.CallAsync(it => it.Add(1, 2))).Value);
    }

    [Fact]
    public async Task Quarantine_refuses_all_calls_until_the_host_resumes()
    {
        using GuestPool pool = module.CreatePool(
            new PoolOptions { OnFailure = FailurePolicy.Quarantine, FailuresToQuarantine = 2 });
        await Assert.ThrowsAsync<GuestTrapException>(() => pool.CallAsync(it => it.Run("fail")));
        Assert.Equal(3, (await pool.CallAsync(it => it.Add(1, 2))).Value);
        await Assert.ThrowsAsync<GuestTrapException>(() => pool.CallAsync(it => it.Run("fail")));
        await Assert.ThrowsAsync<GuestTrapException>(() => pool.CallAsync(it => it.Run("fail")));
        Assert.True(pool.IsQuarantined);
        GuestBusyException busy = await Assert.ThrowsAsync<GuestBusyException>(() => pool.CallAsync(it => it.Add(1, 2)));
        Assert.Equal("quarantine", busy.Limit);
        pool.Resume();
        Assert.Equal(3, (await pool.CallAsync(it => it.Add(1, 2))).Value);
    }

    [Fact]
    public async Task Calls_beyond_those_that_may_wait_are_refused()
    {
        using GuestPool pool = module.CreatePool(new PoolOptions { MaxInstances = 1, MaxWaiting = 2 });
        using ManualResetEventSlim isReleased = new();
        using ManualResetEventSlim runs = new();
        Task<CallResult<int>> running = pool.CallAsync(it =>
        {
            runs.Set();
            isReleased.Wait();
            return 1;
        });
        runs.Wait();
        Task<CallResult<int>>[] waiting = [pool.CallAsync(it => it.Add(1, 1)), pool.CallAsync(it => it.Add(1, 1))];
        GuestBusyException busy = await Assert.ThrowsAsync<GuestBusyException>(() => pool.CallAsync(it => it.Add(1, 1)));
        Assert.Equal("There is no room for the module 'test' (queue): 2 calls wait already.", busy.Message);
        isReleased.Set();
        Assert.Equal(1, (await running).Value);
        Assert.Equal([2, 2], (await Task.WhenAll(waiting)).Select(result => result.Value));
    }

    [Fact]
    public async Task A_caller_that_cancels_is_no_failure_of_the_guest()
    {
        using GuestPool pool = module.CreatePool(
            new PoolOptions { OnFailure = FailurePolicy.Quarantine, FailuresToQuarantine = 1 });
        using CancellationTokenSource caller = new();
        Task<CallResult<object?>> call = pool.CallAsync(it => it.Run("spin"), cancellation: caller.Token);
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.False(pool.IsQuarantined);
    }

    [Fact]
    public async Task Warm_instances_are_there_before_their_calls()
    {
        using GuestPool pool = module.CreatePool();
        await pool.WarmAsync(4);
        Assert.Equal(4, pool.Instances);
    }

    [Fact]
    public async Task A_disposed_pool_drops_its_instances_and_refuses_calls()
    {
        GuestPool pool = module.CreatePool();
        await pool.WarmAsync(2);
        pool.Dispose();
        Assert.Equal(0, pool.Instances);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pool.CallAsync(it => it.Add(1, 1)));
    }

    public void Dispose()
    {
        module.Dispose();
        engine.Dispose();
    }
}
