namespace Ngixi.Capabilities;

/// <summary>A file system, or one file of it, as a mount in the end has it.</summary>
/// <param name="Files">The file system: never one that is made of others.</param>
/// <param name="File">The path of the file; null for all of them.</param>
/// <param name="IsWritable">Whether guests may change it.</param>
internal sealed record MountPart(IGuestFileSystem Files, string? File, bool IsWritable)
{
    /// <summary>Gets what a file system is made of.</summary>
    public static IEnumerable<MountPart> Of(IGuestFileSystem files, bool isWritable, string? file = null) => files switch
    {
        OverlayFileSystem overlay => [.. Of(overlay.Above, isWritable, file), .. Of(overlay.Below, isWritable: false, file)],
        SingleFileSystem single => Of(single.Files, isWritable, single.Path),
        _ => [new MountPart(files, file, isWritable)],
    };

    /// <summary>Gets whether guests may write here what they may not write there, or the other way round.</summary>
    public bool Contradicts(MountPart other)
    {
        if (IsWritable == other.IsWritable)
        {
            return false;
        }

        if (Files is DirectoryFileSystem one && other.Files is DirectoryFileSystem two)
        {
            return File is null || other.File is null
                ? one.Overlaps(two)
                : $"{one.HostPath}/{File}" == $"{two.HostPath}/{other.File}";
        }

        return ReferenceEquals(Files, other.Files) && (File is null || other.File is null || File == other.File);
    }
}
