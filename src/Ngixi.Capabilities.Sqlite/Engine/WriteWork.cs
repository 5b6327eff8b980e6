namespace Ngixi.Capabilities.Sqlite;

/// <summary>A write with a result.</summary>
/// <param name="work">The write. What it throws is its result, and then nothing of it is kept.</param>
/// <param name="failure">Makes what the caller gets where the database failed.</param>
internal sealed class WriteWork<T>(Func<Connection, T> work, Func<Exception, Exception> failure) : WriteJob
{
    private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private CancellationTokenRegistration registration;
    private CancellationToken left;
    private bool isBegun;
    private bool isMade;
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

    /// <summary>Lets the caller leave with its token.</summary>
    public void LeaveWith(CancellationToken cancellationToken) =>
        registration = cancellationToken.UnsafeRegister(static (job, token) => ((WriteWork<T>)job!).Leave(token), this);

    public override void Make(Connection connection)
    {
        lock (gate)
        {
            if (left.IsCancellationRequested)
            {
                return;
            }

            isBegun = true;
        }

        connection.Prepare("SAVEPOINT job").Run();
        try
        {
            result = work(connection);
        }
        catch (Exception refusal) when (refusal is not DatabaseException)
        {
            exception = refusal;
            connection.Prepare("ROLLBACK TO job").Run();
        }

        connection.Prepare("RELEASE job").Run();
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
        registration.Dispose();
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
        registration.Dispose();
        completion.TrySetException(failure(cause));
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
