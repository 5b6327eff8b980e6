namespace Ngixi.Capabilities;

/// <summary>What a name stands for.</summary>
public enum FileKind
{
    /// <summary>A FIFO, a socket or a device: it is seen, and cannot be opened.</summary>
    Other = 0,

    /// <summary>A regular file.</summary>
    File = 1,

    /// <summary>A directory.</summary>
    Directory = 2,

    /// <summary>A symbolic link.</summary>
    Link = 3,
}
