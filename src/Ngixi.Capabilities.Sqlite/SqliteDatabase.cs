namespace Ngixi.Capabilities.Sqlite;

/// <summary>
/// A file of SQLite in which a host keeps the values and events of its guests. A write is on the disk when its call returns; writes that
/// wait at the same time share one commit.
/// </summary>
/// <remarks>
/// For any number of threads, and for several processes on one machine. The file is on a disk of the machine, not on a network's; while it
/// is open there are two more beside it, <c>-wal</c> and <c>-shm</c>. Dispose it after the stores' last call: writes that wait are made.
/// </remarks>
public sealed class SqliteDatabase : IAsyncDisposable
{
    /// <summary>How long the log stays, in bytes, when SQLite begins it anew. It does so at about as many.</summary>
    internal const long KeptLogBytes = 4 * 1024 * 1024;

    /// <summary>How long an open waits for other processes that open or close the file.</summary>
    private static readonly TimeSpan OpenTimeout = TimeSpan.FromSeconds(10);

    /// <summary>How long to wait before the next try where another process has a lock.</summary>
    private static readonly TimeSpan BusyPause = TimeSpan.FromMilliseconds(2);

    private readonly Writer writer;
    private readonly Readers readers;

    private SqliteDatabase(string path, Connection connection, TimeProvider time)
    {
        Path = path;
        Time = time;
        Changes = new TopicChanges(path, EventRules.PollInterval);
        writer = new Writer(path, connection, Changes);
        readers = new Readers(path);
    }

    /// <summary>Gets the full path of the file.</summary>
    public string Path { get; }

    /// <summary>Gets what says the time: of expiry, of deliveries.</summary>
    internal TimeProvider Time { get; }

    /// <summary>Gets who waits for events.</summary>
    internal TopicChanges Changes { get; }

    /// <summary>Opens the file, or makes it where it is not there.</summary>
    /// <param name="path">The path. Its folder is there.</param>
    /// <param name="time">The time by which values expire and events are delivered again; the system's by default.</param>
    /// <exception cref="ArgumentException">The path is empty, <c>:memory:</c> or a URI.</exception>
    /// <exception cref="IOException">The file cannot be opened for reading and writing. The message says what to do.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is no database, one of another program, or one of a later version. It was not changed.
    /// </exception>
    public static SqliteDatabase Open(string path, TimeProvider? time = null)
    {
        string full = FullPath(path);
        long start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return new SqliteDatabase(full, OpenWriter(full), time ?? TimeProvider.System);
            }
            catch (DatabaseException exception) when (exception.IsBusy && TimeProvider.System.GetElapsedTime(start) < OpenTimeout)
            {
                Thread.Sleep(BusyPause);
            }
            catch (DatabaseException exception)
            {
                throw Describe(exception, full);
            }
        }
    }

    /// <summary>Makes the writes that wait, and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync().ConfigureAwait(false);
        readers.Dispose();
        await Changes.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Reads, on the thread of the caller. It waits only where another process repairs or closes the file.</summary>
    internal ValueTask<T> ReadAsync<TArguments, T>(
        Func<Connection, TArguments, T> read,
        TArguments arguments,
        Func<Exception, Exception> failure,
        CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<T>(cancellationToken);
        }

        try
        {
            return ValueTask.FromResult(readers.Read(read, arguments));
        }
        catch (DatabaseException exception) when (exception.IsBusy)
        {
            return ReadLaterAsync(read, arguments, failure, cancellationToken);
        }
        catch (DatabaseException exception)
        {
            return ValueTask.FromException<T>(failure(exception));
        }
    }

    /// <summary>Writes in a transaction with others, and ends when it is committed.</summary>
    /// <param name="write">The write. Where it is refused it has written nothing.</param>
    /// <param name="failure">Makes the exception where the database failed.</param>
    /// <param name="cancellationToken">Ends the wait for others. A write that is begun is made all the same.</param>
    internal ValueTask<T> WriteAsync<T>(
        Func<WriteTransaction, T> write, Func<Exception, Exception> failure, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<T>(cancellationToken);
        }

        WriteWork<T> job = new(write, failure);
        writer.Add(job);
        if (!job.Task.IsCompleted)
        {
            job.LeaveWith(cancellationToken);
        }

        return new ValueTask<T>(job.Task);
    }

    /// <summary>Says in words why the database failed.</summary>
    internal string Describe(Exception exception) => exception is DatabaseException failure ? failure.Describe(Path) : exception.Message;

    private async ValueTask<T> ReadLaterAsync<TArguments, T>(
        Func<Connection, TArguments, T> read,
        TArguments arguments,
        Func<Exception, Exception> failure,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(BusyPause, cancellationToken).ConfigureAwait(false);
            try
            {
                return readers.Read(read, arguments);
            }
            catch (DatabaseException exception) when (exception.IsBusy)
            {
            }
            catch (DatabaseException exception)
            {
                throw failure(exception);
            }
        }
    }

    private static Connection OpenWriter(string path)
    {
        Connection connection = new(path, mayCreate: true);
        try
        {
            Schema.Ensure(connection, path);

            // The log is synced at each commit, on macOS by a call that really does it. It is cut to 4 MiB when SQLite begins it anew.
            connection.Execute(
                $"PRAGMA synchronous=FULL; PRAGMA fullfsync=1; PRAGMA journal_size_limit={KeptLogBytes}; PRAGMA temp_store=MEMORY;");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static string FullPath(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (path == ":memory:" || path.StartsWith("file:", StringComparison.Ordinal))
        {
            throw new ArgumentException(
                $"{path} is not the path of a file. What is to be gone with the process is kept in MemoryKeyValueStore.", nameof(path));
        }

        string full = System.IO.Path.GetFullPath(path);
        if (Directory.Exists(full))
        {
            throw new IOException($"The database {full} cannot be opened: it is a folder. Name a file.");
        }

        string folder = System.IO.Path.GetDirectoryName(full)!;
        return Directory.Exists(folder)
            ? full
            : throw new DirectoryNotFoundException($"The database {full} cannot be made: there is no folder {folder}. Make it first.");
    }

    private static Exception Describe(DatabaseException exception, string path)
    {
        string message = exception.IsBusy
            ? $"The database {path} cannot be opened: another process has had it locked for {OpenTimeout.TotalSeconds} s."
            : exception.Describe(path);
        return exception.Code is SQLitePCL.raw.SQLITE_NOTADB or SQLitePCL.raw.SQLITE_CORRUPT
            ? new InvalidDataException(message, exception)
            : new IOException(message, exception);
    }
}
