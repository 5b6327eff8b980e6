using Microsoft.Win32.SafeHandles;

namespace Ngixi.Capabilities;

/// <summary>
/// An open directory of the host, where no kernel keeps a path beneath it: it stands for its path. Each name of a path is looked at before
/// the next, and again when something was opened. One lock holds for all guests, so that none can swap what another looks at. Other
/// programs can, between a look and what is done after it: this is weaker than <see cref="LinuxDirectory"/>.
/// </summary>
/// <param name="root">The path of the mount on the host, without links.</param>
/// <param name="own">The path of this directory on the host.</param>
internal sealed class CheckedDirectory(string root, string own) : IGuestDirectory
{
    private static readonly Lock Guests = new();

    private List<FileEntry>? listing;

    public FileError Open(string path, FileOpening opening, out IGuestNode? node)
    {
        IGuestNode? opened = null;
        FileError error = Try(() =>
        {
            FileError error = FindToOpen(path, opening, out string place, out bool isDirectory);
            return error != FileError.None ? error
                : isDirectory ? OpenDirectory(place, opening, out opened)
                : OpenFile(place, opening, out opened);
        });
        node = opened;
        return error;
    }

    public FileError GetStatus(out FileStatus status) => GetStatus(".", follow: true, out status);

    public FileError GetStatus(string path, bool follow, out FileStatus status)
    {
        FileStatus known = default;
        FileError error = Try(() =>
        {
            FileError error = FindNode(path, follow, out FileSystemInfo? found);
            known = found is null ? default : CheckedPath.StatusOf(root, found);
            return error;
        });
        status = known;
        return error;
    }

    public FileError SetTimes(FileTimes times) => SetTimes(".", follow: true, times);

    public FileError SetTimes(string path, bool follow, FileTimes times) => Try(() =>
    {
        FileError error = FindNode(path, follow, out FileSystemInfo? found);
        if (found is not null && CheckedPath.KindOf(found) == FileKind.Link)
        {
            return FileError.NotSupported;
        }

        if (found is not null && times.Accessed is { } accessed)
        {
            found.LastAccessTimeUtc = CheckedPath.TimeOf(accessed);
        }

        if (found is not null && times.Written is { } written)
        {
            found.LastWriteTimeUtc = CheckedPath.TimeOf(written);
        }

        return error;
    });

    public FileError List(long position, int maxEntries, IList<FileEntry> entries) => Try(() =>
    {
        if (position == 0 || listing is null)
        {
            FileError error = FindNode(".", follow: true, out _);
            if (error != FileError.None)
            {
                // One that was removed has nothing.
                return error == FileError.NotFound ? FileError.None : error;
            }

            listing = [];
            foreach (FileSystemInfo info in new DirectoryInfo(own).EnumerateFileSystemInfos("*", CheckedPath.All))
            {
                // What is no UTF-8 has U+FFFD for it, and could not be opened.
                if (!info.Name.Contains('\uFFFD', StringComparison.Ordinal))
                {
                    listing.Add(new FileEntry(info.Name, CheckedPath.KindOf(info), CheckedPath.NumberOf(root, info), listing.Count + 1));
                }
            }
        }

        listing.AddPageTo(entries, position, maxEntries);

        return FileError.None;
    });

    public FileError CreateDirectory(string path) => Try(() =>
    {
        FileError error = FindFree(path, out PathEnd<string, FileSystemInfo> place);
        if (error == FileError.None)
        {
            Directory.CreateDirectory(CheckedPath.Join(place));
        }

        return error;
    });

    public FileError RemoveDirectory(string path) => Try(() =>
    {
        FileError error = FindNamed(path, out PathEnd<string, FileSystemInfo> found);
        error = error != FileError.None ? error
            : CheckedPath.KindOf(found.Node!) != FileKind.Directory ? FileError.NotADirectory
            : CheckedPath.IsEmpty(found.Node!) ? FileError.None
            : FileError.NotEmpty;
        if (error == FileError.None)
        {
            Directory.Delete(found.Node!.FullName);
        }

        return error;
    });

