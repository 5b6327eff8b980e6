namespace Ngixi.Capabilities.Sqlite;

/// <summary>
/// What the writes of one transaction share: each namespace and topic is read once, and its counts are written once. The next transaction
/// goes on with what this one knows, unless another connection has written to the file, or something went wrong.
/// </summary>
internal sealed class WriteTransaction(Connection connection)
{
    /// <summary>How many namespaces and topics are known at most between transactions.</summary>
    private const int MaxKnown = 4_096;

    private readonly Dictionary<string, KeyValueTable> namespaces = new(StringComparer.Ordinal);
    private readonly List<KeyValueTable> used = [];
    private long version = -1;

    public Connection Connection => connection;

    /// <summary>Gets the topics.</summary>
    public EventTables Events { get; } = new(connection);

    /// <summary>Begins, and is the only one that writes from now on.</summary>
    /// <returns>False where another process writes.</returns>
    public bool TryBegin()
    {
        try
        {
            connection.Prepare("BEGIN IMMEDIATE").Run();
        }
        catch (DatabaseException exception) when (exception.IsBusy)
        {
            return false;
        }

        // It stays what it is over commits of this connection, and changes with those of any other.
        long found = connection.Number("PRAGMA data_version");
        if (found != version || namespaces.Count + Events.Count > MaxKnown)
        {
            Forget();
            version = found;
        }

        return true;
    }

    /// <summary>Gets a namespace, which is made if it is not there.</summary>
    public KeyValueTable Namespace(KeyValueNamespace space)
    {
        if (!namespaces.TryGetValue(space.ToString(), out KeyValueTable? table))
        {
            table = new KeyValueTable(connection, space);
            namespaces.Add(space.ToString(), table);
        }

        if (!table.IsUsed)
        {
            table.IsUsed = true;
            used.Add(table);
        }

        return table;
    }

    /// <summary>Writes what was counted, and commits.</summary>
    /// <param name="changed">Gets the topics that those who wait for them look at again.</param>
    public void Commit(List<string> changed)
    {
        foreach (KeyValueTable table in used)
        {
            table.WriteState();
            table.IsUsed = false;
        }

        used.Clear();
        Events.Finish(changed);
        connection.Prepare("COMMIT").Run();
    }

    /// <summary>Undoes what was written.</summary>
    public void Rollback()
    {
        Forget();
        if (connection.IsInTransaction)
        {
            connection.Prepare("ROLLBACK").Run();
        }
    }

    private void Forget()
    {
        version = -1;
        namespaces.Clear();
        used.Clear();
        Events.Forget();
    }
}
