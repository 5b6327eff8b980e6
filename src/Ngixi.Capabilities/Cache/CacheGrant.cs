namespace Ngixi.Capabilities;

/// <summary>How much is kept for all instances of one module. What was not used for longest is forgotten for what is new.</summary>
public sealed record CacheGrant
{
    internal const int MaxKeyBytes = 1_024;

    internal static readonly CacheGrant Default = new();

    /// <summary>Gets the entries; 4,096 by default.</summary>
    public int MaxEntries { get; init => field = Limit.AtLeast(0, value); } = 4_096;

    /// <summary>Gets the bytes of all keys, in UTF-16, and values; 16,777,216 (16 MiB) by default.</summary>
    public long MaxBytes { get; init => field = Limit.AtLeast(0L, value); } = 16 * 1024 * 1024;

    /// <summary>Gets the bytes of a value, beyond which it is not kept; 1,048,576 (1 MiB) by default.</summary>
    public int MaxValueBytes { get; init => field = Limit.AtLeast(0, value); } = 1024 * 1024;
}
