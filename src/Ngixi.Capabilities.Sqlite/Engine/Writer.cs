namespace Ngixi.Capabilities.Sqlite;

/// <summary>
/// The only writer of the process. Writes that wait while a commit is under way are made in the next transaction, all of them: they share
/// its commit, which is nearly all that a write costs.
/// </summary>
internal sealed class Writer : IAsyncDisposable
{
    /// <summary>How many writes share a commit at most, so that none waits without end.</summary>
    private const int MaxBatch = 1_024;

    /// <summary>How long the log may become, in bytes, before it is cut by force. SQLite begins it anew at 4 MiB where it can.</summary>
    private const long MaxLogBytes = 16 * 1024 * 1024;

    /// <summary>How much longer the log becomes, in bytes, before the next try where a reader stayed in it.</summary>
    private const long NextTryBytes = 4 * 1024 * 1024;

    /// <summary>How long to wait for readers, in ms, while the log is cut.</summary>
    private const int ReadersPatience = 50;

    /// <summary>How long to wait before the next try where another process writes.</summary>
    private static readonly TimeSpan BusyPause = TimeSpan.FromMilliseconds(2);

    private readonly string path;
    private readonly Connection connection;
    private readonly object gate = new();
    private readonly List<WriteJob> batch = [];
    private readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<WriteJob> waiting = [];
    private bool isStopping;
    private long nextCut;

    /// <param name="path">The file.</param>
    /// <param name="connection">The connection, which is the writer's from now on.</param>
    public Writer(string path, Connection connection)
    {
        this.path = path;
        this.connection = connection;
        new Thread(Work) { IsBackground = true, Name = "Ngixi.Capabilities.Sqlite writer" }.Start();
    }

    /// <summary>Queues a write.</summary>
    public void Add(WriteJob job)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isStopping, typeof(SqliteDatabase));
            waiting.Add(job);
            Monitor.Pulse(gate);
        }
    }

    /// <summary>Makes the writes that wait, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            isStopping = true;
            Monitor.Pulse(gate);
        }

        await stopped.Task.ConfigureAwait(false);
    }

    private void Work()
    {
        while (WaitForJobs())
        {
            try
            {
                if (!TryBegin())
                {
                    WaitForOthers();
                    continue;
                }

                MakeAll();
                connection.Prepare("COMMIT").Run();
            }
            catch (Exception exception)
            {
                FailAll(exception);
                continue;
            }

            foreach (WriteJob job in batch)
            {
                job.Complete();
            }

            batch.Clear();
            CutLog();
        }

        connection.Dispose();
        stopped.SetResult();
    }

    private bool WaitForJobs()
    {
        lock (gate)
        {
            waiting.RemoveAll(static job => job.IsLeft);
            while (waiting.Count == 0)
            {
                if (isStopping)
                {
                    return false;
                }

                Monitor.Wait(gate);
            }

            return true;
        }
    }

    private bool TryBegin()
    {
        try
        {
            connection.Prepare("BEGIN IMMEDIATE").Run();
            return true;
        }
        catch (DatabaseException exception) when (exception.IsBusy)
        {
            return false;
        }
    }

    /// <summary>Another process writes: the callers wait, each as long as its token lets it.</summary>
    private void WaitForOthers()
    {
        lock (gate)
        {
            if (!isStopping)
            {
                Monitor.Wait(gate, BusyPause);
                return;
            }
        }

        FailAll(new IOException($"The database {path} was closed while another process was writing to it."));
    }

    private void MakeAll()
    {
        int made = 0;
        while (TakeWaiting())
        {
            for (; made < batch.Count; made++)
            {
                batch[made].Make(connection);
            }
        }
    }

    private bool TakeWaiting()
    {
        lock (gate)
        {
            if (waiting.Count == 0 || batch.Count >= MaxBatch)
            {
                return false;
            }

            batch.AddRange(waiting);
            waiting.Clear();
            return true;
        }
    }

    /// <summary>Undoes the transaction. Where none could begin, the writes that wait cannot be made either.</summary>
    private void FailAll(Exception exception)
    {
        if (batch.Count == 0)
        {
            TakeWaiting();
        }

        try
        {
            if (connection.IsInTransaction)
            {
                connection.Execute("ROLLBACK");
            }
        }
        catch (DatabaseException)
        {
            // The next transaction cannot begin then, and says so.
        }

        foreach (WriteJob job in batch)
        {
            job.Fail(exception);
        }

        batch.Clear();
    }

    /// <summary>SQLite begins the log anew only when no reader is in it at that moment, which may not be for long under many short reads.</summary>
    private void CutLog()
    {
        FileInfo log = new(path + "-wal");
        if (!log.Exists || log.Length < Math.Max(nextCut, MaxLogBytes))
        {
            return;
        }

        connection.CutLog(ReadersPatience);
        log.Refresh();
        nextCut = log.Exists ? log.Length + NextTryBytes : 0;
    }
}
