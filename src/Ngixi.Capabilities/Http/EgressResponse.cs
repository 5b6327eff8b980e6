using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;

namespace Ngixi.Capabilities;

/// <summary>The response to a request of a guest. The body is read piece by piece.</summary>
/// <remarks>
/// Not for several threads at once. It counts as a request of the instance until it is disposed of, its time is over, or its session is
/// disposed of: whatever comes first closes the connection if there is more of the body.
/// </remarks>
public sealed class EgressResponse : IDisposable
{
    private readonly EgressExchange exchange;
    private readonly EgressHop hop;
    private readonly HttpResponseMessage message;
    private readonly Stream body;
    private readonly HttpLimits limits;
    private CancellationTokenRegistration atTimeout;
    private CancellationTokenRegistration atClosing;
    private EgressWait? latest;

    private EgressResponse(EgressExchange exchange, EgressHop hop, HttpResponseMessage message, Stream body, HttpLimits limits)
    {
        this.exchange = exchange;
        this.hop = hop;
        this.message = message;
        this.body = body;
        this.limits = limits;
    }

    /// <summary>Gets the status, from 200 to 999.</summary>
    public int Status => (int)message.StatusCode;

    /// <summary>Gets the URL that answered; another one than asked for after redirects.</summary>
    public Uri Url => hop.Url.Uri;

    /// <summary>Gets the headers, in the server's words. A name may stand more than once. Bytes beyond ASCII are read as Latin-1.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers => field ??= ReadHeaders(message);

    /// <summary>Gets the bytes of the body that were read.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Reads on in the body.</summary>
    /// <param name="buffer">Where to write; not empty.</param>
    /// <param name="cancellationToken">Ends the request; cancelled at the deadline of the guest's call.</param>
    /// <returns>The bytes that were read; 0 at the end.</returns>
    /// <exception cref="EgressException">The body is too long, or did not come.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(exchange.IsDisposed && !exchange.IsOver && !cancellationToken.IsCancellationRequested, this);
        EgressWait wait = BeginWait(cancellationToken);
        int read;
        try
        {
            wait.Token.ThrowIfCancellationRequested();
            read = await body.ReadAsync(buffer, wait.Token).ConfigureAwait(false);
            if (read == 0 && exchange.IsOver)
            {
                // The end of the connection is not the end of the body.
                throw new OperationCanceledException();
            }
        }
        catch (Exception exception)
        {
            Dispose();
            using EgressWait ended = wait;
            throw wait.Explain(exception, hop, "The body did not go on");
        }

        KeepWait(wait);
        BytesRead += read;
        if (BytesRead > limits.MaxResponseBodyBytes)
        {
            Dispose();
            throw TooLong(hop, limits);
        }

        return read;
    }

    /// <summary>Ends the request, and closes the connection if there is more of the body.</summary>
    public void Dispose()
    {
        atTimeout.Unregister();
        atClosing.Unregister();
        message.Dispose();
        exchange.Dispose();
        DropWait();
    }

    internal static async Task<EgressResponse> OpenAsync(
        EgressExchange exchange, EgressHop hop, HttpResponseMessage message, HttpLimits limits, CancellationToken cancellationToken)
    {
        if (FindFault(message) is { } fault)
        {
            throw new EgressException(EgressError.InvalidResponse, hop.Shown, fault);
        }

        int headers = Count(message.Headers.NonValidated) + Count(message.Content.Headers.NonValidated);
        if (headers > limits.MaxResponseHeaders)
        {
            string reason = $"The response has more than {limits.MaxResponseHeaders} headers";
            throw new EgressException(EgressError.ResponseTooLarge, hop.Shown, reason);
        }

        // A HEAD has the length of a body that does not come.
        if (hop.Method != "HEAD" && message.Content.Headers.ContentLength > limits.MaxResponseBodyBytes)
        {
            throw TooLong(hop, limits);
        }

        Stream body = await message.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        EgressResponse response = new(exchange, hop, message, body, limits);
        response.atTimeout = exchange.Total.UnsafeRegister(static response => ((EgressResponse)response!).Dispose(), response);
        response.atClosing = exchange.Closing.UnsafeRegister(static response => ((EgressResponse)response!).Dispose(), response);
        return response;
    }

    /// <summary>RFC 9112, 6.3: where a response ends has to be certain, or what is cut off would pass for all of it.</summary>
    private static string? FindFault(HttpResponseMessage message)
    {
        bool hasLength = message.Content.Headers.NonValidated.TryGetValues("Content-Length", out HeaderStringValues lengths);
        bool hasEncoding = message.Headers.NonValidated.TryGetValues("Transfer-Encoding", out HeaderStringValues encodings);
        return message.StatusCode < HttpStatusCode.OK ? $"The response has the status {(int)message.StatusCode}, which ends no request"
            : hasEncoding && !encodings.ToString().Equals("chunked", StringComparison.OrdinalIgnoreCase)
                ? "The response has a transfer encoding that nobody asked for"
            : hasLength && (hasEncoding || lengths.Count != 1 || message.Content.Headers.ContentLength is null)
                ? "The response has a length that is none"
            : null;
    }

    /// <summary>Begins to wait, with the wait of the read before where it can be had: to make one takes longer than many a read.</summary>
    private EgressWait BeginWait(CancellationToken cancellationToken)
    {
        EgressWait? kept = Interlocked.Exchange(ref latest, null);
        if (kept?.TryRestart(cancellationToken) == true)
        {
            return kept;
        }

        kept?.Dispose();
        return exchange.Wait(limits.BetweenBytesTimeout, cancellationToken);
    }

    /// <summary>Keeps a wait for the next read. The response may be disposed of meanwhile, when its time is over.</summary>
    private void KeepWait(EgressWait wait)
    {
        Volatile.Write(ref latest, wait);
        if (exchange.IsDisposed)
        {
            DropWait();
        }
    }

    private void DropWait() => Interlocked.Exchange(ref latest, null)?.Dispose();

    private static EgressException TooLong(EgressHop hop, HttpLimits limits) =>
        new(EgressError.ResponseTooLarge, hop.Shown, $"The response's body has more than {limits.MaxResponseBodyBytes} bytes");

    private static int Count(HttpHeadersNonValidated headers) => headers.Sum(header => header.Value.Count);

    private static KeyValuePair<string, string>[] ReadHeaders(HttpResponseMessage message) =>
    [
        .. message.Headers.NonValidated.Concat(message.Content.Headers.NonValidated)
            .SelectMany(header => header.Value, (header, value) => KeyValuePair.Create(header.Key, value)),
    ];
}
