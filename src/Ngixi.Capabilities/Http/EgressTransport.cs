using System.Net;
using System.Net.Http;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Ngixi.Capabilities;

/// <summary>The connections of one module: the one place of the product that dials.</summary>
internal sealed class EgressTransport : IDisposable
{
    /// <summary>The addresses of a host that are tried, each for its share of the time to connect.</summary>
    private const int MaxAttempts = 4;

    private static readonly HttpRequestOptionsKey<CancellationToken> Waiting = new("Ngixi.Waiting");
    private static readonly HttpRequestOptionsKey<bool> Dialled = new("Ngixi.Dialled");

    private readonly EgressPolicy policy;
    private readonly IHostResolver resolver;
    private readonly TimeProvider time;
    private readonly TimeSpan connectTimeout;
    private readonly int mostKept;
    private readonly SemaphoreSlim lookups;
    private readonly HttpMessageInvoker invoker;
    private readonly bool hasHandlers;
    private int open;

    /// <summary>Creates the connections.</summary>
    /// <param name="limits">Their limits.</param>
    /// <param name="policy">Judges each address.</param>
    /// <param name="resolver">Finds the addresses.</param>
    /// <param name="time">The clock of the time to connect.</param>
    /// <param name="wrap">Puts handlers of the host around the connections.</param>
    /// <param name="roots">What servers' certificates lead to, in place of the system's.</param>
    public EgressTransport(
        HttpLimits limits,
        EgressPolicy policy,
        IHostResolver resolver,
        TimeProvider time,
        Func<HttpMessageHandler, HttpMessageHandler>? wrap,
        X509Certificate2Collection? roots)
    {
        this.policy = policy;
        this.resolver = resolver;
        this.time = time;
        connectTimeout = limits.ConnectTimeout;
        mostKept = limits.MaxConcurrentRequests;
        lookups = new SemaphoreSlim(limits.MaxConcurrentRequests);
        SocketsHttpHandler connections = new()
        {
            // A proxy would be what is dialled and judged, not the host of the URL.
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
            Credentials = null,
            PreAuthenticate = false,
            AutomaticDecompression = DecompressionMethods.None,
            // The host's trace is nobody else's business.
            ActivityHeadersPropagator = null,
            MaxResponseHeadersLength = limits.MaxResponseHeaderKibibytes,
            MaxConnectionsPerServer = limits.MaxConcurrentRequests,
            MaxResponseDrainSize = 0,
            // The names that a connection was made for are resolved again after a while.
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            // Of the system's clock, for the handshake of TLS, which comes after the dial.
            ConnectTimeout = limits.ConnectTimeout,
            ConnectCallback = DialAsync,
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = ChainPolicy(roots) },
        };
        hasHandlers = wrap is not null;
        invoker = new HttpMessageInvoker(wrap is null ? connections : wrap(new JudgingHandler(policy, connections)));
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, bool isBlocking, CancellationToken cancellationToken)
    {
        message.Options.Set(Waiting, cancellationToken);
        if (Volatile.Read(ref open) > mostKept)
        {
            // The handler keeps connections for each host, and does not count hosts: a guest with a wildcard has any number of them.
            message.Headers.ConnectionClose = true;
        }

        // To be woken takes longer than to wait for a server that is near. Handlers of the host need not have a way that blocks.
        return isBlocking && !hasHandlers
            ? Task.FromResult(invoker.Send(message, cancellationToken))
            : invoker.SendAsync(message, cancellationToken);
    }

    /// <summary>Notes that a message is sent once more on purpose.</summary>
    public static void BeginAgain(HttpRequestMessage message) => message.Options.Set(Dialled, false);

    public void Dispose() => invoker.Dispose(); // Lookups may still go on; their semaphore has nothing to dispose of.

    private static X509ChainPolicy ChainPolicy(X509Certificate2Collection? roots)
    {
        X509ChainPolicy chain = new()
        {
            // A certificate names URLs of its issuers. Whoever has a server would have the host fetch them, from anywhere.
            DisableCertificateDownloads = true,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        if (roots is not null)
        {
            chain.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.CustomTrustStore.AddRange(roots);
        }

        return chain;
    }

    private async ValueTask<Stream> DialAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        // The handler sends again what a server took and did not answer. Nobody counted that.
        HttpRequestOptions options = context.InitialRequestMessage.Options;
        if (options.TryGetValue(Dialled, out bool isDialled) && isDialled)
        {
            throw new DialException(EgressError.ConnectionFailed, "The server closed the connection without a response");
        }

        options.Set(Dialled, true);

        // The handler would dial on for a request that is over.
        options.TryGetValue(Waiting, out CancellationToken waiting);
        using CancellationTokenSource timer = new(connectTimeout, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, waiting, cancellationToken);
        try
        {
            IReadOnlyList<IPAddress> addresses = await FindAsync(context.DnsEndPoint.Host, either.Token).ConfigureAwait(false);
            return await DialAsync(addresses, context.DnsEndPoint.Port, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested)
        {
            throw new DialException(EgressError.TimedOut, $"There was no connection within {connectTimeout.TotalSeconds} s");
        }
    }

    /// <summary>Finds the addresses of a host and judges each.</summary>
    private async Task<IReadOnlyList<IPAddress>> FindAsync(string host, CancellationToken cancellationToken)
    {
        IReadOnlyList<IPAddress> addresses = HostName.Canonicalize(host)?.Address is { } literal
            ? [literal]
            : await ResolveAsync(host, cancellationToken).ConfigureAwait(false);
        if (addresses.Count == 0)
        {
            throw new DialException(EgressError.NameNotResolved, "The host has no address");
        }

        // One bad address among good ones refuses them all: no honest name leads to both, and to leave it out would hide that.
        RefusedAddress? refused = addresses.Select(policy.JudgeAddress).FirstOrDefault(refused => refused is not null);
        return refused is null
            ? Alternate([.. addresses.Select(AddressRules.Canonical)])
            : throw new DialException(EgressPolicy.Refuse(refused));
    }

    /// <summary>Takes turns between IPv6 and IPv4: where one of them is broken, the first attempts would all be of it.</summary>
    private static IPAddress[] Alternate(IPAddress[] addresses)
    {
        var ranked = addresses.GroupBy(address => address.AddressFamily).SelectMany(family => family.Index());
        return [.. ranked.OrderBy(entry => entry.Index).Select(entry => entry.Item)];
    }

    private async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            return await LookUpAsync(host, cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException exception)
        {
            throw new DialException(EgressError.NameNotResolved, $"The host has no address ({exception.SocketErrorCode})");
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DialException(EgressError.NameNotResolved, $"The resolver failed ({exception.GetType().Name})");
        }
    }

    /// <summary>Looks a name up. It counts until it ends, also if nobody waits for it any more: one of the system takes a thread.</summary>
    private async Task<IReadOnlyList<IPAddress>> LookUpAsync(string host, CancellationToken cancellationToken)
    {
        await lookups.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Its turn may come when the request is over.
            cancellationToken.ThrowIfCancellationRequested();
            return await resolver.ResolveAsync(host, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lookups.Release();
        }
    }

    private async Task<Stream> DialAsync(IReadOnlyList<IPAddress> addresses, int port, CancellationToken cancellationToken)
    {
        int attempts = Math.Min(addresses.Count, MaxAttempts);
        string reason = "";
        foreach (IPAddress address in addresses.Take(attempts))
        {
            using CancellationTokenSource share = new(connectTimeout / attempts, time);
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(share.Token, cancellationToken);
            try
            {
                return await DialAsync(new IPEndPoint(address, port), either.Token).ConfigureAwait(false);
            }
            catch (SocketException exception)
            {
                reason = $"{exception.SocketErrorCode}";
            }
            catch (OperationCanceledException) when (share.IsCancellationRequested && attempts > 1)
            {
                cancellationToken.ThrowIfCancellationRequested();
                reason = nameof(SocketError.TimedOut);
            }
        }

        throw new DialException(EgressError.ConnectionFailed, $"The host cannot be reached ({reason})");
    }

    private async Task<Stream> DialAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        Socket socket = new(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endPoint, cancellationToken).ConfigureAwait(false);
            Interlocked.Increment(ref open);
            return new Connection(this, socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>A connection that counts while it is open.</summary>
    private sealed class Connection(EgressTransport transport, Socket socket) : NetworkStream(socket, ownsSocket: true)
    {
        private bool isClosed;

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            if (!Interlocked.Exchange(ref isClosed, true))
            {
                Interlocked.Decrement(ref transport.open);
            }
        }
    }
}
