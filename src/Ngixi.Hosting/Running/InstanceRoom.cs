namespace Ngixi.Hosting.Running;

/// <summary>Counts live instances, and refuses those that would not fit.</summary>
/// <param name="most">How many fit.</param>
/// <param name="limit">The name of the limit.</param>
/// <param name="reason">What to say of one that does not fit, and what to do.</param>
internal sealed class InstanceRoom(int most, string limit, string reason)
{
    private int live;

    /// <summary>Gets how many fit.</summary>
    public int Most => most;

    /// <summary>Gets how many there are.</summary>
    public int Live => Volatile.Read(ref live);

    /// <summary>Counts an instance that is about to be made.</summary>
    /// <exception cref="GuestBusyException">It does not fit.</exception>
    public void Enter(string module)
    {
        if (Interlocked.Increment(ref live) > most)
        {
            Leave();
            throw new GuestBusyException(module, limit, reason);
        }
    }

    /// <summary>Counts an instance that is gone.</summary>
    public void Leave() => Interlocked.Decrement(ref live);
}
