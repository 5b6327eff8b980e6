using System.Threading.Tasks.Sources;
using Ngixi.Bindgen.Tests.Contracts;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Bindgen.Tests.Survival;

namespace Ngixi.Bindgen.Tests;

/// <summary>The host's own code in odd places. What once ended the process is in <see cref="SurvivalTests"/>.</summary>
public sealed class HostCodeTests
{
    [Fact]
    public async Task What_a_cancelled_task_hands_out_later_is_disposed()
    {
        using CancellationTokenSource cancellation = new();
        TaskCompletionSource<IOddFile> late = new();
        TaskCompletionSource disposed = new();
        using OddGuest guest = OddGuest.Of(RawGuest.Engine, new Odd
        {
            OnOpen = () =>
            {
                cancellation.Cancel();
                return late.Task;
            },
        });
        guest.Store.SetGuestOptions(new GuestOptions { Cancellation = cancellation.Token });
        Assert.ThrowsAny<WasmtimeException>(() => guest.Plugin.Open());
        late.SetResult(new OddFile(disposed.SetResult));
        await disposed.Task.WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void The_result_of_a_pooled_task_is_taken_once()
    {
        foreach (bool isComplete in (bool[])[true, false])
        {
            PooledSource source = new();
            using Linker linker = new(RawGuest.Engine);
            linker.DefineJobs(new Jobs
            {
                Stop = () =>
                {
                    if (isComplete)
                    {
                        source.Complete();
                    }
                    else
                    {
                        _ = Task.Run(source.Complete);
                    }

                    return source.Task;
                },
            });
            using RawGuest guest = RawGuest.Create(linker, "jobs.job_stop ()");
            guest.Call("job_stop");
            Assert.Equal(1, source.Taken);
        }
    }

    [Fact]
    public void A_context_whose_store_is_gone_takes_nothing()
    {
        GuestContext? context = null;
        OddGuest guest = OddGuest.Of(RawGuest.Engine, made =>
        {
            context = made;
            return new Odd();
        });
        guest.Plugin.Ping();
        Assert.Same(guest.Store, context!.Store);
        guest.Dispose();
        Assert.Throws<ObjectDisposedException>(() => context.Store);
        Assert.Throws<ObjectDisposedException>(() => context.RegisterForDispose(new OddFile(() => { })));
        Assert.Throws<ObjectDisposedException>(guest.Plugin.Ping);
    }

    [Fact]
    public void An_instance_is_not_called_after_an_import_trapped_however_the_guest_was_called()
    {
        bool fails = true;
        using OddGuest guest = OddGuest.Of(RawGuest.Engine, new Odd
        {
            OnPing = () =>
            {
                if (fails)
                {
                    throw new InvalidOperationException("no");
                }
            },
        });
        Assert.Throws<WasmtimeException>(guest.Instance.GetAction("odd_ping")!);
        fails = false;
        Assert.Contains("ended in a trap", Assert.Throws<InvalidOperationException>(guest.Plugin.Ping).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_implementation_that_could_not_be_made_is_made_at_the_next_call()
    {
        int calls = 0;
        using OddGuest guest = OddGuest.Of(RawGuest.Engine, _ => ++calls == 1 ? throw new InvalidOperationException("not yet") : new Odd());
        Assert.Throws<WasmtimeException>(guest.Instance.GetAction("odd_ping")!);
        guest.Instance.GetAction("odd_ping")!();
        guest.Instance.GetAction("odd_ping")!();
        Assert.Equal(2, calls);
    }

    [Fact]
    public void An_object_that_has_a_handle_is_not_disposed_when_there_is_none_left()
    {
        int disposed = 0;
        OddFile file = new(() => disposed++);
        OddGuest? guest = null;
        int depth = 0;
        guest = OddGuest.Of(RawGuest.Engine, new Odd
        {
            OnOpen = () =>
            {
                if (depth++ == 0)
                {
                    guest!.Plugin.Open();
                }

                return Task.FromResult<IOddFile>(file);
            },
        });
        using (guest)
        {
            guest.Store.SetGuestOptions(new GuestOptions { MaxHandles = 1 });
            Assert.Throws<WasmtimeException>(() => guest.Plugin.Open());
            Assert.Equal(0, disposed);
        }

        Assert.Equal(1, disposed);
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(long.MinValue + 7)]
    [InlineData(long.MinValue + 8)]
    [InlineData(long.MaxValue)]
    [InlineData(-1)]
    public void A_time_of_a_guest_can_go_back_to_it(long nanoseconds)
    {
        using Linker linker = new(RawGuest.Engine);
        linker.DefineTypes(new EchoTypes());
        using RawGuest guest = RawGuest.Create(linker, "types.instant (i64) -> i64", "types.duration (i64) -> i64");
        Assert.InRange(nanoseconds - (decimal)(long)guest.Call("instant", nanoseconds)!, -99, 99);
        Assert.InRange(nanoseconds - (decimal)(long)guest.Call("duration", nanoseconds)!, -99, 99);
    }

    [Fact]
    public void A_result_that_the_guest_has_to_fetch_is_no_larger_than_the_options_allow()
    {
        const int Area = 1024;
        byte[]? given = null;
        using Linker linker = new(RawGuest.Engine);
        linker.DefineStored(new Given(() => given));
        using RawGuest guest = RawGuest.Create(linker, "stored.st_get (i32 i32 i32 i32) -> i32");
        guest.WriteArea(Area, capacity: 8);
        guest.Store.SetGuestOptions(new GuestOptions { MaxBytesPerCall = 1000 });
        given = new byte[1000];
        Assert.Equal(1000, guest.Call("st_get", 0, 0, 0, Area));
        given = new byte[1001];
        Assert.Contains(
            "1001 bytes is more than the 1000 of GuestOptions.MaxBytesPerCall",
            guest.CallToFail("st_get", 0, 0, 0, Area).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_string_of_AssemblyScript_that_is_longer_than_any_is_refused()
    {
        using Linker linker = new(RawGuest.Engine);
        linker.DefineAssemblyScript(new AssemblyScriptOptions { Console = _ => { } });
        using RawGuest guest = RawGuest.Create(linker, "env.console.log (i32)");
        guest.Write(60, [0x0A, 0, 0, 0x80]);
        Assert.Contains("2147483658 bytes", guest.CallToFail("console.log", 64).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_text_of_an_abort_is_cut_and_in_one_line()
    {
        using Linker linker = new(RawGuest.Engine);
        linker.DefineAssemblyScript();
        using RawGuest guest = RawGuest.Create(linker, "env.abort (i32 i32 i32 i32)");
        guest.Write(60, BitConverter.GetBytes(100_000));
        guest.WriteUtf16(64, "one\n" + new string('x', 49_996));
        GuestAbortException abort = Assert.IsType<GuestAbortException>(
            Assert.ThrowsAny<WasmtimeException>(() => guest.Call("abort", 64, 0, 1, 2)).InnerException);
        Assert.Equal(4097, abort.Text!.Length);
        Assert.DoesNotContain('\n', abort.Message);
        Assert.InRange(abort.Message.Length, 4097, 5000);
    }

    private sealed class Given(Func<byte[]?> get) : IStored
    {
        public byte[]? Get(string key, int flags = 0) => get();

        public void Move(string key, Place place)
        {
        }

        public Place PlaceOf(string key) => Place.Memory;
    }

    /// <summary>A task that counts how often its result is taken.</summary>
    private sealed class PooledSource : IValueTaskSource
    {
        private ManualResetValueTaskSourceCore<bool> core;

        public int Taken { get; private set; }

        public ValueTask Task => new(this, core.Version);

        public void Complete() => core.SetResult(true);

        public void GetResult(short token)
        {
            Taken++;
            core.GetResult(token);
        }

        public ValueTaskSourceStatus GetStatus(short token) => core.GetStatus(token);

        public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
            core.OnCompleted(continuation, state, token, flags);
    }
}
