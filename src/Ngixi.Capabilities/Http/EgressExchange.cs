namespace Ngixi.Capabilities;

/// <summary>A request from its admission until its response is disposed of: what it counts for, and its time.</summary>
internal sealed class EgressExchange : IDisposable
{
    private readonly EgressGate gate;
    private readonly EgressSession session;
    private readonly CancellationTokenSource total;
    private bool isDisposed;

    public EgressExchange(EgressGate gate, EgressSession session, EgressHop first, TimeSpan timeout)
    {
        this.gate = gate;
        this.session = session;
        First = first;
        Timeout = timeout;
        total = new CancellationTokenSource(timeout, gate.Time);
        Total = total.Token;
    }

    /// <summary>Gets the request as the guest made it; others follow where the server redirects it.</summary>
    public EgressHop First { get; }

    public TimeSpan Timeout { get; }

    public CancellationToken Total { get; }

    public bool IsDisposed => Volatile.Read(ref isDisposed);

    public CancellationToken Closing => session.Closing;

    /// <summary>Gets whether its time is over, or its session's.</summary>
    public bool IsOver => Total.IsCancellationRequested || Closing.IsCancellationRequested;

    /// <inheritdoc cref="EgressSession.SendAsync"/>
    public Task<EgressResponse> SendAsync(CancellationToken cancellationToken) => gate.SendAsync(session, this, cancellationToken);

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
