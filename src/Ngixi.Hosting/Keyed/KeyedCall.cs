using Ngixi.Bindgen;
using Ngixi.Hosting.Running;

namespace Ngixi.Hosting.Keyed;

/// <summary>A call that waits for the guest of its key, runs, and is answered once.</summary>
/// <remarks>Its caller may give up. What waits is not run, then; what runs goes on, as the guest is others' too.</remarks>
internal sealed class KeyedCall
{
    private const int Waiting = 0;
    private const int Running = 1;
    private const int GivenUp = 2;

    private readonly TaskCompletionSource<ReadOnlyMemory<byte>> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenRegistration ofCaller;
    private readonly CancellationTokenRegistration ofDeadline;
    private readonly ExecutionContext? context = ExecutionContext.Capture();
    private int state;

    public KeyedCall(GuestRequest request, CallDeadline deadline, CancellationToken caller)
    {
        Request = request;
        Deadline = deadline;
        ofCaller = caller.UnsafeRegister(static (call, token) => ((KeyedCall)call!).Cancel(token), this);
        ofDeadline = deadline.Cancellation.UnsafeRegister(static call => ((KeyedCall)call!).Expire(), this);
    }

    public GuestRequest Request { get; }

    public CallDeadline Deadline { get; }

    public Task<ReadOnlyMemory<byte>> Answer => answer.Task;

    public bool IsWaiting => Volatile.Read(ref state) == Waiting;

    /// <summary>Begins to run it.</summary>
    /// <returns>False where it was given up.</returns>
    public bool TryBegin() => Interlocked.CompareExchange(ref state, Running, Waiting) == Waiting;

    /// <summary>Does something with the call in the context of its caller, and not of the call that was before it.</summary>
    public Task InContextAsync(Func<KeyedCall, Task> action)
    {
        if (context is null)
        {
            return action(this);
        }

        Task? done = null;
        ExecutionContext.Run(context, _ => done = action(this), null);
        return done!;
    }

    public void Return(ReadOnlyMemory<byte> result)
    {
        End();
        answer.TrySetResult(result);
    }

    public void Fail(Exception exception)
    {
        End();
        answer.TrySetException(exception);
    }

    /// <summary>Forgets the call, which is not run any more.</summary>
    public void End()
    {
        ofCaller.Dispose();
        ofDeadline.Dispose();
        Deadline.Dispose();
    }

    private void Cancel(CancellationToken token)
    {
        Interlocked.CompareExchange(ref state, GivenUp, Waiting);
        answer.TrySetCanceled(token);
    }

    // One that runs is ended by who runs it, for it is not to be answered before its guest is.
    private void Expire()
    {
        if (Interlocked.CompareExchange(ref state, GivenUp, Waiting) == Waiting)
        {
            answer.TrySetException(Deadline.Exceeded("while it waited for the guest with its key"));
        }
    }
}
