namespace Ngixi.Wasi.Tests.Doors;

/// <summary>The file systems that attempts are made on.</summary>
public enum Drive
{
    Directory,
    DirectoryWithQuota,

    /// <summary>A directory whose paths are looked at name by name, as on systems other than Linux. It has no hard links.</summary>
    CheckedDirectory,

    Memory,

    /// <summary>An overlay: what guests write goes to memory, over a directory that has all there is.</summary>
    MemoryOverDirectory,

    /// <summary>An overlay: what guests write goes to a directory, which has links already, over memory, which has the files.</summary>
    DirectoryOverMemory,

    /// <summary>The files of an archive, for reading. An archive has no links.</summary>
    Zip,

    /// <summary>The values of a store, for reading. A store has no links.</summary>
    KeyValue,

    /// <summary>A grant of one file, which guests may write.</summary>
    SingleFile,
}
