namespace Ngixi.Hosting.Running;

/// <summary>A call that waits for a thread, runs on it, and ends at its deadline wherever it is.</summary>
internal sealed class GuestCall<T> : IGuestWork
{
    private const int Waiting = 0;
    private const int Running = 1;
    private const int Done = 2;

    private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly GuestEngine engine;
    private readonly Func<CallDeadline, T> run;
    private readonly CallDeadline deadline;

    // What the caller has there, such as the activity of its request, the host's methods have.
    private readonly ExecutionContext? context = ExecutionContext.Capture();
    private CancellationTokenRegistration registration;
    private int state;
    private T result = default!;

    private GuestCall(GuestEngine engine, Func<CallDeadline, T> run, CallDeadline deadline)
    {
        this.engine = engine;
        this.run = run;
        this.deadline = deadline;
    }

    /// <summary>Runs something on a thread of guests.</summary>
    /// <param name="engine">Whose thread.</param>
    /// <param name="lane">The lane of the guest's module.</param>
    /// <param name="deadline">The deadline, which is disposed when it ended.</param>
    /// <param name="run">What runs. It looks at the deadline by itself.</param>
    public static Task<T> RunAsync(GuestEngine engine, GuestLane lane, CallDeadline deadline, Func<CallDeadline, T> run)
    {
        GuestCall<T> call = new(engine, run, deadline);

        // What is cancelled while it waits is answered at once; its place in the lane is passed over later.
        call.registration = deadline.Cancellation.UnsafeRegister(static state => ((GuestCall<T>)state!).Abandon(), call);
        try
        {
            engine.Threads.Enqueue(lane, call, deadline.Left);
        }
        catch (Exception exception)
        {
            engine.Meter.Record(deadline.Module, exception, null);
            engine.Audit?.Failed(deadline.Module, exception);
            call.End();
            throw;
        }

        return call.completion.Task;
    }

    public void Run()
    {
        if (Interlocked.CompareExchange(ref state, Running, Waiting) != Waiting)
        {
            return;
        }

        try
        {
            if (context is null)
            {
                result = run(deadline);
            }
            else
            {
                ExecutionContext.Run(context, static call => ((GuestCall<T>)call!).RunInContext(), this);
            }
        }
        catch (Exception exception)
        {
            End();
            completion.SetException(exception);
            return;
        }

        End();
        completion.SetResult(result);
    }

    private void RunInContext() => result = run(deadline);

    private void Abandon()
    {
        if (Interlocked.CompareExchange(ref state, Done, Waiting) == Waiting)
        {
            bool isHeld = engine.Threads.Held.Any(held => held.Module == deadline.Module);
            Exception exceeded = deadline.Exceeded(
                isHeld ? "while it waited because guests of the module failed too often" : "while it waited for a thread");
            engine.Meter.Record(deadline.Module, exceeded, null);
            engine.Audit?.Failed(deadline.Module, exceeded);
            completion.SetException(exceeded);
            deadline.Dispose();
        }
    }

    private void End()
    {
        registration.Dispose();
        deadline.Dispose();
    }
}
