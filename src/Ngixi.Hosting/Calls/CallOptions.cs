namespace Ngixi.Hosting;

/// <summary>What one call has of its own.</summary>
public readonly record struct CallOptions
{
    /// <summary>
    /// Gets the time that the call may take, from now to its result: in a queue, in the guest and in methods of the host. The manifest's
    /// by default; of both the shorter counts.
    /// </summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>Gets the profile that the call is sampled for; null for none. One profile may have any number of calls.</summary>
    public GuestProfile? Profile { get; init; }
}
