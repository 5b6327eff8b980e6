using SQLitePCL;

namespace Ngixi.Capabilities.Sqlite;

/// <summary>A connection to the file, for one thread at a time, with the statements that it has prepared.</summary>
internal sealed class Connection : IDisposable
{
    /// <summary>SQLITE_DBCONFIG_ENABLE_QPSG.</summary>
    private const int EnableStability = 1007;

    private readonly sqlite3 handle;

    // By the text's object: all of them are literals, and to hash one takes as long as to run it.
    private readonly Dictionary<string, Statement> statements = new(ReferenceEqualityComparer.Instance);

    static Connection() => Batteries_V2.Init();

    /// <summary>Opens the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mayCreate">Whether it is made if it is not there.</param>
    public Connection(string path, bool mayCreate)
    {
        int flags = raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_NOMUTEX | (mayCreate ? raw.SQLITE_OPEN_CREATE : 0);
        int code = raw.sqlite3_open_v2(path, out handle, flags, null);
        try
        {
            Check(code);
            Check(raw.sqlite3_extended_result_codes(handle, 1));

            // Statements are prepared once, and not again for each value: sqlite.org/queryplanner-ng.html#qpstab.
            Check(raw.sqlite3_db_config(handle, EnableStability, 1, out _));
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Gets whether the file may be read only.</summary>
    public bool IsReadOnly => raw.sqlite3_db_readonly(handle, "main") == 1;

    /// <summary>Gets whether a transaction was begun and is not over. Some errors of SQLite end it.</summary>
    public bool IsInTransaction => raw.sqlite3_get_autocommit(handle) == 0;

    /// <summary>Gets the statement of a literal, which is prepared once.</summary>
    public Statement Prepare(string sql)
    {
        if (!statements.TryGetValue(sql, out Statement? statement))
        {
            Check(raw.sqlite3_prepare_v3(handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out sqlite3_stmt prepared));
            statement = new Statement(this, prepared);
            statements.Add(sql, statement);
        }

        return statement;
    }

    /// <summary>Runs statements once.</summary>
    public void Execute(string sql) => Check(raw.sqlite3_exec(handle, sql));

    /// <summary>Gets the number that a statement has for its first row.</summary>
    public long Number(string sql)
    {
        Statement statement = Prepare(sql);
        try
        {
            return statement.Step() ? statement.Integer(0) : 0;
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>Runs an insert.</summary>
    /// <returns>The number of the row.</returns>
    public long Insert(Statement statement)
    {
        statement.Run();
        return raw.sqlite3_last_insert_rowid(handle);
    }

    /// <summary>Moves the whole write-ahead log into the database and cuts it, unless a reader stays in it.</summary>
    /// <param name="patience">How long to wait for readers, in ms. New ones do not use the log any more once all of it is moved.</param>
    public void CutLog(int patience)
    {
        raw.sqlite3_busy_timeout(handle, patience);
        raw.sqlite3_wal_checkpoint_v2(handle, "main", raw.SQLITE_CHECKPOINT_TRUNCATE, out _, out _);
        raw.sqlite3_busy_timeout(handle, 0);
    }

    public void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw Failure(code);
        }
    }

    public DatabaseException Failure(int code) => new(code, raw.sqlite3_errmsg(handle).utf8_to_string());

    public void Dispose()
    {
        foreach (Statement statement in statements.Values)
        {
            statement.Dispose();
        }

        handle.Dispose();
    }
}