    public FileError RemoveFile(string path) => Try(() =>
    {
        FileError error = FindNamed(path, out PathEnd<string, FileSystemInfo> found);
        error = error == FileError.None && CheckedPath.KindOf(found.Node!) == FileKind.Directory ? FileError.IsADirectory : error;
        if (error == FileError.None)
        {
            found.Node!.Delete();
        }

        return error;
    });

    public FileError Rename(string path, IGuestDirectory target, string targetPath) => target is not CheckedDirectory other
        ? FileError.OtherMount
        : Try(() =>
        {
            FileError error = FindNamed(path, out PathEnd<string, FileSystemInfo> from);
            PathEnd<string, FileSystemInfo> to = default;
            error = error == FileError.None ? other.Find(targetPath, follow: false, out to) : error;
            error = error == FileError.None && to.Name.Length == 0 ? FileError.Busy : error;
            return error == FileError.None ? Rename(from.Node!, to) : error;
        });

    /// <summary>No portable call makes a hard link.</summary>
    public FileError Link(string path, IGuestDirectory target, string targetPath) => FileError.NotSupported;

    public FileError CreateLink(string path, string target) => Try(() =>
    {
        FileError error = FindFree(path, out PathEnd<string, FileSystemInfo> place);
        error = error == FileError.None && place.NeedsDirectory ? FileError.NotFound : error;
        if (error == FileError.None)
        {
            File.CreateSymbolicLink(CheckedPath.Join(place), target);
        }

        return error;
    });

    public FileError ReadLink(string path, out string target)
    {
        string found = "";
        FileError error = Try(() =>
        {
            FileError error = FindNamed(path, out PathEnd<string, FileSystemInfo> end);
            found = error == FileError.None ? end.Node!.LinkTarget ?? "" : "";
            return error == FileError.None && found.Length == 0 ? FileError.Invalid : error;
        });
        target = found;
        return error;
    }

    public FileError Flush() => FileError.None;

    public void Dispose()
    {
    }

    private static FileError Try(Func<FileError> act)
    {
        lock (Guests)
        {
            return CheckedPath.Try(act);
        }
    }

    private FileError OpenDirectory(string place, FileOpening opening, out IGuestNode? node)
    {
        bool changes = opening.Changes();
        node = changes ? null : new CheckedDirectory(root, place);
        return changes ? FileError.IsADirectory : FileError.None;
    }

    private FileError OpenFile(string place, FileOpening opening, out IGuestNode? node)
    {
        node = null;
        if (opening.HasFlag(FileOpening.Directory))
        {
            return FileError.NotADirectory;
        }

        // A file is made only where nothing is, over no link; and emptied only after the second look.
        bool exists = CheckedPath.Look(place) is not null;
        bool writes = (opening & (FileOpening.Write | FileOpening.Truncate)) != 0;
        SafeFileHandle handle = File.OpenHandle(
            place,
            exists ? FileMode.Open : FileMode.CreateNew,
            !exists || (writes && opening.HasFlag(FileOpening.Read)) ? FileAccess.ReadWrite : writes ? FileAccess.Write : FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete);
        if (!CheckedPath.IsReal(root, place))
        {
            handle.Dispose();
            return FileError.Busy;
        }

        if (opening.HasFlag(FileOpening.Truncate))
        {
            RandomAccess.SetLength(handle, 0);
        }

        node = new CheckedFile(handle, root, new FileInfo(place));
        return FileError.None;
    }

