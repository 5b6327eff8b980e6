namespace Ngixi.Capabilities;

/// <summary>Why a request came to nothing, for guests. A number never changes its meaning.</summary>
public enum HttpError
{
    /// <summary>The grant does not allow it.</summary>
    Denied = 1,

    /// <summary>The request is none: its URL, its method, a header, its timeout or the length of its body.</summary>
    InvalidRequest = 2,

    /// <summary>It is larger than the grant's limits, or there are too many.</summary>
    LimitReached = 3,

    /// <summary>The host's name has no address.</summary>
    NameNotResolved = 4,

    /// <summary>There was no connection, or it broke.</summary>
    ConnectionFailed = 5,

    /// <summary>The server did not prove that it is the host of the URL.</summary>
    TlsFailed = 6,

    /// <summary>It took longer than a timeout allows.</summary>
    TimedOut = 7,

    /// <summary>The response is not HTTP, or a redirect that cannot be read.</summary>
    InvalidResponse = 8,

    /// <summary>The response has more headers or a longer body than the grant's limits.</summary>
    ResponseTooLarge = 9,

    /// <summary>There were more redirects than the grant has followed.</summary>
    TooManyRedirects = 10,

    /// <summary>The host has no value for the credential.</summary>
    CredentialUnavailable = 11,

    /// <summary>The exchange, the response or the host's session is closed.</summary>
    Closed = 12,
}
