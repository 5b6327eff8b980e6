namespace Ngixi.Capabilities;

/// <summary>The rows of one namespace in memory. Who uses them holds their lock.</summary>
internal sealed class MemoryRows : IKeyValueRows
{
    private readonly Dictionary<string, KeyValueRow> rows = new(StringComparer.Ordinal);
    private readonly SortedSet<string> keys = new(KeyValueOrder.Instance);
    private readonly SortedSet<(DateTimeOffset Expires, string Key)> expiring = new(
        Comparer<(DateTimeOffset Expires, string Key)>.Create(
            (x, y) => x.Expires.CompareTo(y.Expires) is var order and not 0 ? order : string.CompareOrdinal(x.Key, y.Key)));

    public KeyValueState State { get; set; }

    public KeyValueRow? Find(string key) => rows.GetValueOrDefault(key);

    public void Set(string key, KeyValueRow row)
    {
        if (rows.TryGetValue(key, out KeyValueRow? before))
        {
            Forget(key, before);
        }
        else
        {
            keys.Add(key);
        }

        rows[key] = row with { Value = row.Value.ToArray() };
        if (row.Expires is { } expires)
        {
            expiring.Add((expires, key));
        }
    }

    public void Remove(string key)
    {
        if (rows.Remove(key, out KeyValueRow? before))
        {
            keys.Remove(key);
            Forget(key, before);
        }
    }

    public IReadOnlyList<(string Key, long ValueBytes)> Expired(DateTimeOffset now, int limit) =>
        expiring.Count == 0 || expiring.Min.Expires > now
            ? []
            : [.. expiring.TakeWhile(row => row.Expires <= now).Take(limit).Select(row => (row.Key, (long)rows[row.Key].Value.Length))];

    public IEnumerable<string> Keys(string prefix, string? after, DateTimeOffset now)
    {
        string from = after is not null && KeyValueOrder.Instance.Compare(after, prefix) > 0 ? after : prefix;
        return keys.Max is { } last && KeyValueOrder.Instance.Compare(from, last) <= 0
            ? keys.GetViewBetween(from, last)
                .SkipWhile(key => key == after)
                .TakeWhile(key => key.StartsWith(prefix, StringComparison.Ordinal))
                .Where(key => !rows[key].IsExpired(now))
            : [];
    }

    private void Forget(string key, KeyValueRow row)
    {
        if (row.Expires is { } expires)
        {
            expiring.Remove((expires, key));
        }
    }
}
