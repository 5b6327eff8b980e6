namespace Ngixi.Capabilities;

/// <summary>What is known of a file, a directory or a link. Times are nanoseconds since 1970-01-01 in UTC.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Inode">Its number, which no other has at the time in its file system.</param>
/// <param name="Length">The length of a file in bytes.</param>
/// <param name="Links">How many names it has.</param>
/// <param name="Accessed">When it was last read, as far as the file system keeps it.</param>
/// <param name="Written">When its content was last changed.</param>
/// <param name="Changed">When anything of it was last changed.</param>
public readonly record struct FileStatus(
    FileKind Kind, ulong Inode, long Length, ulong Links, long Accessed, long Written, long Changed);
