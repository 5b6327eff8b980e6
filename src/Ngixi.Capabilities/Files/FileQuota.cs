namespace Ngixi.Capabilities;

/// <summary>
/// What a file system of guests may hold. Files that were removed and are still open count. In a directory of the host, each name of a
/// file counts as one; in memory, a file does.
/// </summary>
public sealed record FileQuota
{
    /// <summary>Gets the bytes of all files; 16 MiB by default.</summary>
    public long MaxBytes { get; init => field = Limit.AtLeast(0L, value); } = 16 * 1024 * 1024;

    /// <summary>Gets the files, directories and links, with the root; 1,024 by default.</summary>
    public int MaxFiles { get; init => field = Limit.AtLeast(1, value); } = 1_024;
}
