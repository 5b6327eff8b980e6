namespace Ngixi.Capabilities;

/// <summary>An open directory of an overlay: a path, at which either layer or both have one.</summary>
internal sealed class OverlayDirectory : IGuestDirectory
{
    private readonly OverlayLayers layers;
    private readonly string own;
    private List<FileEntry>? listing;
    private bool isClosed;

    /// <summary>Opens the directory at a path, under the lock or before anybody else has the layers.</summary>
    public OverlayDirectory(OverlayLayers layers, string path)
    {
        (this.layers, own) = (layers, path);
        layers.Open();
    }

    private Lock Lock => layers.Files.Lock;

    public FileError Open(string path, FileOpening opening, out IGuestNode? node)
    {
        lock (Lock)
        {
            node = null;
            bool creates = opening.HasFlag(FileOpening.Create);
            bool isNew = creates && opening.HasFlag(FileOpening.Exclusive);
            bool follow = !isNew && (!opening.HasFlag(FileOpening.NoFollow) || FilePath.EndsInDirectory(path));
            FileError error = Find(path, follow, out OverlayPath found);
            if (error != FileError.None)
            {
                return error;
            }

            if (found.Entry is null)
            {
                error = !creates ? FileError.NotFound
                    : found.NeedsDirectory ? FileError.IsADirectory
                    : layers.MakeDirectory(found.Directory);
                return error == FileError.None ? layers.OpenFile(found.Full, isAbove: true, opening, out node) : error;
            }

            return isNew ? FileError.Exists : OpenExisting(found, opening, out node);
        }
    }

    public FileError GetStatus(out FileStatus status) => GetStatus(".", follow: true, out status);

    public FileError GetStatus(string path, bool follow, out FileStatus status)
    {
        lock (Lock)
        {
            FileError error = FindNode(path, follow, out OverlayPath found);
            status = error == FileError.None ? found.Entry!.Status : default;
            return error;
        }
    }

    public FileError SetTimes(FileTimes times) => SetTimes(".", follow: true, times);

    public FileError SetTimes(string path, bool follow, FileTimes times)
    {
        lock (Lock)
        {
            FileError error = FindNode(path, follow, out OverlayPath found);
            return error == FileError.None ? layers.SetTimes(found.Full, times) : error;
        }
    }

    public FileError List(long position, int maxEntries, IList<FileEntry> entries)
    {
        lock (Lock)
        {
            // Positions count in what was there at the beginning: neither layer's would still hold when a file moves between them.
            if (position == 0 || listing is null)
            {
                listing = [];
                FileError error = layers.List(own, int.MaxValue, listing);
                if (error != FileError.None)
                {
                    listing = null;
                    return error;
                }
            }

            listing.AddPageTo(entries, position, maxEntries);

            return FileError.None;
        }
    }

    public FileError CreateDirectory(string path)
    {
        lock (Lock)
        {
            FileError error = FindFree(path, out OverlayPath place);
            return error == FileError.None ? layers.Above.CreateDirectory(place.Full) : error;
        }
    }

    public FileError RemoveDirectory(string path)
    {
        lock (Lock)
        {
            FileError error = FindNamed(path, out OverlayPath found);
            return error != FileError.None ? error
                : found.Entry!.Kind != FileKind.Directory ? FileError.NotADirectory
                : RequireEmpty(found.Full) is not FileError.None and var full ? full
                : layers.Remove(found.Full, found.Entry);
        }
    }

    public FileError RemoveFile(string path)
    {
        lock (Lock)
        {
            FileError error = FindNamed(path, out OverlayPath found);
            return error != FileError.None ? error
                : found.Entry!.Kind == FileKind.Directory ? FileError.IsADirectory
                : layers.Remove(found.Full, found.Entry);
        }
    }

    public FileError Rename(string path, IGuestDirectory target, string targetPath)
    {
        if (target is not OverlayDirectory other || other.layers.Files != layers.Files)
        {
            return FileError.OtherMount;
        }

        lock (Lock)
        {
            FileError error = FindNamed(path, out OverlayPath from);
            if (error != FileError.None)
            {
                return error;
            }

            error = other.Find(targetPath, follow: false, out OverlayPath to);
            return error != FileError.None ? error : to.Name.Length == 0 ? FileError.Busy : Rename(from, to);
        }
    }

    public FileError Link(string path, IGuestDirectory target, string targetPath)
    {
        if (target is not OverlayDirectory other || other.layers.Files != layers.Files)
        {
            return FileError.OtherMount;
        }

        lock (Lock)
        {
            FileError error = FindNamed(path, out OverlayPath from);
            if (error == FileError.None)
            {
                error = from.Entry!.Kind == FileKind.Directory ? FileError.Denied : layers.CopyUp(from.Full, from.Entry);
            }

            OverlayPath to = default;
            if (error == FileError.None)
            {
                error = other.FindFree(targetPath, out to);
            }

            return error != FileError.None ? error
                : to.NeedsDirectory ? FileError.NotFound
                : layers.Above.Link(from.Full, layers.Above, to.Full);
        }
    }

