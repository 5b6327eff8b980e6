namespace Ngixi.Hosting.Running;

/// <summary>A thread that waits for its turn.</summary>
internal sealed class GuestThread : IDisposable
{
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(10);

    private readonly AutoResetEvent woken = new(false);

    /// <summary>Gets or sets whether it had <see cref="ThreadTurns"/> that are long when it began to wait.</summary>
    public bool HasLongTurns { get; set; }

    /// <summary>Waits for a while to be woken.</summary>
    public bool Wait() => woken.WaitOne(IdleTime);

    public void Wake() => woken.Set();

    public void Dispose() => woken.Dispose();
}
