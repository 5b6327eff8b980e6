using System.Globalization;
using System.Text;

namespace Ngixi.Capabilities;

/// <summary>What writes do, the same in every store.</summary>
public static class KeyValueRules
{
    /// <summary>How many expired rows a write removes beside its own work, so that none takes long.</summary>
    private const int ExpiredAtOnce = 100;

    /// <summary>
    /// Makes all writes, or none. Conditions, numbers and the quota are checked first; then the rows are set, and the state with them.
    /// Expired rows count no more, and are removed.
    /// </summary>
    /// <param name="rows">The rows, in a transaction of the store.</param>
    /// <param name="quota">What may be kept. More that is there by an earlier quota stays, and cannot grow.</param>
    /// <param name="writes">The writes. A later one sees the earlier ones.</param>
    /// <param name="now">The time.</param>
    /// <returns>A result for each write.</returns>
    /// <exception cref="KeyValueException">A condition, a number or the quota: nothing was written.</exception>
    public static IReadOnlyList<KeyValueResult> Apply(
        IKeyValueRows rows, KeyValueQuota quota, IReadOnlyList<KeyValueWrite> writes, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(quota);
        ArgumentNullException.ThrowIfNull(writes);
        RemoveExpired(rows, now);
        KeyValueChanges changes = new(rows, now);
        IReadOnlyList<KeyValueResult> results = changes.Make(writes);
        if (!changes.FitsInto(quota))
        {
            while (RemoveExpired(rows, now) > 0)
            {
            }

            changes = new KeyValueChanges(rows, now);
            results = changes.Make(writes);
            if (!changes.FitsInto(quota) && changes.Grow(quota))
            {
                throw new KeyValueException(
                    KeyValueError.QuotaExceeded,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{changes.State.Keys} keys and {changes.State.Bytes} bytes are more than {quota.MaxKeys} and {quota.MaxBytes}."));
            }
        }

        changes.Commit();
        return results;
    }

    /// <summary>Makes a page of keys: as many as may be, and what the next one begins after.</summary>
    /// <param name="keys">The keys that begin with the prefix and come after the last page, in <see cref="KeyValueOrder"/>.</param>
    /// <param name="limit">The most keys.</param>
    public static KeyValuePage Page(IEnumerable<string> keys, int limit)
    {
        ArgumentNullException.ThrowIfNull(keys);
        List<string> page = [];
        int bytes = 0;
        foreach (string key in keys)
        {
            bytes += Encoding.UTF8.GetByteCount(key);
            if (page.Count == limit || bytes > KeyValueGrant.MaxPageBytes)
            {
                return new KeyValuePage(page, page[^1]);
            }

            page.Add(key);
        }

        return new KeyValuePage(page, null);
    }

    /// <summary>Counts the bytes of an entry towards a quota.</summary>
    /// <param name="key">The key.</param>
    /// <param name="valueBytes">The bytes of the value.</param>
    public static long Size(string key, long valueBytes) => Encoding.UTF8.GetByteCount(key) + valueBytes;

    /// <summary>Reads a number as increments keep it: decimal, with a minus below 0, and nothing before or after it.</summary>
    /// <param name="value">The value.</param>
    /// <param name="number">The number.</param>
    public static bool TryReadNumber(ReadOnlySpan<byte> value, out long number) =>
        long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number)
        && value.SequenceEqual(Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture)));

    private static int RemoveExpired(IKeyValueRows rows, DateTimeOffset now)
    {
        IReadOnlyList<(string Key, long ValueBytes)> expired = rows.Expired(now, ExpiredAtOnce);
        if (expired.Count > 0)
        {
            KeyValueState state = rows.State;
            foreach ((string key, long valueBytes) in expired)
            {
                rows.Remove(key);
                state = state with { Keys = state.Keys - 1, Bytes = state.Bytes - Size(key, valueBytes) };
            }

            rows.State = state;
        }

        return expired.Count;
    }
}
