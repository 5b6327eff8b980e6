namespace Ngixi.Hosting.Running;

/// <summary>A thread that waits for its turn.</summary>
internal sealed class GuestThread : IDisposable
{
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(10);

    private readonly AutoResetEvent woken = new(false);
    private bool isEnded;

    /// <summary>Gets or sets whether it had <see cref="ThreadTurns"/> that are long when it began to wait.</summary>
    public bool HasLongTurns { get; set; }

    /// <summary>Waits for a while to be woken.</summary>
    public bool Wait() => woken.WaitOne(IdleTime);

    /// <summary>Wakes it, where it has not ended.</summary>
    public void Wake()
    {
        lock (woken)
        {
            if (!isEnded)
            {
                woken.Set();
            }
        }
    }

    public void Dispose()
    {
        lock (woken)
        {
            isEnded = true;
            woken.Dispose();
        }
    }
}
