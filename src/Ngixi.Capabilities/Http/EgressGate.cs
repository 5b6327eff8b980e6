using System.Net.Http;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;

namespace Ngixi.Capabilities;

/// <summary>
/// The one way of a module to the network. It judges each request by the grant, dials what it judged, follows redirects by judging
/// each, and adds the secrets that guests only name.
/// </summary>
/// <remarks>
/// One for each module, with connections of its own. For any number of threads. Requests are HTTP/1.1. Nothing of the process has a
/// say: no proxy, no cookies, no credentials, no trace.
/// </remarks>
public sealed class EgressGate : IDisposable
{
    private const string Capability = "http";

    private readonly DenialLog denials;
    private readonly EgressPolicy policy;
    private readonly EgressTransport transport;
    private readonly CancellationTokenSource closing = new();
    private int concurrent;
    private bool isDisposed;

    /// <summary>Creates the gate of a module.</summary>
    /// <param name="grant">What the module may ask of the network.</param>
    /// <param name="denials">Where denials are written.</param>
    /// <param name="resolver">Finds the addresses of names; the operating system by default.</param>
    /// <param name="time">The clock of timeouts and rates; the system's by default.</param>
    /// <param name="wrap">
    /// Puts the host's own handlers around the connections, for retries or metrics: gets the connections, and gives the outermost handler.
    /// They see credentials, and what they send is judged once more. What they send again does not count again.
    /// </param>
    public EgressGate(
        HttpGrant grant,
        DenialLog denials,
        IHostResolver? resolver = null,
        TimeProvider? time = null,
        Func<HttpMessageHandler, HttpMessageHandler>? wrap = null)
        : this(grant, denials, resolver, time, wrap, roots: null)
    {
    }

    internal EgressGate(
        HttpGrant grant,
        DenialLog denials,
        IHostResolver? resolver,
        TimeProvider? time,
        Func<HttpMessageHandler, HttpMessageHandler>? wrap,
        X509Certificate2Collection? roots)
    {
        ArgumentNullException.ThrowIfNull(grant);
        ArgumentNullException.ThrowIfNull(denials);
        Grant = grant;
        this.denials = denials;
        Time = time ?? TimeProvider.System;
        policy = new EgressPolicy(grant);
        Rate = new TokenBucket(grant.Limits.MaxRequestsPerSecond, grant.Limits.MaxBurst, Time);
        transport = new EgressTransport(grant.Limits, policy, resolver ?? SystemHostResolver.Instance, Time, wrap, roots);
        Closing = closing.Token;
    }

    /// <summary>Gets what the module may ask of the network.</summary>
    public HttpGrant Grant { get; }

    /// <summary>Gets the name of the module.</summary>
    internal string Module => denials.Module;

    internal TimeProvider Time { get; }

    internal CancellationToken Closing { get; }

    private TokenBucket Rate { get; }

