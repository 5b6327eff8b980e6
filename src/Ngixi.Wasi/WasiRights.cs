namespace Ngixi.Wasi;

/// <summary>
/// The rights of a descriptor. Programs ask for more than they need, and for less than they use: a descriptor is held to
/// reading and writing as it was opened for them, and to what the program gave up by <c>fd_fdstat_set_rights</c>.
/// </summary>
[Flags]
internal enum WasiRights : ulong
{
    None = 0,
    Datasync = 1 << 0,
    Read = 1 << 1,
    Seek = 1 << 2,
    SetFlags = 1 << 3,
    Sync = 1 << 4,
    Tell = 1 << 5,
    Write = 1 << 6,
    Advise = 1 << 7,
    Allocate = 1 << 8,
    CreateDirectory = 1 << 9,
    CreateFile = 1 << 10,
    LinkSource = 1 << 11,
    LinkTarget = 1 << 12,
    Open = 1 << 13,
    ReadDirectory = 1 << 14,
    ReadLink = 1 << 15,
    RenameSource = 1 << 16,
    RenameTarget = 1 << 17,
    PathStatus = 1 << 18,
    PathSetSize = 1 << 19,
    PathSetTimes = 1 << 20,
    Status = 1 << 21,
    SetSize = 1 << 22,
    SetTimes = 1 << 23,
    Symlink = 1 << 24,
    RemoveDirectory = 1 << 25,
    RemoveFile = 1 << 26,
    Poll = 1 << 27,

    OfFile = Datasync | Read | Seek | SetFlags | Sync | Tell | Write | Advise | Allocate | Status | SetSize | SetTimes | Poll,

    OfDirectory = Datasync | SetFlags | Sync | CreateDirectory | CreateFile | LinkSource | LinkTarget | Open | ReadDirectory | ReadLink
        | RenameSource | RenameTarget | PathStatus | PathSetSize | PathSetTimes | Status | SetTimes | Symlink | RemoveDirectory
        | RemoveFile | Poll,

    OfOutput = Write | Status | SetFlags | Sync | Datasync | Poll,

    OfInput = Read | Status | SetFlags | Poll,

    All = OfFile | OfDirectory,
}
