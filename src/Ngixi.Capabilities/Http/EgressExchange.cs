namespace Ngixi.Capabilities;

/// <summary>A request from its admission until its response is disposed of: what it counts for, and its time.</summary>
internal sealed class EgressExchange : IDisposable
{
    private readonly EgressGate gate;
    private readonly EgressSession session;
    private readonly CancellationTokenSource total;
    private bool isDisposed;

    public EgressExchange(EgressGate gate, EgressSession session, TimeSpan timeout)
    {
        this.gate = gate;
        this.session = session;
        Timeout = timeout;
        total = new CancellationTokenSource(timeout, gate.Time);
        Total = total.Token;
    }

    public TimeSpan Timeout { get; }

    public CancellationToken Total { get; }

    public bool IsDisposed => Volatile.Read(ref isDisposed);

    public CancellationToken Closing => session.Closing;

    /// <summary>Gets whether its time is over, or its session's.</summary>
    public bool IsOver => Total.IsCancellationRequested || Closing.IsCancellationRequested;

    /// <summary>Begins to wait for the server, at most for a time.</summary>
    public EgressWait Wait(TimeSpan timeout, CancellationToken cancellationToken) => new(this, timeout, gate.Time, cancellationToken);

    public void Dispose()
    {
        if (!Interlocked.Exchange(ref isDisposed, true))
        {
            total.Dispose();
            session.EndOne();
            gate.EndOne();
        }
    }
}
