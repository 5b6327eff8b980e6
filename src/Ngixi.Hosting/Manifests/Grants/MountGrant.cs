using Ngixi.Capabilities;

namespace Ngixi.Hosting.Manifests.Grants;

/// <summary>A mount of a manifest, before anything is opened.</summary>
/// <param name="Path">The path that guests know it by.</param>
/// <param name="Source">The full path on the host; null for a drive in memory.</param>
/// <param name="IsFile">Whether the source is a single file.</param>
/// <param name="IsWritable">Whether guests may change it.</param>
/// <param name="IsOverlay">Whether changes go to memory.</param>
/// <param name="Quota">What it may hold; null for the default of its kind.</param>
internal sealed record MountGrant(string Path, string? Source, bool IsFile, bool IsWritable, bool IsOverlay, FileQuota? Quota)
{
    private bool ChangesSource => IsWritable && !IsOverlay;

    /// <summary>Says what is wrong with the path.</summary>
    public string? Check()
    {
        try
        {
            _ = new FileMount(Path, new MemoryFileSystem());
            return null;
        }
        catch (ArgumentException exception)
        {
            return $"is none. {ArgumentMessage.Of(exception)}";
        }
    }

    /// <summary>Says how two mounts contradict each other, as their paths are written. Links are looked at when they are opened.</summary>
    public string? Contradicts(MountGrant earlier)
    {
        if (Path == earlier.Path)
        {
            return $"has the path {Path} of another mount: give each a path of its own.";
        }

        if (Source is null || earlier.Source is null || ChangesSource == earlier.ChangesSource)
        {
            return null;
        }

        (string written, string read) = ChangesSource ? (Source, earlier.Source) : (earlier.Source, Source);
        return IsIn(Source, earlier.Source) || IsIn(earlier.Source, Source)
            ? $"overlaps {earlier.Path}: guests may write {written} and not {read}. Give both the same rights, or take them apart."
            : null;
    }

    /// <summary>Opens it.</summary>
    /// <param name="context">Owns what is opened.</param>
    public FileMount Open(GrantContext context)
    {
        IGuestFileSystem files = Source is null ? new MemoryFileSystem(Quota, context.Options.Time)
            : IsFile ? OpenFile(Source, context)
            : context.Own(new DirectoryFileSystem(Source, IsOverlay ? null : Quota));
        return new FileMount(
            Path, IsOverlay ? new OverlayFileSystem(files, new MemoryFileSystem(Quota, context.Options.Time)) : files, IsWritable);
    }

    private static SingleFileSystem OpenFile(string source, GrantContext context)
    {
        string name = System.IO.Path.GetFileName(source);
        string folder = System.IO.Path.GetDirectoryName(source) ?? throw new ArgumentException($"{source} is no path of a file.");
        return new SingleFileSystem(context.Own(new DirectoryFileSystem(folder)), name);
    }

    private static bool IsIn(string path, string directory) =>
        path == directory || path.StartsWith(directory.TrimEnd('/') + "/", StringComparison.Ordinal);
}
