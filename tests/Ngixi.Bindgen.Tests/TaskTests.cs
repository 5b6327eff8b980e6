using System.Collections.Concurrent;
using System.Text;
using Ngixi.Bindgen.Tests.Contracts;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Bindgen.Tests;

/// <summary>A guest waits for a host's task.</summary>
public sealed class TaskTests
{
    private static readonly string[] Imports =
    [
        "jobs.job_run (i32)",
        "jobs.job_count (i32 i32) -> i32",
        "jobs.job_stop ()",
        "jobs.job_name (i32 i32) -> i32",
    ];

    [Fact]
    public void The_guest_waits_until_a_task_ends()
    {
        bool isDone = false;
        using Linker linker = LinkerWith(new Jobs
        {
            Run = async (_, _) =>
            {
                await Task.Yield();
                isDone = true;
            },
            Count = async text =>
            {
                await Task.Yield();
                return text.Length;
            },
            Name = async id =>
            {
                await Task.Yield();
                return $"job {id}";
            },
            Stop = async () => await Task.Yield(),
        });
        using RawGuest guest = RawGuest.Create(linker, Imports);
        guest.WriteArea(64, capacity: 32);
        guest.Write(16, "four"u8);
        guest.Call("job_run", 1);
        Assert.True(isDone);
        Assert.Equal(4, guest.Call("job_count", 16, 4));
        guest.Call("job_stop");
        Assert.Equal(5, guest.Call("job_name", 7, 64));
        Assert.Equal("job 7", Encoding.UTF8.GetString(guest.Bytes(72, 5)));
    }

    [Fact]
    public void What_a_task_throws_is_the_cause_itself()
    {
        using Linker linker = LinkerWith(new Jobs
        {
            Run = async (_, _) =>
            {
                await Task.Yield();
                throw new InvalidDataException("broken");
            },
            Stop = () => ValueTask.FromException(new InvalidDataException("stopped")),
        });
        using RawGuest guest = RawGuest.Create(linker, Imports);
        Assert.Equal("broken", Assert.IsType<InvalidDataException>(guest.CallToFail("job_run", 1).InnerException).Message);
        Assert.Equal("stopped", Assert.IsType<InvalidDataException>(guest.CallToFail("job_stop").InnerException).Message);
    }

    [Fact]
    public void Cancellation_reaches_the_method_and_ends_the_wait()
    {
        using CancellationTokenSource source = new();
        TaskCompletionSource never = new();
        CancellationToken seen = default;
        using Linker linker = LinkerWith(new Jobs
        {
            Run = (_, cancellation) =>
            {
                seen = cancellation;
                source.Cancel();
                return never.Task;
            },
        });
        using RawGuest guest = RawGuest.Create(linker, Imports);
        guest.Store.SetGuestOptions(new GuestOptions { Cancellation = source.Token });
        WasmImportException exception = guest.CallToFail("job_run", 1);
        Assert.IsAssignableFrom<OperationCanceledException>(exception.InnerException);
        Assert.False(exception.IsBadArgument);
        Assert.Equal(source.Token, seen);
    }

    [Fact]
    public void A_new_token_counts_from_the_next_call_on()
    {
        using CancellationTokenSource source = new();
        source.Cancel();
        using Linker linker = LinkerWith(new Jobs
        {
            Run = (_, cancellation) => Task.FromCanceled(cancellation.IsCancellationRequested ? cancellation : new CancellationToken(true)),
        });
        using RawGuest guest = RawGuest.Create(linker, Imports);
        guest.Call("job_stop");
        guest.Store.SetGuestOptions(new GuestOptions { Cancellation = source.Token });
        OperationCanceledException exception = Assert.IsAssignableFrom<OperationCanceledException>(
            guest.CallToFail("job_run", 1).InnerException);
        Assert.Equal(source.Token, exception.CancellationToken);
    }

    [Fact]
    public void A_task_that_returns_to_the_waiting_thread_does_not_hang()
    {
        using Linker linker = LinkerWith(new Jobs { Run = async (_, _) => await Task.Yield() });
        using RawGuest guest = RawGuest.Create(linker, Imports);
        SynchronizationContext? original = SynchronizationContext.Current;
        NeverRuns context = new();
        SynchronizationContext.SetSynchronizationContext(context);
        try
        {
            guest.Call("job_run", 1);
            Assert.Same(context, SynchronizationContext.Current);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(original);
        }

        Assert.Empty(context.Posted);
    }

    [Fact]
    public void A_method_that_returns_no_task_at_all_is_the_hosts_fault()
    {
        using Linker linker = LinkerWith(new Jobs { Run = (_, _) => null! });
        using RawGuest guest = RawGuest.Create(linker, Imports);
        Assert.IsType<InvalidOperationException>(guest.CallToFail("job_run", 1).InnerException);
    }

    private static Linker LinkerWith(IJobs jobs)
    {
        Linker linker = new(RawGuest.Engine);
        linker.DefineJobs(jobs);
        return linker;
    }

    /// <summary>A context like that of a user interface whose one thread is busy.</summary>
    private sealed class NeverRuns : SynchronizationContext
    {
        public ConcurrentQueue<SendOrPostCallback> Posted { get; } = new();

        public override void Post(SendOrPostCallback d, object? state) => Posted.Enqueue(d);
    }
}
