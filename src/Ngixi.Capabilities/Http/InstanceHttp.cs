using System.Diagnostics;
using System.Threading.Channels;
using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>The HTTP of one instance.</summary>
internal sealed class InstanceHttp(EgressGate gate, EgressSession session, GuestContext context) : IHttp
{
    private long call = -1;

    public async Task<IHttpResponse?> RequestAsync(
        string method, string url, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        try
        {
            EgressRequest request = new(method, url) { Body = body, IsBlocking = true };
            cancellationToken.ThrowIfCancellationRequested();
            return await Send(request, cancellationToken).ConfigureAwait(false);
        }
        catch (EgressException)
        {
            return null;
        }
    }

    public Task<IHttpExchange> StartAsync(OutgoingRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        // One piece is on its way to the network, and one waits: the guest waits before it writes a third.
        Channel<ReadOnlyMemory<byte>>? body = request.BodyLength == 0 ? null : Channel.CreateBounded<ReadOnlyMemory<byte>>(1);
        CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        EgressRequest sent = new(request.Method, request.Url)
        {
            Headers = [.. request.Headers?.Select(header => KeyValuePair.Create(header.Name, header.Value)) ?? []],
            BodyPieces = body?.Reader.ReadAllAsync(CancellationToken.None),
            BodyLength = request.BodyLength > 0 ? request.BodyLength : null,
            Credential = request.Credential,
            Timeout = request.Timeout,
        };
        try
        {
            return Task.FromResult<IHttpExchange>(new GuestExchange(Send(sent, ending.Token), body?.Writer, ending));
        }
        catch (EgressException exception)
        {
            // It is linked to the call's token, which may live for long: a guest could fill the host's memory with refusals.
            ending.Dispose();
            throw HttpErrors.ForGuest(exception);
        }
    }

    /// <summary>
    /// Sends a request. A refusal is thrown at once, and never depends on how fast the network is: a failure is the task's.
    /// </summary>
    private Task<GuestResponse> Send(EgressRequest request, CancellationToken cancellationToken)
    {
        BeginCall();
        Activity? outer = Activity.Current;
        Activity? activity = RequestActivity.Start(context, gate, request);
        try
        {
            Activity? trace = activity ?? GuestTrace.Of(context).Current ?? Activity.Current;
            EgressExchange exchange = session.Admit(request with
            {
                TraceParent = trace?.IdFormat == ActivityIdFormat.W3C ? trace.Id : null,
                Timeout = Shorter(request.Timeout, context.TimeLeft),
            });
            return ReceiveAsync(exchange, activity, cancellationToken);
        }
        catch (EgressException exception)
        {
            RequestActivity.End(activity, exception);
            throw;
        }
        finally
        {
            Activity.Current = outer;
        }
    }

    private static async Task<GuestResponse> ReceiveAsync(
        EgressExchange exchange, Activity? activity, CancellationToken cancellationToken)
    {
        try
        {
            return new GuestResponse(await exchange.SendAsync(cancellationToken).ConfigureAwait(false), activity);
        }
        catch (Exception exception)
        {
            RequestActivity.End(activity, exception);
            throw;
        }
    }

    /// <summary>Counts the requests of a call from 0 when the host made another.</summary>
    private void BeginCall()
    {
        if (call != context.CallNumber)
        {
            call = context.CallNumber;
            session.BeginCall();
        }
    }

    /// <summary>A request ends with the call that began it, at the latest. The call's token ends it if no time is left.</summary>
    private static TimeSpan? Shorter(TimeSpan? timeout, TimeSpan left) => left > TimeSpan.Zero && !(timeout < left) ? left : timeout;
}