    public FileError CreateLink(string path, string target)
    {
        lock (Lock)
        {
            FileError error = FindFree(path, out OverlayPath place);
            return error != FileError.None ? error
                : place.NeedsDirectory ? FileError.NotFound
                : layers.Above.CreateLink(place.Full, target);
        }
    }

    public FileError ReadLink(string path, out string target)
    {
        lock (Lock)
        {
            target = "";
            FileError error = FindNamed(path, out OverlayPath found);
            return error != FileError.None ? error
                : found.Entry!.Kind != FileKind.Link ? FileError.Invalid
                : layers.ReadLink(found.Full, found.Entry, out target);
        }
    }

    public FileError Flush()
    {
        lock (Lock)
        {
            return layers.Above.Flush();
        }
    }

    public void Dispose()
    {
        lock (Lock)
        {
            if (!isClosed)
            {
                isClosed = true;
                layers.Close();
            }
        }
    }

    private FileError OpenExisting(OverlayPath found, FileOpening opening, out IGuestNode? node)
    {
        node = null;
        OverlayEntry entry = found.Entry!;
        const FileOpening Changes = FileOpening.Write | FileOpening.Truncate;
        if (entry.Kind == FileKind.Directory)
        {
            if ((opening & (Changes | FileOpening.Create)) != 0)
            {
                return FileError.IsADirectory;
            }

            node = new OverlayDirectory(layers, found.Full);
            return FileError.None;
        }

        if (found.NeedsDirectory || opening.HasFlag(FileOpening.Directory))
        {
            return FileError.NotADirectory;
        }

        if (entry.Kind != FileKind.File)
        {
            return entry.Kind == FileKind.Link ? FileError.TooManyLinks : FileError.Denied;
        }

        bool changes = (opening & Changes) != 0;
        FileError error = changes ? layers.CopyUp(found.Full, entry, opening.HasFlag(FileOpening.Truncate)) : FileError.None;
        return error == FileError.None
            ? layers.OpenFile(found.Full, entry.IsAbove || changes, opening & ~FileOpening.Create, out node)
            : error;
    }

    private FileError Rename(OverlayPath from, OverlayPath to)
    {
        if (from.Full == to.Full)
        {
            return FileError.None;
        }

        FileError error = CheckRename(from, to);
        error = error == FileError.None ? layers.CopyUp(from.Full, from.Entry!) : error;
        error = error == FileError.None ? layers.MakeDirectory(to.Directory) : error;
        error = error == FileError.None ? layers.Above.Rename(from.Full, layers.Above, to.Full) : error;
        if (error == FileError.None)
        {
            layers.HideBelow(from.Full);
            layers.HideBelow(to.Full);
        }

        return error;
    }

    private FileError CheckRename(OverlayPath from, OverlayPath to)
    {
        bool isDirectory = to.Entry?.Kind == FileKind.Directory;
        if (from.Entry!.Kind != FileKind.Directory)
        {
            return isDirectory ? FileError.IsADirectory : to.NeedsDirectory ? FileError.NotADirectory : FileError.None;
        }

        return to.Full.StartsWith(from.Full + "/", StringComparison.Ordinal) ? FileError.Invalid
            : to.Entry is not null && !isDirectory ? FileError.NotADirectory
            : isDirectory && RequireEmpty(to.Full) is not FileError.None and var full ? full
            : layers.IsBelow(from.Full) ? FileError.OtherMount
            : FileError.None;
    }

    private FileError RequireEmpty(string path)
    {
        List<FileEntry> entries = [];
        FileError error = layers.List(path, 1, entries);
        return error == FileError.None && entries.Count > 0 ? FileError.NotEmpty : error;
    }

    private FileError Find(string path, bool follow, out OverlayPath found) => OverlayPath.Find(layers, own, path, follow, out found);

    private FileError FindNode(string path, bool follow, out OverlayPath found)
    {
        FileError error = Find(path, follow || FilePath.EndsInDirectory(path), out found);
        return error != FileError.None ? error
            : found.Entry is null ? FileError.NotFound
            : found.NeedsDirectory && found.Entry.Kind != FileKind.Directory ? FileError.NotADirectory
            : FileError.None;
    }

    /// <summary>Finds what is to be moved or removed: it has a name, and no link is followed to it.</summary>
    private FileError FindNamed(string path, out OverlayPath found)
    {
        FileError error = Find(path, follow: false, out found);
        return error != FileError.None ? error
            : found.Entry is null ? FileError.NotFound
            : found.Name.Length == 0 ? FileError.Busy
            : found.NeedsDirectory && found.Entry.Kind != FileKind.Directory ? FileError.NotADirectory
            : FileError.None;
    }

    /// <summary>Finds a name that nothing has yet, and makes its directory be above.</summary>
    private FileError FindFree(string path, out OverlayPath place)
    {
        FileError error = Find(path, follow: false, out place);
        return error != FileError.None ? error
            : place.Entry is not null ? FileError.Exists
            : layers.MakeDirectory(place.Directory);
    }
}
