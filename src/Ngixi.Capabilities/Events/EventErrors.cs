using System.Diagnostics;
using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>What a guest is told of an error: its number, and nothing of the host's words.</summary>
internal static class EventErrors
{
    public static GuestException<EventError> ForGuest(EventException exception) => ForGuest(exception.Error, exception);

    public static GuestException<EventError> ForGuest(EventError error, Exception? cause = null)
    {
        string message = error switch
        {
            EventError.Denied => "The grant does not allow it.",
            EventError.InvalidArgument => "An argument is out of its range.",
            EventError.TooLarge => "The event has too many bytes.",
            EventError.Full => "The topic is full.",
            EventError.LimitReached => "There are too many.",
            EventError.NotHeld => "The event is not held any more.",
            EventError.TimedOut => "It took too long.",
            EventError.Unavailable => "The store is out of order.",
            _ => throw new UnreachableException(),
        };
        return cause is null ? new GuestException<EventError>(error, message) : new GuestException<EventError>(error, message, cause);
    }
}
