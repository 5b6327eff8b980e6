namespace Ngixi.Wasi.Tests.Doors;

/// <summary>Drives for one test after the other: what changed nothing leaves its drive to the next.</summary>
public sealed class OpenDrives : IDisposable
{
    private readonly Dictionary<(DoorKind, Drive), OpenDrive> left = [];
    private readonly List<OpenDrive> all = [];

    /// <summary>Takes one that nothing was changed in. Nobody else has it.</summary>
    internal OpenDrive Take(DoorKind kind, Drive drive)
    {
        if (!left.Remove((kind, drive), out OpenDrive? open))
        {
            open = new OpenDrive(kind, drive);
            all.Add(open);
        }

        return open;
    }

    /// <summary>Leaves one that is as it was.</summary>
    internal void Leave(DoorKind kind, Drive drive, OpenDrive open) => left.Add((kind, drive), open);

    public void Dispose() => all.ForEach(open => open.Dispose());
}
