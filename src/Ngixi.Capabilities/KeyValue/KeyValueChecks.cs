using System.Globalization;
using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>
/// Checks what a guest passes, before a store sees it, and counts the operations. A fault is an exception with the rule that refuses.
/// </summary>
internal static class KeyValueChecks
{
    public static int Key(string key) =>
        KeyRules.Fault(key) is { } fault
            ? throw Refusal(KeyValueError.InvalidKey, $"the key {UntrustedText.Quote(key)}", $"It is none: {fault}")
            : 1;

    public static int Keys(IReadOnlyList<string> keys)
    {
        Count(keys.Count, KeyValueGrant.MaxBatch, "keys");
        foreach (string key in keys)
        {
            Key(key);
        }

        return keys.Count;
    }

    public static int Page(string prefix, string? after, int limit)
    {
        foreach (string text in new[] { prefix, after ?? "" })
        {
            if (KeyRules.TextFault(text) is { } fault)
            {
                throw Refusal(KeyValueError.InvalidKey, $"a list of {UntrustedText.Quote(text)}", $"It is part of no key: {fault}");
            }
        }

        Count(limit, KeyValueGrant.MaxPageKeys, "keys of a page");
        return 1;
    }

    /// <summary>Checks writes, and gets them as stores take them: with times to live of whole milliseconds.</summary>
    public static KeyValueWrite[] Writes(KeyValueGrant grant, IReadOnlyList<KeyValueWrite> writes)
    {
        if (!grant.AllowWrites)
        {
            throw Refusal(KeyValueError.Denied, "a write", "The grant allows none", $"{nameof(KeyValueGrant.AllowWrites)} = true");
        }

        Count(writes.Count, KeyValueGrant.MaxBatch, "writes");
        KeyValueWrite[] taken = new KeyValueWrite[writes.Count];
        long bytes = 0;
        for (int index = 0; index < taken.Length; index++)
        {
            taken[index] = Write(grant, writes[index], ref bytes);
        }

        Together(grant, bytes);
        return taken;
    }

    /// <summary>Checks the bytes of all keys and values of a call.</summary>
    public static void Together(KeyValueGrant grant, long bytes)
    {
        long most = Math.Max(KeyValueGrant.MaxBatchBytes, grant.MaxValueBytes + (long)KeyValueGrant.MaxKeyBytes);
        if (bytes > most)
        {
            throw Refusal(KeyValueError.ValueTooLarge, Invariant($"{bytes} bytes at once"), Invariant($"At most {most} are allowed"));
        }
    }

    public static KeyValueException Refusal(
        KeyValueError error, string request, string reason, string? grant = null, Exception? cause = null) =>
        new(error, new Denial("key-value", request, reason, grant), cause);

    private static KeyValueWrite Write(KeyValueGrant grant, KeyValueWrite write, ref long bytes)
    {
        Key(write.Name);
        switch (write)
        {
            case KeyValueWrite.Put put:
                if (put.Value.Length > grant.MaxValueBytes)
                {
                    throw Refusal(
                        KeyValueError.ValueTooLarge,
                        Invariant($"a value of {put.Value.Length} bytes for {UntrustedText.Quote(put.Key)}"),
                        Invariant($"At most {grant.MaxValueBytes} are allowed"),
                        Invariant($"{nameof(KeyValueGrant.MaxValueBytes)} = {put.Value.Length}"));
                }

                bytes += KeyValueRules.Size(put.Key, put.Value.Length);
                return put.TimeToLive is null ? put : put with { TimeToLive = Time(put.TimeToLive.Value) };
            case KeyValueWrite.Increment { TimeToLive: { } time } increment:
                return increment with { TimeToLive = Time(time) };
            default:
                return write;
        }
    }

    private static TimeSpan Time(TimeSpan time) =>
        time < KeyValueGrant.MinTimeToLive || time > KeyValueGrant.MaxTimeToLive
            ? throw Refusal(KeyValueError.InvalidArgument, $"a time to live of {time:c}", "It is 1 ms to 365 days")
            : TimeSpan.FromMilliseconds((time.Ticks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond);

    private static void Count(int count, int most, string things)
    {
        if (count < 1 || count > most)
        {
            throw Refusal(KeyValueError.InvalidArgument, Invariant($"{count} {things}"), Invariant($"They are 1 to {most}"));
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
