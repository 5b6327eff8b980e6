namespace Ngixi.Wasi.Tests.Doors;

/// <summary>What is tried with a path. Those from <see cref="Link"/> on are of WASI alone.</summary>
internal enum Act
{
    Read,
    ReadNoFollow,
    Write,
    Create,
    CreateNew,
    Truncate,
    OpenDirectory,
    Status,
    StatusNoFollow,
    CreateDirectory,
    RemoveDirectory,
    Remove,
    Rename,
    Link,
    CreateLink,
    ReadLink,
    SetTimes,
    SetTimesNoFollow,
}
