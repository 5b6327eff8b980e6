using System.Globalization;
using System.Text;

namespace Ngixi.Capabilities.Conformance;

/// <summary>A store in the plainest words, which the random operations are compared with. It has no idea of versions to come.</summary>
internal sealed class KeyValueModel
{
    private Dictionary<string, Row> rows = new(StringComparer.Ordinal);

    public TimeSpan Now { get; set; }

    public Row? Find(string key) => rows.TryGetValue(key, out Row? row) && !(row.Expires <= Now) ? row : null;

    public IReadOnlyList<string> Keys(string prefix, string? after) =>
    [
        .. rows.Keys.Where(key => Find(key) is not null && key.StartsWith(prefix, StringComparison.Ordinal))
            .Where(key => after is null || string.CompareOrdinal(Hex(key), Hex(after)) > 0)
            .OrderBy(Hex, StringComparer.Ordinal),
    ];

    /// <summary>Makes the writes, or says why not.</summary>
    /// <param name="writes">The writes.</param>
    /// <param name="quota">The quota.</param>
    /// <param name="changed">The keys that were put or counted, by the place of the write.</param>
    /// <param name="numbers">The sums.</param>
    public KeyValueError? Apply(KeyValueWrite[] writes, KeyValueQuota quota, out Dictionary<int, Row> changed, out long[] numbers)
    {
        Dictionary<string, Row> before = new(rows, StringComparer.Ordinal);
        changed = [];
        numbers = new long[writes.Length];
        (long keysBefore, long bytesBefore) = Count();
        KeyValueError? error = null;
        for (int index = 0; index < writes.Length && error is null; index++)
        {
            error = Make(writes[index], changed, index, out numbers[index]);
        }

        (long keys, long bytes) = Count();
        if (error is null && ((keys > quota.MaxKeys && keys > keysBefore) || (bytes > quota.MaxBytes && bytes > bytesBefore)))
        {
            error = KeyValueError.QuotaExceeded;
        }

        if (error is not null)
        {
            rows = before;
        }

        return error;
    }

    private KeyValueError? Make(KeyValueWrite write, Dictionary<int, Row> changed, int index, out long number)
    {
        number = 0;
        switch (write)
        {
            case KeyValueWrite.Put put:
                Row? replaced = Find(put.Key);
                rows[put.Key] = changed[index] = new Row(put.Value.ToArray(), Now + put.TimeToLive);
                return Differs(replaced, put.IfVersion) ? KeyValueError.VersionMismatch : null;
            case KeyValueWrite.Delete delete:
                Row? deleted = Find(delete.Key);
                rows.Remove(delete.Key);
                return Differs(deleted, delete.IfVersion) ? KeyValueError.VersionMismatch : null;
            case KeyValueWrite.Require require:
                return Differs(Find(require.Key), require.Version) ? KeyValueError.VersionMismatch : null;
            case KeyValueWrite.Increment increment:
                Row? counted = Find(increment.Key);
                string text = counted is null ? "0" : Encoding.UTF8.GetString(counted.Value);
                if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
                    || value.ToString(CultureInfo.InvariantCulture) != text)
                {
                    return KeyValueError.NotANumber;
                }

                Int128 sum = (Int128)value + increment.By;
                if (sum < long.MinValue || sum > long.MaxValue)
                {
                    return KeyValueError.NumberOverflow;
                }

                number = (long)sum;
                rows[increment.Key] = changed[index] = new Row(
                    Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture)),
                    counted is null ? Now + increment.TimeToLive : counted.Expires);
                return null;
            default:
                throw new InvalidOperationException();
        }
    }

    private (long Keys, long Bytes) Count()
    {
        List<KeyValuePair<string, Row>> there = [.. rows.Where(row => !(row.Value.Expires <= Now))];
        return (there.Count, there.Sum(row => (long)Encoding.UTF8.GetByteCount(row.Key) + row.Value.Value.Length));
    }

    private static bool Differs(Row? row, ulong? version) => version is { } wanted && wanted != (row?.Version ?? 0);

    private static string Hex(string key) => Convert.ToHexString(Encoding.UTF8.GetBytes(key));

    /// <summary>A row. The version is what the store said.</summary>
    public sealed class Row(byte[] value, TimeSpan? expires)
    {
        public byte[] Value { get; } = value;

        public TimeSpan? Expires { get; } = expires;

        public ulong Version { get; set; } = ulong.MaxValue;
    }
}
