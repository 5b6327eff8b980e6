using System.Diagnostics;

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

    /// <summary>How often to look how long the log is, and how many commits it grows by before it is lengthened.</summary>
    private const int CommitsBetweenLooks = 8;

    /// <summary>How much longer the log becomes, in bytes, before the next try where a reader stayed in it.</summary>
    private const long NextTryBytes = 4 * 1024 * 1024;

    /// <summary>How long to wait for readers, in ms, while the log is cut.</summary>
    private const int ReadersPatience = 50;

    /// <summary>
    /// How many writes a caller makes itself, at first, before the thread sees again whether others come meanwhile; each time when none
    /// came it is twice as many.
    /// </summary>
    private const int LoneWrites = 16;

    private const int MaxLoneWrites = 256;

    /// <summary>How long a transaction waits at most for those who wrote in the last one; half of a commit, if that is less.</summary>
    private static readonly TimeSpan MaxPatience = TimeSpan.FromMilliseconds(1);

    /// <summary>How long to wait before the next try where another process writes.</summary>
    private static readonly TimeSpan BusyPause = TimeSpan.FromMilliseconds(2);

    private readonly string path;
    private readonly Connection connection;
    private readonly WriteTransaction transaction;
    private readonly TopicChanges changes;
    private readonly object gate = new();
    private readonly List<WriteJob> batch = [];
    private readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<WriteJob> waiting = [];
    private readonly List<string> changed = [];
    private bool isWriting;
    private bool isHandedOver;
    private bool isStopping;
    private long nextCut;
    private int commits;
    private int lengthenAfter = CommitsBetweenLooks;
    private int expected;
    private int lone;
    private int nextLone = LoneWrites;
    private TimeSpan patience;

    /// <param name="path">The file.</param>
    /// <param name="connection">The connection, which is the writer's from now on.</param>
    /// <param name="changes">Who waits for events.</param>
    public Writer(string path, Connection connection, TopicChanges changes)
    {
        this.path = path;
        this.connection = connection;
        transaction = new WriteTransaction(connection);
        this.changes = changes;
        new Thread(Work) { IsBackground = true, Name = "Ngixi.Capabilities.Sqlite writer" }.Start();
    }

    /// <summary>Queues a write for the thread, or makes it.</summary>
    /// <remarks>
    /// To wake the thread takes as long as a commit on a fast disk. So a caller that has been alone writes itself. It would be alone for
    /// ever: one that starts many writes, and then waits for them, would wait for each. So now and then the thread gets one to see.
    /// </remarks>
    public void Add(WriteJob job)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isStopping, typeof(SqliteDatabase));
            waiting.Add(job);
            if (isWriting)
            {
                return;
            }

            isWriting = true;
            if (lone == 0)
            {
                isHandedOver = true;
                Monitor.Pulse(gate);
                return;
            }

            lone--;
        }

        TryWrite();
        lock (gate)
        {
            isHandedOver = isWriting = waiting.Count > 0;
            if (isHandedOver || isStopping)
            {
                Monitor.Pulse(gate);
            }
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
        while (WaitForWrites())
        {
            if (!TryWrite())
            {
                WaitForOthers();
            }
        }

        connection.Dispose();
        stopped.SetResult();
    }

    /// <summary>Waits until a caller leaves its turn to this thread.</summary>
    private bool WaitForWrites()
    {
        AwaitExpected();
        lock (gate)
        {
            waiting.RemoveAll(static job => job.IsLeft);
            if (isHandedOver && waiting.Count == 0)
            {
                isHandedOver = isWriting = false;
                (lone, nextLone) = expected == 1 ? (nextLone, Math.Min(2 * nextLone, MaxLoneWrites)) : (0, LoneWrites);
            }

            while (!isHandedOver)
            {
                if (isStopping && !isWriting)
                {
                    return false;
                }

                Monitor.Wait(gate);
            }

            return true;
        }
    }

    /// <summary>Stays awake for the next write of those who wrote last: to wake this thread takes a third of a commit.</summary>
    private void AwaitExpected()
    {
        long start = Stopwatch.GetTimestamp();
        while (expected > 1 && IsIdle() && Stopwatch.GetElapsedTime(start) < patience)
        {
            Thread.Yield();
        }
    }

    private bool IsIdle()
    {
        lock (gate)
        {
            return waiting.Count == 0 && !isStopping;
        }
    }

    /// <summary>Makes all writes that wait.</summary>
    /// <returns>False where another process writes, so that they wait on.</returns>
    private bool TryWrite()
    {
        try
        {
            if (!transaction.TryBegin())
            {
                return false;
            }

            LengthenLog();
            MakeAll();
            Commit();
        }
        catch (Exception exception)
        {
            FailAll(exception);
            return true;
        }

        changed.ForEach(changes.Wake);
        changed.Clear();
        foreach (WriteJob job in batch)
        {
            job.Complete();
        }

        batch.Clear();
        CutLog();
        return true;
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
        long start = Stopwatch.GetTimestamp();
        int made = 0;
        while (TakeWaiting() || (batch.Count < expected && Stopwatch.GetElapsedTime(start) < patience))
        {
            for (; made < batch.Count; made++)
            {
                batch[made].Make(transaction);
            }

            if (made < expected)
            {
                Thread.Yield();
            }
        }
    }

    /// <summary>
    /// Commits, and expects of the next transaction all writers that there are: those of this one, whose callers may write again, and those
    /// that wait. Without it they would fall apart in two halves, one of which waits while the other commits.
    /// </summary>
    private void Commit()
    {
        long start = Stopwatch.GetTimestamp();
        transaction.Commit(changed);
        TimeSpan half = Stopwatch.GetElapsedTime(start) / 2;
        patience = half < MaxPatience ? half : MaxPatience;
        lock (gate)
        {
            expected = Math.Min(batch.Count + waiting.Count, MaxBatch);
        }
    }

    private bool TakeWaiting()
    {
        lock (gate)
        {
            int count = Math.Min(waiting.Count, MaxBatch - batch.Count);
            batch.AddRange(waiting[..count]);
            waiting.RemoveRange(0, count);
            return count > 0;
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
            transaction.Rollback();
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
        changed.Clear();
    }

    /// <summary>SQLite begins the log anew when no reader is in it. Under many short reads that may not be for long.</summary>
    private void CutLog()
    {
        if (++commits % CommitsBetweenLooks != 0)
        {
            return;
        }

        FileInfo log = new(path + "-wal");
        if (!log.Exists || log.Length < Math.Max(nextCut, MaxLogBytes))
        {
            return;
        }

        connection.CutLog(ReadersPatience);
        lengthenAfter = commits + CommitsBetweenLooks;
        log.Refresh();
        nextCut = log.Exists ? log.Length + NextTryBytes : 0;
    }

    /// <summary>
    /// Makes the log as long as it becomes before SQLite begins it anew. A commit takes the disk nearly twice as long where it makes a file
    /// longer. Nobody else writes to the log now, since this is in a transaction; and readers end at the first frame that is none.
    /// </summary>
    private void LengthenLog()
    {
        if (commits < lengthenAfter)
        {
            return;
        }

        lengthenAfter = int.MaxValue;
        try
        {
            using FileStream log = new(
                path + "-wal", FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            long end = log.Length;
            try
            {
                log.Position = end;
                for (byte[] zeros = new byte[64 * 1024]; log.Position < SqliteDatabase.KeptLogBytes;)
                {
                    log.Write(zeros, 0, (int)Math.Min(zeros.Length, SqliteDatabase.KeptLogBytes - log.Position));
                }
            }
            catch (IOException)
            {
                // Others need what is left of the disk.
                log.SetLength(end);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The log grows as it is written, then.
        }
    }
}
