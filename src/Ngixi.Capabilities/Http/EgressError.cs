namespace Ngixi.Capabilities;

/// <summary>Why a request of a guest came to nothing.</summary>
public enum EgressError
{
    /// <summary>The grant does not allow it. There is a <see cref="EgressException.Denial"/>.</summary>
    Denied,

    /// <summary>
    /// The request is none: its URL, its method, a header or its timeout cannot be read. There is a
    /// <see cref="EgressException.Denial"/>.
    /// </summary>
    InvalidRequest,

    /// <summary>It is larger than the grant's limits, or there are too many. There is a <see cref="EgressException.Denial"/>.</summary>
    LimitReached,

    /// <summary>The host's name has no address.</summary>
    NameNotResolved,

    /// <summary>There was no connection, or it broke.</summary>
    ConnectionFailed,

    /// <summary>The server did not prove that it is the host of the URL.</summary>
    TlsFailed,

    /// <summary>It took longer than a timeout allows.</summary>
    TimedOut,

    /// <summary>The response is not HTTP/1.1, its end is not certain, or it is a redirect that cannot be read.</summary>
    InvalidResponse,

    /// <summary>The response has more headers or a longer body than the grant's limits.</summary>
    ResponseTooLarge,

    /// <summary>There were more redirects than the grant has followed.</summary>
    TooManyRedirects,

    /// <summary>The credential's provider failed, or its value is none for a header.</summary>
    CredentialUnavailable,

    /// <summary>The session or the gate was disposed of.</summary>
    Closed,
}
