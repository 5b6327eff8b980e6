namespace Ngixi.Capabilities.Tests.Files;

/// <summary>The file systems that the tests of all of them run over.</summary>
public enum MountKind
{
    Memory,
    Directory,
    DirectoryWithQuota,
}
