namespace Ngixi.Bindgen.Runtime.Imports;

/// <summary>Runs on the thread that waits for a task what is posted meanwhile, and on the thread pool what comes later.</summary>
internal sealed class WaitingContext : SynchronizationContext
{
    /// <summary>How often .NET spins before it blocks.</summary>
    private const int MaxSpins = 35;

    private readonly int thread = Environment.CurrentManagedThreadId;

    // What is posted, and the lock of all fields.
    private readonly Queue<(SendOrPostCallback Callback, object? State)> posted = new(0);
    private bool isClosed;

    // Whether anything was posted, for who does not have the lock.
    private bool hasPosts;

    /// <summary>Waits until the task ends, or the wait is cancelled. Throws nothing of the task's.</summary>
    public void Wait(Task task, CancellationToken cancellation)
    {
        if (task.IsCompleted)
        {
            return;
        }

        if (CompletesSoon(task, cancellation))
        {
            return;
        }

        _ = task.ContinueWith(
            static (_, context) => ((WaitingContext)context!).Wake(),
            this,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        using CancellationTokenRegistration registration = cancellation.UnsafeRegister(
            static context => ((WaitingContext)context!).Wake(),
            this);
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
                Volatile.Write(ref hasPosts, true);
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

    /// <summary>Waits a moment without blocking, as <see cref="Task.Wait()"/> does: to be woken takes longer than many tasks.</summary>
    private bool CompletesSoon(Task task, CancellationToken cancellation)
    {
        SpinWait moment = default;
        while (!task.IsCompleted && !cancellation.IsCancellationRequested && moment.Count < MaxSpins && !Volatile.Read(ref hasPosts))
        {
            moment.SpinOnce(sleep1Threshold: -1);
        }

        return task.IsCompleted;
    }

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