    private FileError FindToOpen(string path, FileOpening opening, out string place, out bool isDirectory)
    {
        bool creates = opening.HasFlag(FileOpening.Create);
        bool isNew = creates && opening.HasFlag(FileOpening.Exclusive);
        bool follow = !isNew && (!opening.HasFlag(FileOpening.NoFollow) || FilePath.EndsInDirectory(path));
        FileError error = Find(path, follow, out PathEnd<string, FileSystemInfo> found);
        place = error == FileError.None ? CheckedPath.Join(found) : "";
        isDirectory = found.Node is not null && CheckedPath.KindOf(found.Node) == FileKind.Directory;
        return error != FileError.None ? error
            : found.Node is null ? (!creates ? FileError.NotFound : found.NeedsDirectory ? FileError.IsADirectory : FileError.None)
            : isNew ? FileError.Exists
            : CheckedPath.KindOf(found.Node) == FileKind.Link ? FileError.TooManyLinks
            : found.NeedsDirectory && !isDirectory ? FileError.NotADirectory
            : FileError.None;
    }

    private static FileError Rename(FileSystemInfo from, PathEnd<string, FileSystemInfo> to)
    {
        string place = CheckedPath.Join(to);
        bool isDirectory = CheckedPath.KindOf(from) == FileKind.Directory;
        bool replacesDirectory = to.Node is not null && CheckedPath.KindOf(to.Node) == FileKind.Directory;
        if (from.FullName == place)
        {
            return FileError.None;
        }

        FileError error = isDirectory
            ? place.StartsWith(from.FullName + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? FileError.Invalid
                : to.Node is not null && !replacesDirectory ? FileError.NotADirectory
                : FileError.None
            : replacesDirectory ? FileError.IsADirectory
            : to.NeedsDirectory ? FileError.NotADirectory
            : FileError.None;
        if (error == FileError.None && replacesDirectory)
        {
            error = CheckedPath.IsEmpty(to.Node!) ? FileError.None : FileError.NotEmpty;
        }

        if (error != FileError.None)
        {
            return error;
        }

        if (replacesDirectory || (to.Node is not null && CheckedPath.KindOf(to.Node) == FileKind.Link))
        {
            to.Node!.Delete();
        }

        // A link to a directory counts as one here.
        if (from is DirectoryInfo)
        {
            Directory.Move(from.FullName, place);
        }
        else
        {
            File.Move(from.FullName, place, overwrite: true);
        }

        return FileError.None;
    }

    private FileError Find(string path, bool follow, out PathEnd<string, FileSystemInfo> found)
    {
        found = default;

        // It is not where it was, or its place is taken by a link.
        return CheckedPath.IsReal(root, own) ? CheckedPath.Find(own, path, follow, out found) : FileError.NotFound;
    }

    private FileError FindNode(string path, bool follow, out FileSystemInfo? node)
    {
        FileError error = Find(path, follow || FilePath.EndsInDirectory(path), out PathEnd<string, FileSystemInfo> found);
        error = error != FileError.None ? error
            : found.Node is null ? FileError.NotFound
            : found.NeedsDirectory && CheckedPath.KindOf(found.Node) != FileKind.Directory ? FileError.NotADirectory
            : FileError.None;
        node = error == FileError.None ? found.Node : null;
        return error;
    }

    /// <summary>Finds what is to be moved or removed: it has a name, and no link is followed to it.</summary>
    private FileError FindNamed(string path, out PathEnd<string, FileSystemInfo> found)
    {
        FileError error = Find(path, follow: false, out found);
        return error != FileError.None ? error
            : found.Node is null ? FileError.NotFound
            : found.Name.Length == 0 ? FileError.Busy
            : found.NeedsDirectory && CheckedPath.KindOf(found.Node) != FileKind.Directory ? FileError.NotADirectory
            : FileError.None;
    }

    /// <summary>Finds a name that nothing has yet.</summary>
    private FileError FindFree(string path, out PathEnd<string, FileSystemInfo> place)
    {
        FileError error = Find(path, follow: false, out place);
        return error != FileError.None ? error : place.Node is null ? FileError.None : FileError.Exists;
    }
}
