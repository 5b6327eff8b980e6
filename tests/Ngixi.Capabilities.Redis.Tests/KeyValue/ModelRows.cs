namespace Ngixi.Capabilities.Redis.Tests.KeyValue;

/// <summary>Rows in memory, for the rules that the script mirrors.</summary>
internal sealed class ModelRows : IKeyValueRows
{
    private readonly Dictionary<string, KeyValueRow> rows = new(StringComparer.Ordinal);

    public KeyValueState State { get; set; }

    public IEnumerable<string> Keys => rows.Keys;

    public KeyValueRow? Find(string key) => rows.GetValueOrDefault(key);

    public void Set(string key, KeyValueRow row) => rows[key] = row with { Value = row.Value.ToArray() };

    public void Remove(string key) => rows.Remove(key);

    public IReadOnlyList<(string Key, long ValueBytes)> Expired(DateTimeOffset now, int limit) =>
        [.. rows.Where(row => row.Value.IsExpired(now)).Take(limit).Select(row => (row.Key, (long)row.Value.Value.Length))];
}
