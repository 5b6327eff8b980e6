namespace Ngixi.Capabilities.Sqlite;

/// <summary>What the writes of one transaction share: each namespace and topic is read once, and its counts are written once.</summary>
internal sealed class WriteTransaction(Connection connection)
{
    private readonly Dictionary<string, KeyValueTable> namespaces = new(StringComparer.Ordinal);

    public Connection Connection => connection;

    /// <summary>Gets the topics.</summary>
    public EventTables Events { get; } = new(connection);

    /// <summary>Gets a namespace, which is made if it is not there.</summary>
    public KeyValueTable Namespace(KeyValueNamespace space)
    {
        if (!namespaces.TryGetValue(space.ToString(), out KeyValueTable? table))
        {
            table = new KeyValueTable(connection, space);
            namespaces.Add(space.ToString(), table);
        }

        return table;
    }

    /// <summary>Writes what was counted.</summary>
    /// <returns>The topics that those who wait for them look at again.</returns>
    public List<string> Finish()
    {
        foreach (KeyValueTable table in namespaces.Values)
        {
            table.WriteState();
        }

        return Events.Finish();
    }
}
