namespace Ngixi.Benchmarks.Measuring;

/// <summary>One run of a peer.</summary>
/// <param name="Nanoseconds">The time of the whole run.</param>
/// <param name="AllocatedBytes">What the run allocated on the managed heap; null where nobody counts.</param>
/// <param name="Tally">What was done, the same for all peers.</param>
internal readonly record struct Sample(double Nanoseconds, long? AllocatedBytes, Tally Tally);

/// <summary>What a run did: how often the host was called, and sums over what crossed.</summary>
internal readonly record struct Tally(long Calls, long HostSum, int GuestSum);
