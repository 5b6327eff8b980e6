namespace Ngixi.Bindgen.Runtime.Imports;

/// <summary>Runs on the thread that waits for a task what is posted meanwhile, and on the thread pool what comes later.</summary>
internal sealed class WaitingContext : SynchronizationContext
{
    private readonly int thread = Environment.CurrentManagedThreadId;

    // What is posted, and the lock of all fields.
    private readonly Queue<(SendOrPostCallback Callback, object? State)> posted = new(0);
    private bool isClosed;

    /// <summary>Waits until the task ends, or the wait is cancelled. Throws nothing of the task's.</summary>
    public void Wait(Task task, CancellationToken cancellation)
    {
        if (task.IsCompleted)
        {
            return;
        }

        _ = task.ContinueWith(static (_, context) => ((WaitingContext)context!).Wake(), this, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        using CancellationTokenRegistration registration = cancellation.UnsafeRegister(static context => ((WaitingContext)context!).Wake(), this);
        while (Next(task, cancellation) is { } next)
        {
            next.Callback(next.State);
        }
    }

    /// <summary>Sends later posts, and those that are left, to the thread pool.</summary>
    public void Close()
    {
        lock (posted)
        {
            isClosed = true;
            foreach ((SendOrPostCallback callback, object? state) in posted)
            {
                base.Post(callback, state);
            }

            posted.Clear();
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (posted)
        {
            if (!isClosed)
            {
                posted.Enqueue((d, state));
                Monitor.Pulse(posted);
                return;
            }
        }

        base.Post(d, state);
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (Environment.CurrentManagedThreadId == thread)
        {
            d(state);
            return;
        }

        TaskCompletionSource sent = new();
        Post(
            _ =>
            {
                try
                {
                    d(state);
                    sent.SetResult();
                }
                catch (Exception exception)
                {
                    sent.SetException(exception);
                }
            },
            null);
        sent.Task.GetAwaiter().GetResult();
    }

    public override SynchronizationContext CreateCopy() => this;

    private (SendOrPostCallback Callback, object? State)? Next(Task task, CancellationToken cancellation)
    {
        lock (posted)
        {
            while (!task.IsCompleted && !cancellation.IsCancellationRequested)
            {
                if (posted.TryDequeue(out (SendOrPostCallback, object?) next))
                {
                    return next;
                }

                Monitor.Wait(posted);
            }
        }

        return null;
    }

    private void Wake()
    {
        lock (posted)
        {
            Monitor.Pulse(posted);
        }
    }
}
