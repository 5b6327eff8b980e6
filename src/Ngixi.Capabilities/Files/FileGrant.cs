namespace Ngixi.Capabilities;

/// <summary>The files that the guests of one module may have. None by default. Each limit has a default, and each is enforced.</summary>
public sealed record FileGrant
{
    internal static readonly FileGrant Default = new();

    /// <summary>Gets the directories that guests have. None by default.</summary>
    /// <exception cref="ArgumentException">
    /// Two have the same path, or one host directory is in another that guests may write and it may not, or the other way round.
    /// </exception>
    public IReadOnlyList<FileMount> Mounts { get; init => field = Checked(value); } = [];

    /// <summary>Gets the files and directories that an instance has open at a time; 64 by default.</summary>
    public int MaxOpen { get; init => field = Limit.Between(0, 4_096, value); } = 64;

    /// <summary>Gets the bytes that guests read of files in one call of the host; 64 MiB by default.</summary>
    public long MaxBytesRead { get; init => field = Limit.AtLeast(0L, value); } = 64 * 1024 * 1024;

    /// <summary>Gets the bytes that guests write to files in one call of the host; 64 MiB by default.</summary>
    public long MaxBytesWritten { get; init => field = Limit.AtLeast(0L, value); } = 64 * 1024 * 1024;

    /// <summary>
    /// Gets the entries of directories that guests list in one call of the host; 65,536 by default. One that is listed again counts again.
    /// </summary>
    public int MaxEntriesListed { get; init => field = Limit.AtLeast(0, value); } = 65_536;

    private static FileMount[] Checked(IReadOnlyList<FileMount> mounts)
    {
        ArgumentNullException.ThrowIfNull(mounts);
        FileMount[] copy = [.. mounts];
        for (int i = 0; i < copy.Length; i++)
        {
            foreach (FileMount earlier in copy.AsSpan(0, i))
            {
                Check(earlier, copy[i]);
            }
        }

        return copy;
    }

    private static void Check(FileMount one, FileMount other)
    {
        if (one.Path == other.Path)
        {
            throw Refused($"Two mounts have the path {one.Path}. Give each a path of its own.");
        }

        foreach (MountPart first in MountPart.Of(one.Files, one.IsWritable))
        {
            if (MountPart.Of(other.Files, other.IsWritable).FirstOrDefault(first.Contradicts) is { } second)
            {
                throw Contradiction(one, first, other, second);
            }
        }
    }

    private static ArgumentException Contradiction(FileMount one, MountPart first, FileMount other, MountPart second)
    {
        if (!first.IsWritable)
        {
            (one, first, other, second) = (other, second, one, first);
        }

        return first.Files is DirectoryFileSystem written && second.Files is DirectoryFileSystem read
            ? Refused(
                $"Guests may write {Of(one, written)} and not {Of(other, read)}, and one is in the other: "
                + "what they may not write by one path they could by the other. Give both the same rights, or take directories apart.")
            : Refused(
                $"The mounts {one.Path} and {other.Path} have the same files, and guests may write them by one alone. "
                + "Give both the same rights.");
    }

    private static ArgumentException Refused(string message) => new(message);

    private static string Of(FileMount mount, DirectoryFileSystem files) => $"{files.HostPath} (as {mount.Path})";
}
