namespace Ngixi.Capabilities;

/// <summary>Why an event call came to nothing. A number never changes its meaning.</summary>
public enum EventError
{
    /// <summary>The grant does not allow it, or there is no such topic or group.</summary>
    Denied = 1,

    /// <summary>A number, a time or the memory of the ring is out of its range, or the event is empty.</summary>
    InvalidArgument = 2,

    /// <summary>The event has more bytes than the topic allows.</summary>
    TooLarge = 3,

    /// <summary>The topic stayed full for too long, or only the guest's own module can make space.</summary>
    Full = 4,

    /// <summary>There is more than the grant allows: events that are held, or published in the call or of late.</summary>
    LimitReached = 5,

    /// <summary>The event is not held any more: it was settled, or its lease ran out.</summary>
    NotHeld = 6,

    /// <summary>The store did not answer in time. An event may have been published.</summary>
    TimedOut = 7,

    /// <summary>The store cannot be reached or is out of order. An event may have been published.</summary>
    Unavailable = 8,
}
