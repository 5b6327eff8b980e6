using System.Diagnostics;
using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>What a guest is told of an error: its number, and nothing of the host's words.</summary>
internal static class HttpErrors
{
    public static HttpError Of(EgressError error) => error switch
    {
        EgressError.Denied => HttpError.Denied,
        EgressError.InvalidRequest => HttpError.InvalidRequest,
        EgressError.LimitReached => HttpError.LimitReached,
        EgressError.NameNotResolved => HttpError.NameNotResolved,
        EgressError.ConnectionFailed => HttpError.ConnectionFailed,
        EgressError.TlsFailed => HttpError.TlsFailed,
        EgressError.TimedOut => HttpError.TimedOut,
        EgressError.InvalidResponse => HttpError.InvalidResponse,
        EgressError.ResponseTooLarge => HttpError.ResponseTooLarge,
        EgressError.TooManyRedirects => HttpError.TooManyRedirects,
        EgressError.CredentialUnavailable => HttpError.CredentialUnavailable,
        EgressError.Closed => HttpError.Closed,
        _ => throw new UnreachableException(),
    };

    public static GuestException<HttpError> ForGuest(EgressException exception) => ForGuest(Of(exception.Error), exception);

    public static GuestException<HttpError> ForGuest(HttpError error, Exception? cause = null)
    {
        string message = error switch
        {
            HttpError.Denied => "The grant does not allow the request.",
            HttpError.InvalidRequest => "The request cannot be read.",
            HttpError.LimitReached => "The request is too large, or there are too many.",
            HttpError.NameNotResolved => "The host's name has no address.",
            HttpError.ConnectionFailed => "There was no connection, or it broke.",
            HttpError.TlsFailed => "The server did not prove who it is.",
            HttpError.TimedOut => "It took too long.",
            HttpError.InvalidResponse => "The response cannot be read.",
            HttpError.ResponseTooLarge => "The response is too large.",
            HttpError.TooManyRedirects => "There were too many redirects.",
            HttpError.CredentialUnavailable => "The host has no value for the credential.",
            HttpError.Closed => "It is closed.",
            _ => throw new UnreachableException(),
        };
        return cause is null ? new GuestException<HttpError>(error, message) : new GuestException<HttpError>(error, message, cause);
    }
}
