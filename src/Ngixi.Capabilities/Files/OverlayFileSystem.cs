namespace Ngixi.Capabilities;

/// <summary>
/// The files of one file system as those of another, which alone is changed: a file is copied there before it is first written, and what
/// is removed is hidden.
/// </summary>
/// <remarks>
/// <para>
/// A file is copied whole when it is opened for writing; those who have it open for reading go on with the one below, and its number
/// changes. The quota of the file system above limits copies; what guests may write in a call does not.
/// </para>
/// <para>
/// Not promised: a directory that is below too is not renamed (<see cref="FileError.OtherMount"/>, on which programs copy it). Names of one
/// file below become files of their own. An open directory stands for its path: after a rename for what has it then. A path from the root
/// has 1,024 bytes and 64 names at most. What is hidden is known to this object alone: another one over the same two shows it again.
/// </para>
/// <para>For any number of threads.</para>
/// </remarks>
public sealed class OverlayFileSystem : IGuestFileSystem
{
    private readonly HashSet<string> hidden = new(StringComparer.Ordinal);

    /// <summary>Creates an overlay.</summary>
    /// <param name="below">The files to begin with. They are never changed. They stay the caller's.</param>
    /// <param name="above">Where what guests change goes, such as a <see cref="MemoryFileSystem"/>. It stays the caller's.</param>
    /// <exception cref="ArgumentException">The two have files in common.</exception>
    public OverlayFileSystem(IGuestFileSystem below, IGuestFileSystem above)
    {
        ArgumentNullException.ThrowIfNull(below);
        ArgumentNullException.ThrowIfNull(above);
        if (MountPart.Of(above, isWritable: true).Any(part => MountPart.Of(below, isWritable: false).Any(part.Contradicts)))
        {
            throw new ArgumentException(
                "What guests write above is in the files below, which are never changed. Take the two apart.", nameof(above));
        }

        (Below, Above) = (below, above);
    }

    internal IGuestFileSystem Below { get; }

    internal IGuestFileSystem Above { get; }

    /// <summary>Gets what all names are found and changed under.</summary>
    internal Lock Lock { get; } = new();

    /// <inheritdoc/>
    public FileError OpenRoot(out IGuestDirectory? root)
    {
        root = null;
        FileError error = Below.OpenRoot(out IGuestDirectory? below);
        if (error != FileError.None)
        {
            return error;
        }

        error = Above.OpenRoot(out IGuestDirectory? above);
        if (error != FileError.None)
        {
            below!.Dispose();
            return error;
        }

        root = new OverlayDirectory(new OverlayLayers(this, below!, above!), "");
        return FileError.None;
    }

    /// <summary>Hides what is below at a path, with all that is in it.</summary>
    internal void Hide(string path) => hidden.Add(path);

    /// <summary>Gets whether a path, and each directory on the way to it, is not hidden.</summary>
    internal bool IsShown(string path)
    {
        if (hidden.Count == 0)
        {
            return true;
        }

        for (int end = path.IndexOf('/', StringComparison.Ordinal); end > 0; end = path.IndexOf('/', end + 1))
        {
            if (hidden.Contains(path[..end]))
            {
                return false;
            }
        }

        return !hidden.Contains(path);
    }
}
