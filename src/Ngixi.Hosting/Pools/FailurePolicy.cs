namespace Ngixi.Hosting;

/// <summary>What a pool does after an instance failed: it trapped, was ended at its deadline or a limit, or did not start.</summary>
public enum FailurePolicy
{
    /// <summary>The next call gets a fresh instance.</summary>
    FreshInstance,

    /// <summary>No instance is made for a time, which doubles with each failure in a row. Instances that are whole go on.</summary>
    Backoff,

    /// <summary>After several failures in a row all calls are refused, until <see cref="GuestPool.Resume"/>.</summary>
    Quarantine,
}
