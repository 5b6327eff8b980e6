namespace Ngixi.Capabilities;

/// <summary>The requests of one instance of a module.</summary>
/// <remarks>For any number of threads.</remarks>
public sealed class EgressSession : IDisposable
{
    private readonly EgressGate gate;
    private readonly CancellationTokenSource closing;
    private int concurrent;
    private long ofCall;
    private bool isDisposed;

    internal EgressSession(EgressGate gate)
    {
        this.gate = gate;
        closing = CancellationTokenSource.CreateLinkedTokenSource(gate.Closing);
        Closing = closing.Token;
    }

    internal CancellationToken Closing { get; }

    /// <summary>Begins a call of the guest: <see cref="HttpLimits.MaxRequestsPerCall"/> counts from here.</summary>
    public void BeginCall() => Volatile.Write(ref ofCall, 0);

    /// <summary>Sends a request, if the grant allows it, and follows the redirects that it allows.</summary>
    /// <param name="request">The request, as the guest made it.</param>
    /// <param name="cancellationToken">Ends the request; cancelled at the deadline of the guest's call.</param>
    /// <returns>The response, with the body still to be read. The caller disposes of it.</returns>
    /// <exception cref="EgressException">The request was refused, or it failed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<EgressResponse> SendAsync(EgressRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        return await Admit(request).SendAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends its requests, also those whose responses are still open.</summary>
    public void Dispose()
    {
        if (!Interlocked.Exchange(ref isDisposed, true))
        {
            closing.Cancel();
            closing.Dispose();
        }
    }

    /// <summary>Judges a request and counts it. Whoever gets the exchange sends it.</summary>
    /// <exception cref="EgressException">The request was refused.</exception>
    internal EgressExchange Admit(EgressRequest request) =>
        Closing.IsCancellationRequested
            ? throw new EgressException(EgressError.Closed, request.ToString(), "The session is closed")
            : gate.Admit(this, request);

    internal bool TryBeginOne(int most)
    {
        if (Interlocked.Increment(ref concurrent) <= most)
        {
            return true;
        }

        EndOne();
        return false;
    }

    internal void EndOne() => Interlocked.Decrement(ref concurrent);

    internal bool TryCountOne(int most) => Interlocked.Increment(ref ofCall) <= most;
}
