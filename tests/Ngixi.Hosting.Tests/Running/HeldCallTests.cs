using System.Diagnostics.Metrics;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Time.Testing;
using Ngixi.Hosting.Tests.Auditing;
using Ngixi.Hosting.Tests.Support;

namespace Ngixi.Hosting.Tests.Running;

/// <summary>Calls of a module whose guests failed too often.</summary>
public sealed class HeldCallTests : IDisposable, IMeterFactory
{
    // A guest may fail ten times at once, and every half second.
    private const int AtOnce = 10;

    private static readonly TimeSpan Share = TimeSpan.FromMilliseconds(500);

    private readonly FakeTimeProvider time = new();
    private readonly AuditHost audit = new();
    private readonly GuestEngine engine;
    private readonly GuestModule module;
    private readonly GuestPool pool;
    private Meter? meter;

    public HeldCallTests()
    {
        engine = new GuestEngine(new GuestEngineOptions
        {
            Time = time,
            MaxFailuresPerSecond = 2,
            MaxThreads = 2,
            Meters = this,
            Audit = audit.Open(),
        });
        module = engine.LoadText(Wat.Odd);
        pool = module.CreatePool();
    }

    [Fact]
    public async Task Calls_and_starts_wait_without_a_thread_and_go_on_as_time_passes()
    {
        using GuestInstance own = await module.StartAsync();
        await FailAsync(AtOnce);
        Task<CallResult<int>> ofPool = pool.CallAsync(it => it.Add(1, 2));
        Task<GuestInstance> start = module.StartAsync();
        Task<CallResult<int>> ofInstance = own.CallAsync(it => it.Add(2, 3));
        Assert.Equal([("test", 3)], engine.Threads.Held);
        Assert.Equal(3, engine.Threads.Waiting);

        // A neighbour has all of the threads.
        using GuestModule calm = engine.LoadText(Wat.Odd, name: "calm");
        using GuestPool neighbour = calm.CreatePool();
        using Barrier both = new(2);
        await Task.WhenAll(neighbour.CallAsync(it => Meet(it, both)), neighbour.CallAsync(it => Meet(it, both)));
        Assert.False(ofPool.IsCompleted || start.IsCompleted || ofInstance.IsCompleted);

        // None of them fails, so that one share is enough for all.
        time.Advance(Share);
        Assert.Equal(3, (await ofPool).Value);
        (await start).Dispose();
        Assert.Equal(5, (await ofInstance).Value);
        Assert.Empty(engine.Threads.Held);
    }

    [Fact]
    public async Task A_call_whose_turn_would_come_after_its_deadline_is_refused_at_once()
    {
        await FailAsync(AtOnce);
        CallOptions brief = new() { Deadline = 2 * Share };
        Task[] held = [pool.CallAsync(it => it.Add(1, 1), brief), pool.CallAsync(it => it.Add(1, 1), brief)];
        GuestBusyException busy = await Assert.ThrowsAsync<GuestBusyException>(() => pool.CallAsync(it => it.Add(1, 1), brief));
        Assert.Equal("failures", busy.Limit);
        Assert.Equal(
            "There is no room for the module 'test' (failures): its guests fail more than 2 times a second, 2 of its calls wait, and the "
            + "turn of this one would come in 1,500 ms, after its deadline. Mend the module, call again later, or raise "
            + "GuestEngineOptions.MaxFailuresPerSecond.",
            busy.Message);
        Assert.Equal(
            [.. Enumerable.Repeat("trap", AtOnce), "busy"],
            audit.Entries("call.failed").Select(failed => failed.GetProperty("case").GetString()));
        time.Advance(Share);
        await Task.WhenAll(held);
    }

    [Fact]
    public async Task A_call_that_is_held_until_its_deadline_is_told_why()
    {
        using GuestPool narrow = module.CreatePool(new PoolOptions { MaxInstances = 2 });
        using ManualResetEventSlim isReleased = new();
        using ManualResetEventSlim runs = new();
        Task<CallResult<int>> running = narrow.CallAsync(it =>
        {
            runs.Set();
            isReleased.Wait();
            return 1;
        });
        runs.Wait();
        await FailAsync(AtOnce);

        // While one of two runs, another needs that more than half of all may fail.
        Task<CallResult<int>> held = narrow.CallAsync(it => it.Add(1, 2), new CallOptions { Deadline = 1.5 * Share });
        time.Advance(Share);
        Assert.Equal([("test", 1)], engine.Threads.Held);
        time.Advance(0.5 * Share);
        GuestDeadlineException exception = await Assert.ThrowsAsync<GuestDeadlineException>(() => held);
        Assert.Equal(
            "A call of the module 'test' was ended at its deadline of 750 ms, "
            + "while it waited because guests of the module failed too often.",
            exception.Message);
        isReleased.Set();
        await running;
    }

