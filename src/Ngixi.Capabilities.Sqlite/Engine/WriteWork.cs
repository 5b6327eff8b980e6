namespace Ngixi.Capabilities.Sqlite;

/// <summary>A write with a result.</summary>
/// <param name="work">The write. Where it is refused it has written nothing: the rules check before they write.</param>
/// <param name="failure">Makes what the caller gets where the database failed.</param>
internal sealed class WriteWork<T>(Func<WriteTransaction, T> work, Func<Exception, Exception> failure) : WriteJob
{
    private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private CancellationTokenRegistration registration;
    private CancellationToken left;
    private bool isBegun;
    private bool isMade;
    private bool isOver;
    private T? result;
    private Exception? exception;

    public Task<T> Task => completion.Task;

    public override bool IsLeft
    {
        get
        {
            lock (gate)
            {
                return left.IsCancellationRequested;
            }
        }
    }

    /// <summary>Lets the caller leave with its token, if the write is not over.</summary>
    public void LeaveWith(CancellationToken cancellationToken)
    {
        CancellationTokenRegistration added = cancellationToken.UnsafeRegister(
            static (job, token) => ((WriteWork<T>)job!).Leave(token), this);
        lock (gate)
        {
            if (!isOver)
            {
                registration = added;
                return;
            }
        }

        added.Dispose();
    }

    public override void Make(WriteTransaction transaction)
    {
        lock (gate)
        {
            if (left.IsCancellationRequested)
            {
                return;
            }

            isBegun = true;
        }

        try
        {
            result = work(transaction);
        }
        catch (Exception refusal) when (refusal is KeyValueException or EventException or ArgumentException)
        {
            exception = refusal;
        }

        lock (gate)
        {
            isMade = true;
            if (left.IsCancellationRequested)
            {
                completion.TrySetCanceled(left);
            }
        }
    }

    public override void Complete()
    {
        End();
        if (exception is not null)
        {
            completion.TrySetException(exception);
        }
        else
        {
            completion.TrySetResult(result!);
        }
    }

    public override void Fail(Exception cause)
    {
        End();
        completion.TrySetException(failure(cause));
    }

    private void End()
    {
        CancellationTokenRegistration ended;
        lock (gate)
        {
            isOver = true;
            ended = registration;
        }

        // It waits for a caller that is leaving, and so not in the lock.
        ended.Dispose();
    }

    /// <summary>The caller's memory is its own when the task ends: while the write reads it, the task does not.</summary>
    private void Leave(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            left = cancellationToken;
            if (!isBegun || isMade)
            {
                completion.TrySetCanceled(cancellationToken);
            }
        }
    }
}
