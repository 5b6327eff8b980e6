namespace Ngixi.Capabilities;

/// <summary>An entry of a directory.</summary>
/// <param name="Name">Its name, never <c>.</c> or <c>..</c>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Inode">Its number.</param>
/// <param name="Next">The position behind it, from which <see cref="IGuestDirectory.List"/> goes on.</param>
public readonly record struct FileEntry(string Name, FileKind Kind, ulong Inode, long Next);