    /// <summary>Judges a request without sending or logging anything. What a name leads to is judged when it is dialled.</summary>
    /// <param name="method">The method, in capitals.</param>
    /// <param name="url">The absolute URL.</param>
    /// <returns>Why the request is refused, and the grant that would allow it; null if it is allowed.</returns>
    public Denial? Judge(string method, string url)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(url);
        return policy.JudgeTarget(method, url, out GuestUrl? read) is { } refusal
            ? Describe(EgressPolicy.Show(method, read, url), refusal)
            : null;
    }

    /// <summary>Opens the session of an instance, which has limits of its own.</summary>
    /// <returns>The session. Whoever opens it disposes of it, which ends its requests.</returns>
    public EgressSession OpenSession() => new(this);

    /// <summary>Ends all requests and closes all connections.</summary>
    public void Dispose()
    {
        if (!Interlocked.Exchange(ref isDisposed, true))
        {
            closing.Cancel();
            transport.Dispose();
            closing.Dispose();
        }
    }

    /// <summary>Judges a request and counts it, without sending it: whatever is known at once is said here.</summary>
    /// <exception cref="EgressException">The request was refused.</exception>
    internal EgressExchange Admit(EgressSession session, EgressRequest request)
    {
        if (policy.Judge(request, out GuestUrl? url, out EgressHop? hop) is { } refusal)
        {
            throw Deny(EgressPolicy.Show(request.Method, url, request.Url), refusal);
        }

        EgressExchange exchange = Begin(session, request, hop!);
        try
        {
            CountOne(session, hop!);
            return exchange;
        }
        catch
        {
            exchange.Dispose();
            throw;
        }
    }

    internal async Task<EgressResponse> SendAsync(EgressSession session, EgressExchange exchange, CancellationToken cancellationToken)
    {
        // Whoever ends a request may begin another at once, before the connection is closed.
        using CancellationTokenRegistration ended =
            cancellationToken.UnsafeRegister(static exchange => ((EgressExchange)exchange!).Dispose(), exchange);
        try
        {
            EgressResponse response = await FollowAsync(session, exchange, cancellationToken).ConfigureAwait(false);
            if (cancellationToken.IsCancellationRequested)
            {
                response.Dispose();
                cancellationToken.ThrowIfCancellationRequested();
            }

            return response;
        }
        catch
        {
            exchange.Dispose();
            throw;
        }
    }

    internal void EndOne() => Interlocked.Decrement(ref concurrent);

    private EgressExchange Begin(EgressSession session, EgressRequest request, EgressHop hop)
    {
        HttpLimits limits = Grant.Limits;
        if (Interlocked.Increment(ref concurrent) > limits.MaxConcurrentRequests)
        {
            EndOne();
            string reason = $"The module has {limits.MaxConcurrentRequests} requests already";
            throw Deny(hop.Shown, Refusal.Limit(reason, nameof(limits.MaxConcurrentRequests)));
        }

        if (!session.TryBeginOne(limits.MaxConcurrentRequestsPerInstance))
        {
            EndOne();
            string reason = $"The instance has {limits.MaxConcurrentRequestsPerInstance} requests already";
            throw Deny(hop.Shown, Refusal.Limit(reason, nameof(limits.MaxConcurrentRequestsPerInstance)));
        }

        TimeSpan timeout = request.Timeout < limits.TotalTimeout ? request.Timeout.Value : limits.TotalTimeout;
        return new EgressExchange(this, session, hop, timeout);
    }

    private async Task<EgressResponse> FollowAsync(EgressSession session, EgressExchange exchange, CancellationToken cancellationToken)
    {
        EgressHop hop = exchange.First;
        for (int redirects = 0; ; redirects++)
        {
            HttpResponseMessage message = await SendAsync(exchange, hop, cancellationToken).ConfigureAwait(false);
            try
            {
                int status = (int)message.StatusCode;
                if (Grant.MaxRedirects == 0
                    || !EgressRedirects.IsRedirect(status)
                    || EgressRedirects.NeedsBodyAgain(hop, status)
                    || !message.Headers.NonValidated.TryGetValues("Location", out HeaderStringValues locations))
                {
                    return await EgressResponse.OpenAsync(exchange, hop, message, Grant.Limits, cancellationToken).ConfigureAwait(false);
                }

                if (redirects == Grant.MaxRedirects)
                {
                    throw new EgressException(EgressError.TooManyRedirects, hop.Shown, $"There were more than {redirects} redirects");
                }

                if (locations.Count != 1)
                {
                    throw new EgressException(EgressError.InvalidResponse, hop.Shown, "The redirect leads to several places");
                }

                EgressRedirect redirect = EgressRedirects.Follow(hop, status, locations.ToString(), Grant, policy);
                hop = redirect.Hop ?? throw Deny(redirect.Shown, redirect.Refusal!);
                CountOne(session, hop);
            }
            catch
            {
                message.Dispose();
                throw;
            }

            message.Dispose();
        }
    }

    private void CountOne(EgressSession session, EgressHop hop)
    {
        HttpLimits limits = Grant.Limits;
        if (!session.TryCountOne(limits.MaxRequestsPerCall))
        {
            string reason = $"The call made {limits.MaxRequestsPerCall} requests already";
            throw Deny(hop.Shown, Refusal.Limit(reason, nameof(limits.MaxRequestsPerCall)));
        }

        if (!Rate.TryTake())
        {
            string reason = $"The module makes more than {limits.MaxRequestsPerSecond} requests a second";
            throw Deny(hop.Shown, Refusal.Limit(reason, nameof(limits.MaxRequestsPerSecond)));
        }
    }

    private async Task<HttpResponseMessage> SendAsync(EgressExchange exchange, EgressHop hop, CancellationToken cancellationToken)
    {
        using EgressWait wait = exchange.Wait(Grant.Limits.FirstByteTimeout, cancellationToken);
        try
        {
            using HttpRequestMessage message = await EgressMessages.MakeAsync(hop, Body(hop, wait), wait.Token).ConfigureAwait(false);
            return await transport.SendAsync(message, hop.IsBlocking, wait.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not EgressException)
        {
            throw EgressMessages.Cause<EgressException>(exception) is { } known ? known
                : EgressMessages.Cause<DialException>(exception) is { Refusal: { } refusal } ? Deny(hop.Shown, refusal)
                : wait.Explain(exception, hop, "There was no response");
        }
    }

    private HttpContent? Body(EgressHop hop, EgressWait wait) =>
        hop.Pieces is not null ? new PiecedContent(hop.Pieces, (bytes, isEnd) => CountBody(hop, wait, bytes, isEnd))
            : hop.Body.IsEmpty ? null
            : new ReadOnlyMemoryContent(hop.Body);

    /// <summary>Judges a body as far as it has come, and begins to wait for the server anew.</summary>
    private void CountBody(EgressHop hop, EgressWait wait, long bytes, bool isEnd)
    {
        Refusal? refusal = policy.JudgeBody(bytes);
        if (refusal is null && hop.Pieces!.Length is { } promised && (bytes > promised || (isEnd && bytes < promised)))
        {
            refusal = Refusal.Invalid($"The body has {(isEnd ? "" : "at least ")}{bytes} bytes, and was to have {promised}");
        }

        if (refusal is not null)
        {
            throw Deny(hop.Shown, refusal);
        }

        wait.Restart();
    }

    private EgressException Deny(string request, Refusal refusal)
    {
        Denial denial = Describe(request, refusal);
        denials.Write(denial);
        return new EgressException(refusal.Error, denial);
    }

    private static Denial Describe(string request, Refusal refusal) => new(Capability, request, refusal.Reason, refusal.Grant);
}
