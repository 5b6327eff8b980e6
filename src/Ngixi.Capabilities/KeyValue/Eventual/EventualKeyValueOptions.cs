namespace Ngixi.Capabilities;

/// <summary>How long, and how much, an <see cref="EventualKeyValueStore"/> keeps to itself.</summary>
public sealed record EventualKeyValueOptions
{
    internal static readonly EventualKeyValueOptions Default = new();

    /// <summary>
    /// Gets how old a write may be that the host's end loses, 1 ms to 1 h; 1 s by default. A write is handed to the store after half of it.
    /// </summary>
    public TimeSpan LossWindow { get; init => field = Limit.Timeout(value); } = TimeSpan.FromSeconds(1);

    /// <summary>Gets the bytes of keys and values that wait in each namespace; 4 MiB by default. A larger write does not wait.</summary>
    public long MaxBytes { get; init => field = Limit.AtLeast(1L, value); } = 4 * 1024 * 1024;

    /// <summary>Gets the keys that wait in each namespace; 1,024 by default.</summary>
    public int MaxKeys { get; init => field = Limit.AtLeast(1, value); } = 1_024;

    /// <summary>
    /// Gets how long a write is tried again that the store cannot make, 1 ms to 1 h; 1 min by default. Then it is lost. Meanwhile the end
    /// of the host loses it, too.
    /// </summary>
    public TimeSpan RetryFor { get; init => field = Limit.Timeout(value); } = TimeSpan.FromMinutes(1);
}
