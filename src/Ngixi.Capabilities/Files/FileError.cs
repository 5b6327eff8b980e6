namespace Ngixi.Capabilities;

/// <summary>Why an operation on a file came to nothing. A number never changes its meaning.</summary>
public enum FileError
{
    /// <summary>It was done.</summary>
    None = 0,

    /// <summary>There is nothing of that name.</summary>
    NotFound = 1,

    /// <summary>There is something of that name already.</summary>
    Exists = 2,

    /// <summary>A directory is needed, and this is none.</summary>
    NotADirectory = 3,

    /// <summary>This is a directory, and something else is needed.</summary>
    IsADirectory = 4,

    /// <summary>The directory has entries.</summary>
    NotEmpty = 5,

    /// <summary>The mount, or the file as it was opened, is for reading only.</summary>
    ReadOnly = 6,

    /// <summary>The path, or a link in it, leads out of the directory that it was to stay in, into another mount or into none.</summary>
    Escapes = 7,

    /// <summary>It is not allowed: by the system, or because it is neither a regular file nor a directory.</summary>
    Denied = 8,

    /// <summary>An argument or a path is not valid.</summary>
    Invalid = 9,

    /// <summary>The path or a name in it is too long.</summary>
    NameTooLong = 10,

    /// <summary>The path leads over too many links, or over one that was not to be followed.</summary>
    TooManyLinks = 11,

    /// <summary>The device, or the quota of the mount, has no room.</summary>
    NoSpace = 12,

    /// <summary>The guest read, wrote or listed more than its grant allows.</summary>
    LimitReached = 13,

    /// <summary>The guest has too many files open, or the host has.</summary>
    TooManyOpen = 14,

    /// <summary>The two names are in different mounts.</summary>
    OtherMount = 15,

    /// <summary>The file would be larger than files can be, or it is too large to be read as a whole.</summary>
    TooLarge = 16,

    /// <summary>The file system cannot do it.</summary>
    NotSupported = 17,

    /// <summary>It is in use.</summary>
    Busy = 18,

    /// <summary>The device failed.</summary>
    Failed = 19,
}
