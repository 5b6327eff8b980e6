namespace Ngixi.Capabilities;

/// <summary>The random numbers that the guests of one module may have.</summary>
public sealed record RandomGrant
{
    internal const int MaxBytesPerCall = 64 * 1024;

    internal static readonly RandomGrant Default = new();

    /// <summary>
    /// Gets the seed, with which each instance gets the same numbers in each run, on every system. They are no secret then.
    /// None by default: they are the system's, and fit for keys.
    /// </summary>
    public ulong? Seed { get; init; }
}
