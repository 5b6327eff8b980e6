namespace Ngixi.Capabilities.Conformance;

/// <summary>A store under test, and the clock that its times to live are counted with.</summary>
public abstract class KeyValueBackend : IAsyncDisposable
{
    /// <summary>Gets the store.</summary>
    public abstract IKeyValueStore Store { get; }

    /// <summary>Gets whether time passes only when the suite says so; false for a server, whose clock runs.</summary>
    public abstract bool HasSettableClock { get; }

    /// <summary>Gets the shortest time to live that the suite waits for.</summary>
    public abstract TimeSpan ShortTime { get; }

    /// <summary>Lets time pass.</summary>
    /// <param name="time">The time, a little more of which may pass where the clock is not the suite's.</param>
    public abstract Task PassAsync(TimeSpan time);

    /// <summary>Opens the store anew, as another process would after this one ended.</summary>
    /// <returns>False where the store keeps nothing beyond its process.</returns>
    public abstract Task<bool> TryReopenAsync();

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
