namespace Ngixi.Capabilities;

/// <summary>How much a module may keep. What expires or is deleted counts no more.</summary>
public sealed record KeyValueQuota
{
    /// <summary>Gets the keys; 1,024 by default.</summary>
    public long MaxKeys { get; init => field = Limit.AtLeast(0L, value); } = 1_024;

    /// <summary>Gets the bytes of keys, in UTF-8, and values; 16 MiB by default.</summary>
    public long MaxBytes { get; init => field = Limit.AtLeast(0L, value); } = 16 * 1024 * 1024;
}
