namespace Ngixi.Capabilities;

/// <summary>How to open a path.</summary>
[Flags]
public enum FileOpening
{
    /// <summary>For its status alone.</summary>
    None = 0,

    /// <summary>To read it.</summary>
    Read = 1,

    /// <summary>To write it. A directory cannot be opened so.</summary>
    Write = 2,

    /// <summary>A file is made where there is none.</summary>
    Create = 4,

    /// <summary>With <see cref="Create"/>: it must be made, and a link is not followed.</summary>
    Exclusive = 8,

    /// <summary>A file is emptied.</summary>
    Truncate = 16,

    /// <summary>It must be a directory.</summary>
    Directory = 32,

    /// <summary>A link at the end of the path is not followed, and cannot be opened.</summary>
    NoFollow = 64,
}
