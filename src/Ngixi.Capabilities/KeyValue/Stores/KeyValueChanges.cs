using System.Globalization;
using System.Text;
using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>What writes change, before any of it is written.</summary>
internal sealed class KeyValueChanges(IKeyValueRows rows, DateTimeOffset now)
{
    private readonly Dictionary<string, KeyValueRow?> changed = new(StringComparer.Ordinal);
    private readonly KeyValueState before = rows.State;

    public KeyValueState State { get; private set; } = rows.State;

    public IReadOnlyList<KeyValueResult> Make(IReadOnlyList<KeyValueWrite> writes)
    {
        KeyValueResult[] results = new KeyValueResult[writes.Count];
        for (int index = 0; index < results.Length; index++)
        {
            results[index] = Make(writes[index]);
        }

        return results;
    }

    public bool FitsInto(KeyValueQuota quota) => State.Keys <= quota.MaxKeys && State.Bytes <= quota.MaxBytes;

    /// <summary>Says whether the writes make more of what is already more than the quota.</summary>
    public bool Grow(KeyValueQuota quota) =>
        (State.Keys > quota.MaxKeys && State.Keys > before.Keys) || (State.Bytes > quota.MaxBytes && State.Bytes > before.Bytes);

    public void Commit()
    {
        foreach ((string key, KeyValueRow? row) in changed)
        {
            if (row is null)
            {
                rows.Remove(key);
            }
            else
            {
                rows.Set(key, row);
            }
        }

        rows.State = State;
    }

    private KeyValueResult Make(KeyValueWrite write)
    {
        KeyValueHead? there = Stored(write.Name);
        KeyValueHead? live = there?.Expires <= now ? null : there;
        switch (write)
        {
            case KeyValueWrite.Put put:
                Require(put.Key, put.IfVersion, live);
                return Set(put.Key, there, put.Value, now + put.TimeToLive, number: 0);
            case KeyValueWrite.Delete delete:
                Require(delete.Key, delete.IfVersion, live);
                Change(delete.Key, there, null);
                return new KeyValueResult(live?.Version ?? 0, 0);
            case KeyValueWrite.Increment increment:
                long sum = Sum(increment, live is null ? (ReadOnlyMemory<byte>?)null : Value(increment.Key));
                byte[] text = Encoding.UTF8.GetBytes(sum.ToString(CultureInfo.InvariantCulture));
                return Set(increment.Key, there, text, live is { } kept ? kept.Expires : now + increment.TimeToLive, sum);
            case KeyValueWrite.Require require:
                Require(require.Key, require.Version, live);
                return new KeyValueResult(live?.Version ?? 0, 0);
            default:
                throw new InvalidOperationException();
        }
    }

    private KeyValueResult Set(string key, KeyValueHead? there, ReadOnlyMemory<byte> value, DateTimeOffset? expires, long number)
    {
        State = State with { LastVersion = State.LastVersion + 1 };
        Change(key, there, new KeyValueRow(value, State.LastVersion, expires));
        return new KeyValueResult(State.LastVersion, number);
    }

    private KeyValueHead? Stored(string key) =>
        !changed.TryGetValue(key, out KeyValueRow? row) ? rows.FindHead(key)
        : row is null ? null
        : new KeyValueHead(row.Version, row.Value.Length, row.Expires);

    /// <summary>Gets the value of a row that is there.</summary>
    private ReadOnlyMemory<byte> Value(string key) => (changed.GetValueOrDefault(key) ?? rows.Find(key)!).Value;

    private void Change(string key, KeyValueHead? there, KeyValueRow? row)
    {
        changed[key] = row;
        long keyBytes = Encoding.UTF8.GetByteCount(key);
        State = State with
        {
            Keys = State.Keys + (row is null ? 0 : 1) - (there is null ? 0 : 1),
            Bytes = State.Bytes + (keyBytes + row?.Value.Length ?? 0) - (keyBytes + there?.ValueBytes ?? 0),
        };
    }

    private static void Require(string key, ulong? version, KeyValueHead? live)
    {
        ulong there = live?.Version ?? 0;
        if (version is { } wanted && wanted != there)
        {
            string shown = UntrustedText.Quote(key);
            throw new KeyValueException(
                KeyValueError.VersionMismatch,
                string.Create(CultureInfo.InvariantCulture, $"The key {shown} has the version {there}, not {wanted}."));
        }
    }

    private static long Sum(KeyValueWrite.Increment increment, ReadOnlyMemory<byte>? value)
    {
        long number = 0;
        if (value is { } text && !KeyValueRules.TryReadNumber(text.Span, out number))
        {
            throw new KeyValueException(
                KeyValueError.NotANumber, $"The value of {UntrustedText.Quote(increment.Key)} is no decimal number of 64 bits.");
        }

        long sum = unchecked(number + increment.By);
        return (number ^ sum) < 0 && (increment.By ^ sum) < 0
            ? throw new KeyValueException(
                KeyValueError.NumberOverflow,
                string.Create(CultureInfo.InvariantCulture, $"{number} and {increment.By} do not fit into 64 bits."))
            : sum;
    }
}
