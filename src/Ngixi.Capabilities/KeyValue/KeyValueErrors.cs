using System.Diagnostics;
using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>What a guest is told of an error: its number, and nothing of the host's words.</summary>
internal static class KeyValueErrors
{
    public static async ValueTask<T> ForGuestAsync<T>(ValueTask<T> work)
    {
        try
        {
            return await work.ConfigureAwait(false);
        }
        catch (KeyValueException exception)
        {
            throw new GuestException<KeyValueError>(exception.Error, Message(exception.Error), exception);
        }
    }

    private static string Message(KeyValueError error) => error switch
    {
        KeyValueError.InvalidKey => "The key, or the prefix, is none.",
        KeyValueError.InvalidArgument => "A time, a limit or a number of keys or writes is out of its range.",
        KeyValueError.ValueTooLarge => "The value, or the values together, are too large.",
        KeyValueError.VersionMismatch => "The key has another version.",
        KeyValueError.NotANumber => "The value is no number.",
        KeyValueError.NumberOverflow => "The sum does not fit into 64 bits.",
        KeyValueError.QuotaExceeded => "The module keeps as much as it may.",
        KeyValueError.LimitReached => "There were too many operations.",
        KeyValueError.TimedOut => "It took too long.",
        KeyValueError.Unavailable => "The store is out of order.",
        KeyValueError.Denied => "The grant does not allow writes.",
        KeyValueError.Lost => "An earlier write was lost.",
        _ => throw new UnreachableException(),
    };
}
