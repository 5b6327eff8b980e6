namespace Ngixi.Capabilities;

/// <summary>
/// The two roots of an overlay, as one root has them opened, and what is done to both. Paths are those from the root, without links and
/// dots; the root's is empty. All of it is used under the overlay's lock.
/// </summary>
internal sealed class OverlayLayers(OverlayFileSystem files, IGuestDirectory below, IGuestDirectory above)
{
    private const FileOpening ToCopy = FileOpening.Write | FileOpening.Create | FileOpening.Exclusive | FileOpening.NoFollow;
    private const int PieceSize = 64 * 1024;

    private int nodes;

    public OverlayFileSystem Files => files;

    public IGuestDirectory Above => above;

    /// <summary>Counts what is open; the roots are closed with the last.</summary>
    public void Open() => nodes++;

    public void Close()
    {
        if (--nodes == 0)
        {
            above.Dispose();
            below.Dispose();
        }
    }

    /// <summary>Numbers what is above and what is below apart.</summary>
    public static ulong Number(ulong inode, bool isAbove) => (inode << 1) | (isAbove ? 1UL : 0UL);

    public static FileStatus Numbered(FileStatus status, bool isAbove) => status with { Inode = Number(status.Inode, isAbove) };

    /// <summary>Finds what has a path; null with <see cref="FileError.NotFound"/> where nothing does.</summary>
    public FileError Find(string path, out OverlayEntry? entry)
    {
        entry = null;
        if (path.Length > 0 && FilePath.Check(path) is not FileError.None and var bad)
        {
            return bad;
        }

        FileError error = above.GetStatus(At(path), follow: false, out FileStatus status);
        bool isAbove = error == FileError.None;
        if (error is FileError.NotFound or FileError.NotADirectory)
        {
            error = FindBelow(path, out status);
        }

        entry = error == FileError.None ? new OverlayEntry(isAbove, Numbered(status, isAbove)) : null;
        return error == FileError.NotADirectory ? FileError.NotFound : error;
    }

    /// <summary>Gets whether there is anything below at a path that is not hidden.</summary>
    public bool IsBelow(string path) => FindBelow(path, out _) == FileError.None;

    public FileError ReadLink(string path, OverlayEntry entry, out string target) =>
        (entry.IsAbove ? above : below).ReadLink(path, out target);

    /// <summary>Opens a file that is there.</summary>
    public FileError OpenFile(string path, bool isAbove, FileOpening opening, out IGuestNode? node)
    {
        FileError error = (isAbove ? above : below).Open(path, opening | FileOpening.NoFollow, out IGuestNode? opened);
        node = opened is IGuestFile file ? new OverlayFile(this, file, path, isAbove) : null;
        if (opened is IGuestDirectory)
        {
            opened.Dispose();
            return FileError.Busy;
        }

        return error;
    }

    public FileError SetTimes(string path, FileTimes times)
    {
        FileError error = Find(path, out OverlayEntry? entry);
        error = error == FileError.None ? CopyUp(path, entry!) : error;
        return error == FileError.None ? above.SetTimes(At(path), follow: entry!.Kind != FileKind.Link, times) : error;
    }

    /// <summary>Makes a directory that is there be above, too.</summary>
    public FileError MakeDirectory(string path)
    {
        FileError error = Find(path, out OverlayEntry? entry);
        if (error != FileError.None || entry!.IsAbove)
        {
            return error;
        }

        for (int end = path.IndexOf('/', StringComparison.Ordinal); ; end = path.IndexOf('/', end + 1))
        {
            error = above.CreateDirectory(end < 0 ? path : path[..end]);
            if (end < 0 || error is not (FileError.None or FileError.Exists))
            {
                return error == FileError.Exists ? FileError.None : error;
            }
        }
    }

