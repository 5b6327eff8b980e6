namespace Ngixi.Capabilities;

/// <summary>How much a module may ask of the network. Each has a default, and each is enforced.</summary>
public sealed record HttpLimits
{
    /// <summary>Gets the UTF-8 bytes of a URL; 8 KiB by default.</summary>
    public int MaxUrlBytes { get; init => field = Limit.AtLeast(1, value); } = 8 * 1024;

    /// <summary>Gets the headers of a request; 64 by default.</summary>
    public int MaxRequestHeaders { get; init => field = Limit.AtLeast(0, value); } = 64;

    /// <summary>Gets the bytes of a request's header names and values, with four for each; 32 KiB by default.</summary>
    public int MaxRequestHeaderBytes { get; init => field = Limit.AtLeast(0, value); } = 32 * 1024;

    /// <summary>Gets the bytes of a request's body; 1 MiB by default.</summary>
    public int MaxRequestBodyBytes { get; init => field = Limit.AtLeast(0, value); } = 1024 * 1024;

    /// <summary>Gets the headers of a response; 128 by default.</summary>
    public int MaxResponseHeaders { get; init => field = Limit.AtLeast(1, value); } = 128;

    /// <summary>Gets the KiB of a response's status line and headers; 32 by default.</summary>
    public int MaxResponseHeaderKibibytes { get; init => field = Limit.AtLeast(1, value); } = 32;

    /// <summary>
    /// Gets the bytes of a response's body, as they cross the network and the guest: nothing is decompressed; 8 MiB by default.
    /// </summary>
    public long MaxResponseBodyBytes { get; init => field = Limit.AtLeast(0, value); } = 8 * 1024 * 1024;

    /// <summary>
    /// Gets the requests of all instances of the module at once; 64 by default. A response counts until it is disposed of, or its time is
    /// over.
    /// </summary>
    public int MaxConcurrentRequests { get; init => field = Limit.AtLeast(1, value); } = 64;

    /// <summary>
    /// Gets the requests of one instance at once; 6 by default. A response counts until it is disposed of, or its time is over.
    /// </summary>
    public int MaxConcurrentRequestsPerInstance { get; init => field = Limit.AtLeast(1, value); } = 6;

    /// <summary>Gets the requests of one call of the guest; 32 by default. Each redirect that is followed is one.</summary>
    public int MaxRequestsPerCall { get; init => field = Limit.AtLeast(1, value); } = 32;

    /// <summary>
    /// Gets the requests a second of all instances of the module, in the long run; 50 by default. Each redirect that is followed is one.
    /// </summary>
    public int MaxRequestsPerSecond { get; init => field = Limit.AtLeast(1, value); } = 50;

    /// <summary>Gets the requests that may come at once after a quiet time; 100 by default.</summary>
    public int MaxBurst { get; init => field = Limit.AtLeast(1, value); } = 100;

    /// <summary>Gets the time to find the host's addresses and to connect; 5 s by default.</summary>
    public TimeSpan ConnectTimeout { get; init => field = Limit.Timeout(value); } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Gets the time from sending until the response's headers are here, with connecting; 10 s by default. It begins anew with each
    /// redirect, and with each piece of a body that comes in pieces.
    /// </summary>
    public TimeSpan FirstByteTimeout { get; init => field = Limit.Timeout(value); } = TimeSpan.FromSeconds(10);

    /// <summary>Gets the time that a read of the response's body may wait; 10 s by default.</summary>
    public TimeSpan BetweenBytesTimeout { get; init => field = Limit.Timeout(value); } = TimeSpan.FromSeconds(10);

    /// <summary>Gets the time of all: redirects, and the body to its last byte; 15 s by default.</summary>
    public TimeSpan TotalTimeout { get; init => field = Limit.Timeout(value); } = TimeSpan.FromSeconds(15);
}
