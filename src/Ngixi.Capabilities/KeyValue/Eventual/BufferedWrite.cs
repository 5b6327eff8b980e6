namespace Ngixi.Capabilities;

/// <summary>A write that is accepted and not yet made.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value; null where the key is deleted.</param>
/// <param name="Expires">When the value expires; null for never.</param>
/// <param name="Quota">What the module may keep, as it was then.</param>
/// <param name="Accepted">When it was accepted.</param>
internal sealed record BufferedWrite(
    string Key, byte[]? Value, DateTimeOffset? Expires, KeyValueQuota Quota, DateTimeOffset Accepted)
{
    public long Size { get; } = KeyValueRules.Size(Key, Value?.Length ?? 0);

    /// <summary>Gets the value, if the key has one now.</summary>
    public byte[]? ValueAt(DateTimeOffset now) => Expires <= now ? null : Value;

    /// <summary>Gets the write that a store makes now. What expired meanwhile is gone, with what the key had before.</summary>
    public KeyValueWrite ToWrite(DateTimeOffset now)
    {
        if (ValueAt(now) is not { } value)
        {
            return new KeyValueWrite.Delete(Key, null);
        }

        double? left = Expires is { } expires ? Math.Ceiling((expires - now).TotalMilliseconds) : null;
        return new KeyValueWrite.Put(Key, value, left is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null, null);
    }
}
