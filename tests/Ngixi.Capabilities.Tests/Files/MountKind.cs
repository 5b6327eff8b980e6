namespace Ngixi.Capabilities.Tests.Files;

/// <summary>The file systems that the tests of all of them run over.</summary>
public enum MountKind
{
    Memory,
    Directory,
    DirectoryWithQuota,

    /// <summary>Memory over memory.</summary>
    Overlay,

    /// <summary>A directory over another, with a quota.</summary>
    OverlayOfDirectories,

    /// <summary>The values of a store, which has no links and no times.</summary>
    KeyValue,
}
