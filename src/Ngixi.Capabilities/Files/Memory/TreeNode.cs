namespace Ngixi.Capabilities;

/// <summary>A file, a directory or a link of a <see cref="FileTree"/>, whose lock its users hold.</summary>
internal abstract class TreeNode(ulong inode, long now)
{
    public ulong Inode { get; } = inode;

    public abstract FileKind Kind { get; }

    public virtual long Length => 0;

    /// <summary>Gets or sets how many names it has.</summary>
    public ulong Links { get; set; } = 1;

    public long Accessed { get; set; } = now;

    public long Written { get; set; } = now;

    public long Changed { get; set; } = now;

    public FileStatus Status => new(Kind, Inode, Length, Links, Accessed, Written, Changed);
}
