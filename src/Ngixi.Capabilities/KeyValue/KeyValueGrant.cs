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

    /// <summary>The most writes of a batch, and the most keys that are found at once.</summary>
    public const int MaxBatch = 100;

    /// <summary>
    /// The most bytes of a batch's keys, in UTF-8, and values, and of the values that are found at once; one value may have more, where
    /// <see cref="MaxValueBytes"/> says so.
    /// </summary>
    public const int MaxBatchBytes = 1024 * 1024;

    /// <summary>The most bytes that the text of a key can have in a guest's memory: in UTF-16 twice those of UTF-8.</summary>
    internal const int MaxKeyBytesPassed = 2 * MaxKeyBytes;

    internal static readonly TimeSpan MinTimeToLive = TimeSpan.FromMilliseconds(1);

    internal static readonly TimeSpan MaxTimeToLive = TimeSpan.FromDays(365);

    internal static readonly KeyValueGrant Default = new();

    /// <summary>
    /// Gets the name of one of several namespaces of the module; empty by default, for the only one. Grants with the same name share
    /// their keys.
    /// </summary>
    public string Namespace { get; init => field = value ?? throw new ArgumentNullException(nameof(Namespace)); } = "";

    /// <summary>
    /// Gets what the module relies on: strong by default. A store that makes writes later is refused, unless eventual is enough.
    /// </summary>
    public KeyValueConsistency Consistency { get; init => field = Limit.Defined(value); }

    /// <summary>Gets whether the store has to promise that a write survives the end of the host's process; false by default.</summary>
    public bool MustSurviveExit { get; init; }

    /// <summary>Gets whether the store has to promise that a write survives a loss of power; false by default.</summary>
    public bool MustSurvivePowerLoss { get; init; }

    /// <summary>Gets whether the store has to promise that hosts on several machines see the same values; false by default.</summary>
    public bool MustBeShared { get; init; }

    /// <summary>Gets whether guests may write; true by default.</summary>
    public bool AllowWrites { get; init; } = true;

    /// <summary>Gets the keys and bytes that all instances of the module keep together.</summary>
    public KeyValueQuota Quota { get; init => field = value ?? throw new ArgumentNullException(nameof(Quota)); } = new();

    /// <summary>Gets the bytes of a value; 1,048,576 (1 MiB) by default.</summary>
    public int MaxValueBytes { get; init => field = Limit.AtLeast(0, value); } = 1024 * 1024;

    /// <summary>
    /// Gets the operations of one call of the guest; 1,000 by default. A batch counts its writes, and what finds several values its keys.
    /// </summary>
    public int MaxOperationsPerCall { get; init => field = Limit.AtLeast(1, value); } = 1_000;

    /// <summary>Gets the operations a second of all instances of the module, in the long run; 10,000 by default.</summary>
    public int MaxOperationsPerSecond { get; init => field = Limit.AtLeast(1, value); } = 10_000;

    /// <summary>Gets the operations that may come at once after a quiet time; 20,000 by default.</summary>
    public int MaxBurst { get; init => field = Limit.AtLeast(1, value); } = 20_000;

    /// <summary>
    /// Gets how long an operation may take, 1 ms to 1 h; 5 s by default. The deadline of the guest's call ends it, too.
    /// </summary>
    public TimeSpan Timeout { get; init => field = Limit.Timeout(value); } = TimeSpan.FromSeconds(5);
}
