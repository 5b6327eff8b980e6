using Ngixi.Capabilities;

namespace Ngixi.Wasi;

/// <summary>The errors of preview 1 that are used here, with its numbers.</summary>
internal enum WasiError
{
    Success = 0,
    AccessDenied = 2,
    BadDescriptor = 8,
    Busy = 10,
    Quota = 19,
    Exists = 20,
    TooLarge = 22,
    IllegalText = 25,
    Invalid = 28,
    Failed = 29,
    IsADirectory = 31,
    TooManyLinks = 32,
    TooManyOpen = 33,
    NameTooLong = 37,
    NotFound = 44,
    NoSpace = 51,
    NotThere = 52,
    NotADirectory = 54,
    NotEmpty = 55,
    NotASocket = 57,
    NotSupported = 58,
    ReadOnly = 69,
    NoSeek = 70,
    OtherMount = 75,
    NotCapable = 76,
}

internal static class WasiErrors
{
    public static WasiError Of(FileError error) => error switch
    {
        FileError.None => WasiError.Success,
        FileError.NotFound => WasiError.NotFound,
        FileError.Exists => WasiError.Exists,
        FileError.NotADirectory => WasiError.NotADirectory,
        FileError.IsADirectory => WasiError.IsADirectory,
        FileError.NotEmpty => WasiError.NotEmpty,
        FileError.ReadOnly => WasiError.ReadOnly,
        FileError.Escapes => WasiError.NotCapable,
        FileError.Denied => WasiError.AccessDenied,
        FileError.Invalid => WasiError.Invalid,
        FileError.NameTooLong => WasiError.NameTooLong,
        FileError.TooManyLinks => WasiError.TooManyLinks,
        FileError.NoSpace => WasiError.NoSpace,
        FileError.LimitReached => WasiError.Quota,
        FileError.TooManyOpen => WasiError.TooManyOpen,
        FileError.OtherMount => WasiError.OtherMount,
        FileError.TooLarge => WasiError.TooLarge,
        FileError.NotSupported => WasiError.NotSupported,
        FileError.Busy => WasiError.Busy,
        _ => WasiError.Failed,
    };
}
