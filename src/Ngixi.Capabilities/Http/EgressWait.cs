using System.Net.Sockets;
using System.Security.Authentication;
using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>A wait for the server. It knows which of its ends came, so that it can explain an exception.</summary>
internal sealed class EgressWait : IDisposable
{
    private readonly EgressExchange exchange;
    private readonly TimeSpan timeout;
    private readonly CancellationToken caller;
    private readonly CancellationTokenSource timer;
    private readonly CancellationTokenSource any;

    public EgressWait(EgressExchange exchange, TimeSpan timeout, TimeProvider time, CancellationToken caller)
    {
        this.exchange = exchange;
        this.timeout = timeout;
        this.caller = caller;
        timer = new CancellationTokenSource(timeout, time);
        any = CancellationTokenSource.CreateLinkedTokenSource([timer.Token, exchange.Total, exchange.Closing, caller]);
    }

    public CancellationToken Token => any.Token;

    /// <summary>Begins another wait for the same caller; false where that takes a new one.</summary>
    public bool TryRestart(CancellationToken caller)
    {
        if (caller != this.caller)
        {
            return false;
        }

        Restart();
        return !any.IsCancellationRequested;
    }

    /// <summary>Begins to wait anew: something went on.</summary>
    public void Restart() => timer.CancelAfter(timeout);

    /// <summary>Makes the exception for the caller. It has no cause: causes quote servers, and servers quote what they got.</summary>
    public Exception Explain(Exception exception, EgressHop hop, string whatIsLate)
    {
        if (caller.IsCancellationRequested)
        {
            return new OperationCanceledException(caller);
        }

        (EgressError error, string reason) =
            exchange.Closing.IsCancellationRequested ? (EgressError.Closed, "The session was closed")
            : exchange.Total.IsCancellationRequested ? (EgressError.TimedOut, $"It took more than {exchange.Timeout.TotalSeconds} s")
            : timer.IsCancellationRequested ? (EgressError.TimedOut, $"{whatIsLate} within {timeout.TotalSeconds} s")
            : Explain(exception);
        return new EgressException(error, hop.Shown, reason);
    }

    public void Dispose()
    {
        any.Dispose();
        timer.Dispose();
    }

    private static (EgressError Error, string Reason) Explain(Exception exception)
    {
        if (EgressMessages.Cause<DialException>(exception) is { } dial)
        {
            return (dial.Error, dial.Reason);
        }

        if (EgressMessages.Cause<AuthenticationException>(exception) is { } authentication)
        {
            return (EgressError.TlsFailed, $"The server did not prove who it is ({UntrustedText.Quote(authentication.Message)})");
        }

        HttpRequestError? error = EgressMessages.Cause<HttpRequestException>(exception)?.HttpRequestError
            ?? EgressMessages.Cause<HttpIOException>(exception)?.HttpRequestError;
        return error switch
        {
            HttpRequestError.ConfigurationLimitExceeded => (EgressError.ResponseTooLarge, "The response's headers have too many bytes"),
            HttpRequestError.InvalidResponse or HttpRequestError.VersionNegotiationError =>
                (EgressError.InvalidResponse, "The response is not HTTP/1.1"),
            HttpRequestError.SecureConnectionError => (EgressError.TlsFailed, "There is no secure connection"),
            _ when EgressMessages.Cause<TimeoutException>(exception) is not null =>
                (EgressError.TimedOut, "There was no connection in time"),
            _ when EgressMessages.Cause<SocketException>(exception) is { } socket =>
                (EgressError.ConnectionFailed, $"The connection broke ({socket.SocketErrorCode})"),
            _ => (EgressError.ConnectionFailed, "The connection broke"),
        };
    }
}
