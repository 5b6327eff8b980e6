namespace Ngixi.Capabilities;

/// <summary>Why a key-value call came to nothing. A number never changes its meaning.</summary>
public enum KeyValueError
{
    /// <summary>
    /// The key is empty, longer than 512 bytes of UTF-8, or has control characters or half a surrogate pair. Or what keys begin with, or
    /// come after, is longer or has such a half.
    /// </summary>
    InvalidKey = 1,

    /// <summary>A time to live, a limit, or the number of keys or writes is out of its range.</summary>
    InvalidArgument = 2,

    /// <summary>The value has more bytes than the grant allows, or the values at once have more than 1 MiB.</summary>
    ValueTooLarge = 3,

    /// <summary>The key does not have the version that was asked for.</summary>
    VersionMismatch = 4,

    /// <summary>The value is no decimal number of 64 bits.</summary>
    NotANumber = 5,

    /// <summary>The sum does not fit into 64 bits.</summary>
    NumberOverflow = 6,

    /// <summary>The module's keys or bytes would be more than the grant allows.</summary>
    QuotaExceeded = 7,

    /// <summary>There were more operations than the grant allows, in the call or of late.</summary>
    LimitReached = 8,

    /// <summary>The store did not answer in time. A write may have been made.</summary>
    TimedOut = 9,

    /// <summary>The store cannot be reached or is out of order. A write may have been made.</summary>
    Unavailable = 10,

    /// <summary>The grant does not allow writes.</summary>
    Denied = 11,

    /// <summary>An earlier write, which the store had accepted to make later, could not be made.</summary>
    Lost = 12,
}
