namespace Ngixi.Capabilities;

/// <summary>An entry as a store keeps it.</summary>
/// <param name="Value">The value.</param>
/// <param name="Version">The version, from 1.</param>
/// <param name="Expires">When it expires; null for never.</param>
public sealed record KeyValueRow(ReadOnlyMemory<byte> Value, ulong Version, DateTimeOffset? Expires)
{
    /// <summary>Says whether the row is there no more, although the store may not have removed it yet.</summary>
    /// <param name="now">The time.</param>
    public bool IsExpired(DateTimeOffset now) => Expires <= now;

    /// <summary>Gets the entry that the row is now.</summary>
    /// <param name="now">The time.</param>
    /// <returns>The entry; null where the row is expired.</returns>
    public KeyValueEntry? ToEntry(DateTimeOffset now) => IsExpired(now) ? null : new KeyValueEntry(Value, Version, Expires - now);
}
