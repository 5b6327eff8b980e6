namespace Ngixi.Capabilities;

/// <summary>What the guests of one module may keep. Each limit has a default, and each is enforced.</summary>
public sealed record KeyValueGrant
{
    /// <summary>The most bytes of a key, in UTF-8.</summary>
    public const int MaxKeyBytes = 512;

    /// <summary>The most keys of a page.</summary>
    public const int MaxPageKeys = 1_000;

    /// <summary>The most bytes of a page's keys, in UTF-8.</summary>
    public const int MaxPageBytes = 64 * 1024;

    internal static readonly KeyValueGrant Default = new();

    /// <summary>Gets the keys and bytes that all instances of the module keep together.</summary>
    public KeyValueQuota Quota { get; init => field = value ?? throw new ArgumentNullException(nameof(Quota)); } = new();
}