    [Fact]
    public async Task A_thousand_callers_make_no_more_instances_than_guests_may_fail()
    {
        int made = 0;
        GuestEngineOptions options = new() { Time = time };
        options.Metered = _ =>
        {
            lock (options)
            {
                made++;
            }
        };
        using GuestEngine usual = new(options);
        using GuestModule hostile = usual.LoadText(Wat.Odd, new ModuleLimits { Deadline = TimeSpan.FromMinutes(2) }, "hostile");
        using GuestPool many = hostile.CreatePool();
        using CancellationTokenSource end = new();
        using SemaphoreSlim failed = new(0);
        Task[] calls = [.. Enumerable.Range(0, 1_000).Select(_ => Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            try
            {
                await many.CallAsync(it => it.Run("fail"), cancellation: end.Token);
            }
            catch (GuestTrapException)
            {
                failed.Release();
                throw;
            }
        }))];
        await SeeAsync(50, 50);
        time.Advance(TimeSpan.FromMilliseconds(100));
        await SeeAsync(1, 51);
        time.Advance(TimeSpan.FromMilliseconds(99));
        await SeeAsync(0, 51);
        time.Advance(TimeSpan.FromMilliseconds(1));
        await SeeAsync(1, 52);
        time.Advance(TimeSpan.FromMilliseconds(500));
        await SeeAsync(5, 57);
        await end.CancelAsync();
        await Task.WhenAll(calls);
        Assert.Equal(57, made);

        async Task SeeAsync(int more, int all)
        {
            for (int i = 0; i < more; i++)
            {
                await failed.WaitAsync();
            }

            Assert.Equal(all, made);
            Assert.Equal(1_000 - all, usual.Threads.Waiting);
        }
    }

    [Fact]
    public async Task A_waiter_that_is_cancelled_takes_no_turn_from_the_next()
    {
        await FailAsync(AtOnce);
        using CancellationTokenSource caller = new();
        Task<CallResult<object?>> cancelled = pool.CallAsync(it => it.Run("fail"), cancellation: caller.Token);
        Task<GuestTrapException> next = Assert.ThrowsAsync<GuestTrapException>(() => pool.CallAsync(it => it.Run("fail")));
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        time.Advance(Share);
        await next;
    }

    [Fact]
    public async Task A_new_version_begins_anew_and_runs_the_calls_that_wait()
    {
        await FailAsync(AtOnce);
        Task<CallResult<int>> held = pool.CallAsync(it => it.Add(1, 2));
        await module.ReplaceAsync(module.Manifest, Wat.Bytes(Wat.Odd));
        Assert.Equal(3, (await held).Value);
        await FailAsync(AtOnce);
    }

    [Fact]
    public async Task Calls_that_wait_are_run_when_the_engine_ends()
    {
        await FailAsync(AtOnce);
        Task<CallResult<int>> held = pool.CallAsync(it => it.Add(1, 2));
        engine.Dispose();
        Assert.Equal(3, (await held).Value);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pool.CallAsync(it => it.Add(1, 2)));
    }

    [Fact]
    public async Task A_trap_that_the_callers_function_catches_counts()
    {
        for (int i = 0; i < AtOnce; i++)
        {
            await pool.CallAsync(it => Assert.ThrowsAny<Exception>(() => it.Invoke("fail")));
        }

        Task<CallResult<int>> held = pool.CallAsync(it => it.Add(1, 2));
        Assert.Equal([("test", 1)], engine.Threads.Held);
        time.Advance(Share);
        await held;
    }

    [Fact]
    public async Task Failures_of_the_caller_do_not_count()
    {
        for (int i = 0; i <= AtOnce; i++)
        {
            using CancellationTokenSource caller = new();
            Task<CallResult<object?>> call = pool.CallAsync(it => it.Run("spin"), cancellation: caller.Token);
            await caller.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
            await Assert.ThrowsAsync<FormatException>(() => pool.CallAsync<int>(_ => throw new FormatException()));
        }

        Assert.Equal(3, (await pool.CallAsync(it => it.Add(1, 2))).Value);
    }

    [Fact]
    public async Task What_is_held_is_a_gauge_by_module()
    {
        await FailAsync(AtOnce);
        Task<CallResult<int>> held = pool.CallAsync(it => it.Add(1, 2));
        using MetricCollector<int> gauge = new(meter!, "ngixi.guest.held");
        gauge.RecordObservableInstruments();
        Assert.Equal(1, gauge.LastMeasurement!.Value);
        Assert.Equal("test", gauge.LastMeasurement.Tags["wasm.module"]);
        time.Advance(Share);
        await held;
    }

    public Meter Create(MeterOptions options) => meter = new Meter(options);

    public void Dispose()
    {
        pool.Dispose();
        module.Dispose();
        engine.Dispose();
    }

    private static int Meet(GuestInstance guest, Barrier both)
    {
        both.SignalAndWait();
        return guest.Add(1, 1);
    }

    private async Task FailAsync(int count)
    {
        for (int i = 0; i < count; i++)
        {
            await Assert.ThrowsAsync<GuestTrapException>(() => pool.CallAsync(it => it.Run("fail")));
        }
    }
}
