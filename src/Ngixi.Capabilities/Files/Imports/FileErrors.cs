using System.Diagnostics;
using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>What a guest is told of an error: its number, and nothing of the host's words.</summary>
internal static class FileErrors
{
    /// <summary>Throws an error for the guest.</summary>
    public static void Require(FileError error)
    {
        if (error != FileError.None)
        {
            throw ForGuest(error);
        }
    }

    public static GuestException<FileError> ForGuest(FileError error) => new(error, error switch
    {
        FileError.NotFound => "There is nothing of that name.",
        FileError.Exists => "There is something of that name already.",
        FileError.NotADirectory => "It is no directory.",
        FileError.IsADirectory => "It is a directory.",
        FileError.NotEmpty => "The directory has entries.",
        FileError.ReadOnly => "It is for reading only.",
        FileError.Escapes => "The path leads out of the mounts.",
        FileError.Denied => "It is not allowed.",
        FileError.Invalid => "The path or an argument is none.",
        FileError.NameTooLong => "The path is too long.",
        FileError.TooManyLinks => "The path leads over too many links.",
        FileError.NoSpace => "There is no room.",
        FileError.LimitReached => "The call read, wrote or listed as much as it may.",
        FileError.TooManyOpen => "Too many files are open.",
        FileError.OtherMount => "The paths are in different mounts.",
        FileError.TooLarge => "The file is too large.",
        FileError.NotSupported => "The mount cannot do it.",
        FileError.Busy => "It is in use.",
        FileError.Failed => "The device failed.",
        _ => throw new UnreachableException($"{error} is no error."),
    });
}
