using Ngixi.Capabilities;

namespace Ngixi.Wasi.Tests.Doors;

/// <summary>A drive, a guest that has it by a door, and the names in it as they were.</summary>
internal sealed class OpenDrive : IDisposable
{
    private readonly string[] names;

    public OpenDrive(DoorKind kind, Drive drive)
    {
        Mounted = new MountedDrive(drive);
        Door = Mounted.Open(kind);
        names = Names();
    }

    public MountedDrive Mounted { get; }

    public FileDoor Door { get; }

    /// <summary>Checks that nothing in it or beside it was changed.</summary>
    public void AssertIsUntouched()
    {
        Assert.Equal(names, Names());
        Assert.Equal(MountedDrive.Inside, Door.Read("file"));
        Mounted.AssertOutsideIsUntouched();
    }

    public void Dispose()
    {
        Door.Dispose();
        Mounted.Dispose();
    }

    private string[] Names()
    {
        Assert.Equal(FileError.None, Door.Open(".", FileOpening.Directory, out int root));
        Assert.Equal(FileError.None, Door.List(root, out string[] listed));
        Door.Close(root, FileOpening.Directory);
        return [.. listed.Order(StringComparer.Ordinal)];
    }
}
