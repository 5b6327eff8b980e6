using System.Globalization;

namespace Ngixi.Capabilities.Sqlite;

/// <summary>The tables, and how a file says that they are in it.</summary>
internal static class Schema
{
    /// <summary>Whose file it is, in its header: "Ngxi".</summary>
    private const long ApplicationId = 0x4E677869;

    private const long Version = 1;

    private const string Advice = "use a later Ngixi.Capabilities.Sqlite. The file was not changed.";

    // Keys are text, which SQLite compares by its bytes. Times are ticks, of UTC. What may be long is last, so that nothing lies behind it.
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
        CREATE TABLE event_topic (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            max_events INTEGER NOT NULL,
            max_bytes INTEGER NOT NULL,
            max_event_bytes INTEGER NOT NULL,
            overflow INTEGER NOT NULL,
            survives_exit INTEGER NOT NULL,
            survives_power_loss INTEGER NOT NULL,
            is_shared INTEGER NOT NULL,
            last_sequence INTEGER NOT NULL,
            events INTEGER NOT NULL,
            bytes INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE event (
            topic INTEGER NOT NULL,
            sequence INTEGER NOT NULL,
            published INTEGER NOT NULL,
            trace_parent TEXT,
            dead_topic TEXT,
            dead_group TEXT,
            dead_sequence INTEGER,
            dead_deliveries INTEGER,
            dead_reason TEXT,
            payload BLOB NOT NULL,
            PRIMARY KEY (topic, sequence)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE event_group (
            id INTEGER PRIMARY KEY,
            topic INTEGER NOT NULL,
            name TEXT NOT NULL,
            from_beginning INTEGER NOT NULL,
            lease INTEGER NOT NULL,
            max_deliveries INTEGER NOT NULL,
            dead_letter_topic TEXT,
            next_sequence INTEGER NOT NULL,
            UNIQUE (topic, name)
        ) STRICT;
        CREATE TABLE event_hold (
            group_id INTEGER NOT NULL,
            sequence INTEGER NOT NULL,
            lost_to INTEGER NOT NULL,
            deliveries INTEGER NOT NULL,
            due INTEGER NOT NULL,
            is_taken INTEGER NOT NULL,
            reason TEXT,
            PRIMARY KEY (group_id, sequence)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX event_hold_due ON event_hold (group_id, due, sequence);
        """;

    /// <summary>Makes the tables in an empty file; refuses one that is not this version's, and leaves it as it is.</summary>
    public static void Ensure(Connection connection, string path)
    {
        if (connection.IsReadOnly)
        {
            throw new IOException($"The database {path} is read-only: give the host the right to write it, or name another path.");
        }

        // Other processes may be at it, too: what is read of the file has to be of one moment.
        connection.Execute("BEGIN");
        bool isThere = IsThere(connection, path);
        connection.Execute("COMMIT");
        UseLog(connection, path);
        if (isThere)
        {
            return;
        }

        connection.Execute("BEGIN IMMEDIATE");
        if (!IsThere(connection, path))
        {
            connection.Execute(Tables);
            connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id={ApplicationId}"));
            connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version={Version}"));
        }

        connection.Execute("COMMIT");
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
