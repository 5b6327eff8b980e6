namespace Ngixi.Capabilities;

/// <summary>How much a module may ask of the network. Each has a default, and each is enforced.</summary>
public sealed record HttpLimits
{
    /// <summary>The longest timeout.</summary>
    private static readonly TimeSpan MaxTimeout = TimeSpan.FromHours(1);

    /// <summary>Gets the UTF-8 bytes of a URL; 8 KiB by default.</summary>
    public int MaxUrlBytes { get; init => field = Positive(value, nameof(MaxUrlBytes)); } = 8 * 1024;

    /// <summary>Gets the headers of a request; 64 by default.</summary>
    public int MaxRequestHeaders { get; init => field = NotNegative(value, nameof(MaxRequestHeaders)); } = 64;

    /// <summary>Gets the bytes of a request's header names and values, with four for each; 32 KiB by default.</summary>
    public int MaxRequestHeaderBytes { get; init => field = NotNegative(value, nameof(MaxRequestHeaderBytes)); } = 32 * 1024;

    /// <summary>Gets the bytes of a request's body; 1 MiB by default.</summary>
    public int MaxRequestBodyBytes { get; init => field = NotNegative(value, nameof(MaxRequestBodyBytes)); } = 1024 * 1024;

    /// <summary>Gets the headers of a response; 128 by default.</summary>
    public int MaxResponseHeaders { get; init => field = Positive(value, nameof(MaxResponseHeaders)); } = 128;

    /// <summary>Gets the KiB of a response's status line and headers; 32 by default.</summary>
    public int MaxResponseHeaderKibibytes { get; init => field = Positive(value, nameof(MaxResponseHeaderKibibytes)); } = 32;

    /// <summary>
    /// Gets the bytes of a response's body, as they cross the network and the guest: nothing is decompressed; 8 MiB by default.
    /// </summary>
    public long MaxResponseBodyBytes { get; init => field = NotNegative(value, nameof(MaxResponseBodyBytes)); } = 8 * 1024 * 1024;

    /// <summary>
    /// Gets the requests of all instances of the module at once; 64 by default. A response counts until it is disposed of, or its time is
    /// over.
    /// </summary>
    public int MaxConcurrentRequests { get; init => field = Positive(value, nameof(MaxConcurrentRequests)); } = 64;

    /// <summary>
    /// Gets the requests of one instance at once; 6 by default. A response counts until it is disposed of, or its time is over.
    /// </summary>
    public int MaxConcurrentRequestsPerInstance { get; init => field = Positive(value, nameof(MaxConcurrentRequestsPerInstance)); } = 6;

    /// <summary>Gets the requests of one call of the guest; 32 by default. Each redirect that is followed is one.</summary>
    public int MaxRequestsPerCall { get; init => field = Positive(value, nameof(MaxRequestsPerCall)); } = 32;

    /// <summary>
    /// Gets the requests a second of all instances of the module, in the long run; 50 by default. Each redirect that is followed is one.
    /// </summary>
    public int MaxRequestsPerSecond { get; init => field = Positive(value, nameof(MaxRequestsPerSecond)); } = 50;

    /// <summary>Gets the requests that may come at once after a quiet time; 100 by default.</summary>
    public int MaxBurst { get; init => field = Positive(value, nameof(MaxBurst)); } = 100;

    /// <summary>Gets the time to find the host's addresses and to connect; 5 s by default.</summary>
    public TimeSpan ConnectTimeout { get; init => field = Timeout(value, nameof(ConnectTimeout)); } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Gets the time from sending until the response's headers are here, with connecting; 10 s by default. It begins anew with each
    /// redirect, and with each piece of a body that comes in pieces.
    /// </summary>
    public TimeSpan FirstByteTimeout { get; init => field = Timeout(value, nameof(FirstByteTimeout)); } = TimeSpan.FromSeconds(10);

    /// <summary>Gets the time that a read of the response's body may wait; 10 s by default.</summary>
    public TimeSpan BetweenBytesTimeout { get; init => field = Timeout(value, nameof(BetweenBytesTimeout)); } = TimeSpan.FromSeconds(10);

    /// <summary>Gets the time of all: redirects, and the body to its last byte; 15 s by default.</summary>
    public TimeSpan TotalTimeout { get; init => field = Timeout(value, nameof(TotalTimeout)); } = TimeSpan.FromSeconds(15);

    private static int Positive(int value, string name) =>
        value > 0 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is at least 1.");

    private static int NotNegative(int value, string name) => (int)NotNegative((long)value, name);

    private static long NotNegative(long value, string name) =>
        value >= 0 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is at least 0.");

    private static TimeSpan Timeout(TimeSpan value, string name) =>
        value >= TimeSpan.FromMilliseconds(1) && value <= MaxTimeout
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} is 1 ms to 1 h.");
}
