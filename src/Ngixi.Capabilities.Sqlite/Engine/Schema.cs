using System.Globalization;

namespace Ngixi.Capabilities.Sqlite;

/// <summary>The tables, and how a file says that they are in it.</summary>
internal static class Schema
{
    /// <summary>Whose file it is, in its header: "Ngxi".</summary>
    private const long ApplicationId = 0x4E677869;

    private const long Version = 1;

    private const string Advice = "use a later Ngixi.Capabilities.Sqlite. The file was not changed.";

    // Keys are text, which SQLite compares by its bytes. Times are ticks of UTC. The value is last, so that no other column lies behind it.
    private const string Tables = """
        CREATE TABLE kv_namespace (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            last_version INTEGER NOT NULL,
            keys INTEGER NOT NULL,
            bytes INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE kv_entry (
            namespace INTEGER NOT NULL,
            key TEXT NOT NULL,
            version INTEGER NOT NULL,
            expires INTEGER,
            value BLOB NOT NULL,
            PRIMARY KEY (namespace, key)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX kv_entry_expires ON kv_entry (namespace, expires) WHERE expires IS NOT NULL;
        """;

    /// <summary>Makes the tables in an empty file; refuses one that is not this version's, and leaves it as it is.</summary>
    public static void Ensure(Connection connection, string path)
    {
        if (connection.IsReadOnly)
        {
            throw new IOException($"The database {path} is read-only: give the host the right to write it, or name another path.");
        }

        if (IsThere(connection, path))
        {
            UseLog(connection, path);
            return;
        }

        UseLog(connection, path);
        connection.Execute("BEGIN IMMEDIATE");
        try
        {
            if (!IsThere(connection, path))
            {
                connection.Execute(Tables);
                connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id={ApplicationId}"));
                connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version={Version}"));
            }

            connection.Execute("COMMIT");
        }
        catch
        {
            if (connection.IsInTransaction)
            {
                connection.Execute("ROLLBACK");
            }

            throw;
        }
    }

    private static bool IsThere(Connection connection, string path)
    {
        long application = connection.Number("PRAGMA application_id");
        long version = connection.Number("PRAGMA user_version");
        if (application == ApplicationId)
        {
            return version == Version
                ? true
                : throw new InvalidDataException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"The database {path} has tables of version {version}, and this host knows version {Version}: {Advice}"));
        }

        return application == 0 && version == 0 && connection.Number("SELECT count(*) FROM sqlite_schema") == 0
            ? false
            : throw new InvalidDataException(
                $"The database {path} has tables of another program: name a file of its own. The file was not changed.");
    }

    private static void UseLog(Connection connection, string path)
    {
        Statement statement = connection.Prepare("PRAGMA journal_mode=WAL");
        try
        {
            if (!statement.Step() || statement.Text(0) != "wal")
            {
                throw new IOException($"The database {path} cannot have a write-ahead log: put it on a disk of this machine.");
            }
        }
        finally
        {
            statement.Reset();
        }
    }
}
