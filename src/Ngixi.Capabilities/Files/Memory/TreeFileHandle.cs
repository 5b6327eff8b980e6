namespace Ngixi.Capabilities;

/// <summary>An open file of a tree.</summary>
internal sealed class TreeFileHandle : IGuestFile
{
    private readonly FileTree tree;
    private readonly TreeFile file;
    private readonly FileOpening opening;
    private bool isClosed;

    /// <summary>Opens a file, under the tree's lock.</summary>
    public TreeFileHandle(FileTree tree, TreeFile file, FileOpening opening)
    {
        this.tree = tree;
        this.file = file;
        this.opening = opening;
        file.Openings++;
    }

    public FileError Read(long offset, Span<byte> buffer, out int count)
    {
        count = 0;
        if (!opening.HasFlag(FileOpening.Read))
        {
            return FileError.Denied;
        }

        lock (tree.Lock)
        {
            count = file.Read(offset, buffer);
            file.Accessed = tree.Now();
        }

        return FileError.None;
    }

    public FileError Write(long offset, ReadOnlySpan<byte> bytes, out int count)
    {
        lock (tree.Lock)
        {
            return WriteAt(offset, bytes, out count);
        }
    }

    public FileError Append(ReadOnlySpan<byte> bytes, out int count)
    {
        lock (tree.Lock)
        {
            return WriteAt(file.Length, bytes, out count);
        }
    }

    public FileError SetLength(long length)
    {
        if (!opening.HasFlag(FileOpening.Write))
        {
            return FileError.ReadOnly;
        }

        lock (tree.Lock)
        {
            return tree.SetLength(file, length);
        }
    }

    public FileError GetStatus(out FileStatus status)
    {
        lock (tree.Lock)
        {
            status = file.Status;
        }

        return FileError.None;
    }

    public FileError SetTimes(FileTimes times)
    {
        lock (tree.Lock)
        {
            TreeDirectoryHandle.SetTimes(tree, file, times);
        }

        return FileError.None;
    }

    public FileError Flush() => FileError.None;

    public void Dispose()
    {
        lock (tree.Lock)
        {
            if (!isClosed)
            {
                isClosed = true;
                file.Openings--;
                tree.Free(file);
            }
        }
    }

    private FileError WriteAt(long offset, ReadOnlySpan<byte> bytes, out int count)
    {
        count = 0;
        return opening.HasFlag(FileOpening.Write) ? tree.Write(file, offset, bytes, out count) : FileError.ReadOnly;
    }
}