    /// <summary>Copies what is below alone.</summary>
    /// <param name="path">The path.</param>
    /// <param name="entry">What has it.</param>
    /// <param name="isEmptied">Whether a file is to have no content.</param>
    public FileError CopyUp(string path, OverlayEntry entry, bool isEmptied = false)
    {
        if (entry.IsAbove)
        {
            return FileError.None;
        }

        if (entry.Kind == FileKind.Directory)
        {
            return MakeDirectory(path);
        }

        int slash = path.LastIndexOf('/');
        FileError error = MakeDirectory(slash < 0 ? "" : path[..slash]);
        if (error != FileError.None)
        {
            return error;
        }

        if (entry.Kind == FileKind.Link)
        {
            error = below.ReadLink(path, out string target);
            return error == FileError.None ? above.CreateLink(path, target) : error;
        }

        error = below.Open(path, FileOpening.Read | FileOpening.NoFollow, out IGuestNode? from);
        using (from)
        {
            return error != FileError.None ? error : from is IGuestFile file ? CopyFile(file, path, entry, isEmptied) : FileError.Busy;
        }
    }

    /// <summary>Removes what has a path; a directory must be empty.</summary>
    public FileError Remove(string path, OverlayEntry entry)
    {
        FileError error = !entry.IsAbove ? FileError.None
            : entry.Kind == FileKind.Directory ? above.RemoveDirectory(path)
            : above.RemoveFile(path);
        if (error == FileError.None)
        {
            HideBelow(path);
        }

        return error;
    }

    public void HideBelow(string path)
    {
        if (IsBelow(path))
        {
            files.Hide(path);
        }
    }

    /// <summary>Lists what both have in a directory, each name once: so many at most.</summary>
    public FileError List(string path, int maxEntries, List<FileEntry> entries)
    {
        FileError error = Find(path, out OverlayEntry? directory);
        if (error != FileError.None || directory!.Kind != FileKind.Directory)
        {
            // One that was removed has nothing.
            return error == FileError.NotFound ? FileError.None : error;
        }

        HashSet<string> names = new(StringComparer.Ordinal);
        error = directory.IsAbove ? List(above, path, isAbove: true, maxEntries, names, entries) : FileError.None;
        return error == FileError.None && FindBelow(path, out FileStatus status) == FileError.None && status.Kind == FileKind.Directory
            ? List(below, path, isAbove: false, maxEntries, names, entries)
            : error;
    }

    private static string At(string path) => path.Length == 0 ? "." : path;

    private FileError FindBelow(string path, out FileStatus status)
    {
        status = default;
        return files.IsShown(path) ? below.GetStatus(At(path), follow: false, out status) : FileError.NotFound;
    }

    private FileError CopyFile(IGuestFile from, string path, OverlayEntry entry, bool isEmptied)
    {
        FileError error = above.Open(path, ToCopy, out IGuestNode? node);
        if (error != FileError.None)
        {
            return error;
        }

        using (node)
        {
            IGuestFile to = (IGuestFile)node!;
            error = isEmptied ? FileError.None : CopyContent(from, to);
            error = error == FileError.None ? to.SetTimes(new FileTimes(entry.Status.Accessed, entry.Status.Written)) : error;
        }

        if (error != FileError.None)
        {
            above.RemoveFile(path);
        }

        return error;
    }

    private static FileError CopyContent(IGuestFile from, IGuestFile to)
    {
        byte[] piece = new byte[PieceSize];
        for (long done = 0; ;)
        {
            FileError error = from.Read(done, piece, out int count);
            if (error != FileError.None || count == 0)
            {
                return error;
            }

            error = to.Write(done, piece.AsSpan(0, count), out int written);
            if (error != FileError.None || written < count)
            {
                return error != FileError.None ? error : FileError.NoSpace;
            }

            done += count;
        }
    }

    private FileError List(
        IGuestDirectory layer, string path, bool isAbove, int maxEntries, HashSet<string> names, List<FileEntry> entries)
    {
        FileError error = layer.Open(At(path), FileOpening.Directory | FileOpening.NoFollow, out IGuestNode? node);
        if (error != FileError.None)
        {
            return error;
        }

        using IGuestDirectory directory = (IGuestDirectory)node!;
        List<FileEntry> page = [];
        long position = 0;
        do
        {
            page.Clear();
            error = directory.List(position, 256, page);
            foreach (FileEntry entry in page)
            {
                position = entry.Next;
                if (entries.Count < maxEntries
                    && (isAbove || files.IsShown(OverlayPath.Join(path, entry.Name)))
                    && names.Add(entry.Name))
                {
                    entries.Add(entry with { Inode = Number(entry.Inode, isAbove), Next = entries.Count + 1 });
                }
            }
        }
        while (error == FileError.None && page.Count > 0 && entries.Count < maxEntries);
        return error;
    }
}
