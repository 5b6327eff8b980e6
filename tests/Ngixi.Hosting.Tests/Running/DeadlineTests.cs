using Microsoft.Extensions.Time.Testing;
using Ngixi.Capabilities;
using Ngixi.Hosting.Tests.Keyed;
using Ngixi.Hosting.Tests.Support;

namespace Ngixi.Hosting.Tests.Running;

public sealed class DeadlineTests : IDisposable
{
    private static readonly ModuleLimits Short = new() { Deadline = TimeSpan.FromMilliseconds(300) };

    private readonly GuestEngine engine = new();

    [Fact]
    public async Task A_call_returns_its_result_and_its_cost()
    {
        using GuestModule module = engine.LoadText(Wat.Odd);
        using GuestInstance guest = await module.StartAsync();
        CallResult<int> sum = await guest.CallAsync(it => it.Add(2, 3));
        Assert.Equal(5, sum.Value);
        Assert.Equal(0, sum.Usage.HostCalls);
        Assert.Equal(65_536, sum.Usage.MemoryBytes);
        Assert.Null(sum.Usage.Fuel);
    }

    [Theory]
    [InlineData("spin")]
    [InlineData("fill")]
    public async Task A_guest_that_runs_on_is_ended_at_the_deadline_and_dropped(string export)
    {
        using GuestModule module = engine.LoadText(Wat.Odd, Short);
        using GuestInstance guest = await module.StartAsync();
        GuestDeadlineException exception = await Assert.ThrowsAsync<GuestDeadlineException>(() => guest.CallAsync(it => it.Run(export)));
        Assert.Equal("A call of the module 'test' was ended at its deadline of 300 ms, in the guest.", exception.Message);
        Assert.True(exception.Usage!.GuestTime > TimeSpan.FromMilliseconds(10));
        Assert.True(guest.IsDropped);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => guest.CallAsync(it => it.Add(1, 1)));
    }

    [Fact]
    public async Task A_start_function_that_runs_on_is_ended_at_the_deadline_of_starts()
    {
        using GuestModule module = engine.LoadText(
            "(module (func $s (loop br 0)) (start $s))", new ModuleLimits { StartDeadline = TimeSpan.FromMilliseconds(300) });
        await Assert.ThrowsAsync<GuestDeadlineException>(() => module.StartAsync());
    }

    [Fact]
    public async Task A_caller_that_cancels_ends_the_guest()
    {
        using GuestModule module = engine.LoadText(Wat.Odd, new ModuleLimits { Deadline = TimeSpan.FromMinutes(1) });
        using GuestInstance guest = await module.StartAsync();
        using CancellationTokenSource caller = new();
        using ManualResetEventSlim runs = new();
        Task<CallResult<object?>> call = guest.CallAsync(
            it =>
            {
                runs.Set();
                return it.Run("spin");
            },
            cancellation: caller.Token);
        runs.Wait();
        await caller.CancelAsync();
        OperationCanceledException exception = await Assert.ThrowsAsync<OperationCanceledException>(() => call);
        Assert.Equal(caller.Token, exception.CancellationToken);
        Assert.True(guest.IsDropped);
    }

    [Fact]
    public async Task A_wait_that_the_timer_ends_a_moment_before_the_clock_ends_at_the_deadline()
    {
        LateClock time = new();
        GuestEngineOptions options = new() { Time = time };
        using ManualResetEventSlim waits = new();
        options.Capabilities.Add(
            Capability.Of<IWaiting>("waiting", static (linker, create) => linker.DefineWaiting(create), _ => new Waiting(waits)));
        using GuestEngine late = new(options);
        using GuestModule module = late.Load(
            GuestManifest.Parse("""{ "name": "test", "grants": { "waiting": true } }"""u8.ToArray(), options: options),
            Wat.Bytes("""(module (import "waiting" "wait" (func $wait)) (func (export "wait") (call $wait)))"""));
        using GuestInstance guest = await module.StartAsync();
        Task<CallResult<object?>> call = guest.CallAsync(
            it => it.Run("wait"), new CallOptions { Deadline = TimeSpan.FromSeconds(1) });
        waits.Wait();
        time.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<GuestDeadlineException>(() => call);
    }

    [Fact]
    public async Task A_wait_of_a_file_system_for_its_store_ends_with_the_call()
    {
        FakeTimeProvider time = new();
        using GuestEngine late = new(new GuestEngineOptions { Time = time });
        using GuestModule module = late.LoadText(Wat.Odd);
        using GuestInstance guest = await module.StartAsync();
        GatedStore store = new();
        store.Close();
        KeyValueFileSystem files = new(store, new KeyValueNamespace("files"), timeout: TimeSpan.FromMinutes(10));
        Assert.Equal(FileError.None, files.OpenRoot(out IGuestDirectory? root));
        using ManualResetEventSlim runs = new();
        Task<CallResult<FileError>> call = guest.CallAsync(_ =>
        {
            runs.Set();
            return root!.GetStatus("a", follow: true, out FileStatus _);
        });
        runs.Wait();
        time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(FileError.Failed, (await call.WaitAsync(TimeSpan.FromMinutes(5))).Value);
    }

    [Fact]
    public async Task A_call_that_waits_for_a_thread_is_answered_at_its_deadline_while_the_thread_is_taken()
    {
        FakeTimeProvider time = new();
        using GuestEngine narrow = new(new GuestEngineOptions { MaxThreads = 1, Time = time });
        using GuestModule module = narrow.LoadText(Wat.Odd, new ModuleLimits { Deadline = TimeSpan.FromSeconds(1) });
        using GuestInstance first = await module.StartAsync();
        using GuestInstance second = await module.StartAsync();
        using ManualResetEventSlim isReleased = new();
        using ManualResetEventSlim runs = new();
        Task<CallResult<int>> taken = first.CallAsync(it =>
        {
            runs.Set();
            isReleased.Wait();
            return 1;
        });
        runs.Wait();
        Task<CallResult<int>> waiting = second.CallAsync(it => it.Add(1, 1));
        time.Advance(TimeSpan.FromSeconds(2));
        GuestDeadlineException exception = await Assert.ThrowsAsync<GuestDeadlineException>(() => waiting);
        Assert.Equal(
            "A call of the module 'test' was ended at its deadline of 1,000 ms, while it waited for a thread.", exception.Message);
        isReleased.Set();
        Assert.Equal(1, (await taken).Value);
        Assert.False(second.IsDropped);
    }

    [Fact]
    public async Task A_neighbour_runs_on_while_a_guest_is_ended()
    {
        using GuestModule looping = engine.LoadText(Wat.Odd, Short, "looping");
        using GuestModule calm = engine.LoadText(Wat.Odd, name: "calm");
        using GuestInstance endless = await looping.StartAsync();
        using GuestInstance guest = await calm.StartAsync();
        Task<CallResult<object?>> ended = endless.CallAsync(it => it.Run("spin"));
        while (!ended.IsCompleted)
        {
            Assert.Equal(7, (await guest.CallAsync(it => it.Add(3, 4))).Value);
        }

        await Assert.ThrowsAsync<GuestDeadlineException>(() => ended);
    }

    public void Dispose() => engine.Dispose();
}
