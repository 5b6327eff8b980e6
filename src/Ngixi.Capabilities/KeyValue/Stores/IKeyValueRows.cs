namespace Ngixi.Capabilities;

/// <summary>The rows of one namespace, in a transaction of the store: no other writer is in it.</summary>
public interface IKeyValueRows
{
    /// <summary>Gets or sets the counts of the namespace; all 0 at first.</summary>
    KeyValueState State { get; set; }

    /// <summary>Finds a row, though it be expired.</summary>
    /// <param name="key">The key.</param>
    KeyValueRow? Find(string key);

    /// <summary>Finds a row without its value. Implement it where that is cheaper.</summary>
    /// <param name="key">The key.</param>
    KeyValueHead? FindHead(string key) =>
        Find(key) is { } row ? new KeyValueHead(row.Version, row.Value.Length, row.Expires) : null;

    /// <summary>Sets a row. The value is the caller's: a store that keeps it copies it.</summary>
    /// <param name="key">The key.</param>
    /// <param name="row">The row.</param>
    void Set(string key, KeyValueRow row);

    /// <summary>Removes a row, if it is there.</summary>
    /// <param name="key">The key.</param>
    void Remove(string key);

    /// <summary>Gets expired rows, in any order. Who asks removes them.</summary>
    /// <param name="now">The time.</param>
    /// <param name="limit">The most rows.</param>
    IReadOnlyList<(string Key, long ValueBytes)> Expired(DateTimeOffset now, int limit);
}
