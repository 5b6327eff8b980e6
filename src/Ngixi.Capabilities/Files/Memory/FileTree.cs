namespace Ngixi.Capabilities;

/// <summary>Files, directories and links in memory, within a quota. All of it is used under one lock.</summary>
internal sealed class FileTree
{
    private readonly FileQuota quota;
    private readonly TimeProvider time;
    private ulong lastInode;
    private long bytes;
    private int count;

    public FileTree(FileQuota quota, TimeProvider time)
    {
        this.quota = quota;
        this.time = time;
        Root = new TreeDirectory(++lastInode, Now());
        count = 1;
    }

    public Lock Lock { get; } = new();

    public TreeDirectory Root { get; }

    public long Now() => (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;

    /// <summary>Makes something that has no name yet.</summary>
    public FileError Create<T>(Func<ulong, long, T> make, out T? node)
        where T : TreeNode
    {
        if (count == quota.MaxFiles)
        {
            node = null;
            return FileError.NoSpace;
        }

        count++;
        node = make(++lastInode, Now());
        return FileError.None;
    }

    /// <summary>Names something, in a directory that has nothing of the name.</summary>
    public FileError Add(TreeDirectory directory, string name, TreeNode node)
    {
        if (directory.IsRemoved)
        {
            return FileError.NotFound;
        }

        directory.Add(name, node);
        directory.Written = directory.Changed = Now();
        return FileError.None;
    }

    /// <summary>Takes a name away, and what has no other, unless it is open.</summary>
    public void Remove(TreeDirectory directory, string name, TreeNode node)
    {
        directory.Remove(name);
        directory.Written = directory.Changed = node.Changed = Now();
        node.Links--;
        if (node is TreeDirectory removed)
        {
            removed.IsRemoved = true;
            removed.Parent = null;
        }

        Free(node);
    }

    /// <summary>Frees what nobody can reach.</summary>
    public void Free(TreeNode node)
    {
        if (node.Links == 0 && node is not TreeFile { Openings: > 0 })
        {
            count--;
            bytes -= node is TreeFile ? node.Length : 0;
        }
    }

    /// <summary>Cuts a file, or adds zeros.</summary>
    public FileError SetLength(TreeFile file, long length)
    {
        if (length - file.Length > quota.MaxBytes - bytes)
        {
            return FileError.NoSpace;
        }

        bytes += length - file.Length;
        file.SetLength(length);
        file.Written = file.Changed = Now();
        return FileError.None;
    }

    /// <summary>Writes as much as there is room for.</summary>
    public FileError Write(TreeFile file, long offset, ReadOnlySpan<byte> content, out int written)
    {
        written = 0;
        long room = file.Length + quota.MaxBytes - bytes;
        if (content.IsEmpty)
        {
            return FileError.None;
        }

        if (offset >= room)
        {
            return FileError.NoSpace;
        }

        content = content[..(int)Math.Min(content.Length, room - offset)];
        if (offset + content.Length > file.Length)
        {
            bytes += offset + content.Length - file.Length;
            file.SetLength(offset + content.Length);
        }

        file.Write(offset, content);
        file.Written = file.Changed = Now();
        written = content.Length;
        return FileError.None;
    }
}
