namespace Ngixi.Capabilities;

/// <summary>
/// What a file system of the host holds: what was there at first, and what guests did since. All that changes it is done under one lock.
/// </summary>
internal sealed class FileUse(FileQuota quota)
{
    // How often a file is open, by its number: one that was removed takes its room until it is closed.
    private readonly Dictionary<ulong, int> open = [];
    private long files = 1;
    private long bytes;

    public Lock Lock { get; } = new();

    public bool HasRoomForFile => files < quota.MaxFiles;

    /// <summary>Gets the bytes that there is room for; less than 0 where others wrote more than guests may.</summary>
    public long Room => quota.MaxBytes - bytes;

    /// <summary>Counts what is there.</summary>
    /// <param name="root">The directory that all is in.</param>
    public void CountAll(IGuestDirectory root)
    {
        HashSet<ulong> linked = [];
        Stack<IGuestDirectory> directories = new([root]);
        List<FileEntry> entries = [];
        while (directories.TryPop(out IGuestDirectory? directory))
        {
            long position = 0;
            do
            {
                entries.Clear();
                directory.List(position, 256, entries);
                foreach (FileEntry entry in entries)
                {
                    position = entry.Next;
                    files++;
                    if (directory.GetStatus(entry.Name, follow: false, out FileStatus status) == FileError.None
                        && status.Kind == FileKind.File
                        && (status.Links == 1 || linked.Add(status.Inode)))
                    {
                        bytes += status.Length;
                    }

                    IGuestNode? child = null;
                    if (status.Kind == FileKind.Directory)
                    {
                        directory.Open(entry.Name, FileOpening.Directory | FileOpening.NoFollow, out child);
                    }

                    if (child is IGuestDirectory below)
                    {
                        directories.Push(below);
                    }
                }
            }
            while (entries.Count > 0);
            if (!ReferenceEquals(directory, root))
            {
                directory.Dispose();
            }
        }
    }

    public void AddFile() => files++;

    /// <summary>Counts bytes that came, or went.</summary>
    public void AddBytes(long count) => bytes += count;

    public void Open(ulong inode) => open[inode] = open.GetValueOrDefault(inode) + 1;

    public void Close(ulong inode, FileStatus status)
    {
        if (--open[inode] == 0)
        {
            open.Remove(inode);
            bytes -= status.Links == 0 ? status.Length : 0;
        }
    }

    /// <summary>Counts a name that is gone, and its file where it was the last and nobody has it open.</summary>
    /// <param name="status">What was known of it before.</param>
    public void Remove(FileStatus status)
    {
        files--;
        if (status is { Kind: FileKind.File, Links: <= 1 } && !open.ContainsKey(status.Inode))
        {
            bytes -= status.Length;
        }
    }
}
