using Ngixi.Capabilities;

namespace Ngixi.Wasi;

/// <summary>The types of files of preview 1, with its numbers.</summary>
internal enum WasiFileType : byte
{
    Unknown = 0,
    CharacterDevice = 2,
    Directory = 3,
    File = 4,
    Link = 7,
}

internal static class WasiFileTypes
{
    public static WasiFileType Of(FileKind kind) => kind switch
    {
        FileKind.File => WasiFileType.File,
        FileKind.Directory => WasiFileType.Directory,
        FileKind.Link => WasiFileType.Link,
        _ => WasiFileType.Unknown,
    };
}
