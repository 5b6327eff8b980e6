namespace Ngixi.Capabilities;

/// <summary>An open directory in which names and bytes count.</summary>
internal sealed class MeteredDirectory(FileUse use, IGuestDirectory directory) : IGuestDirectory
{
    public FileError Open(string path, FileOpening opening, out IGuestNode? node)
    {
        lock (use.Lock)
        {
            node = null;
            FileStatus before = default;
            bool follow = (opening & (FileOpening.NoFollow | FileOpening.Exclusive)) == 0;
            bool changes = (opening & (FileOpening.Create | FileOpening.Truncate)) != 0;
            bool isNew = changes && directory.GetStatus(path, follow, out before) == FileError.NotFound;
            if (isNew && opening.HasFlag(FileOpening.Create) && !use.HasRoomForFile)
            {
                return FileError.NoSpace;
            }

            FileError error = directory.Open(path, opening, out IGuestNode? opened);
            if (opened is IGuestDirectory child)
            {
                node = new MeteredDirectory(use, child);
            }
            else if (opened is IGuestFile file)
            {
                if (isNew)
                {
                    use.AddFile();
                }
                else if (opening.HasFlag(FileOpening.Truncate))
                {
                    use.AddBytes(-before.Length);
                }

                node = new MeteredFile(use, file);
            }

            return error;
        }
    }

    public FileError GetStatus(out FileStatus status) => directory.GetStatus(out status);

    public FileError GetStatus(string path, bool follow, out FileStatus status) => directory.GetStatus(path, follow, out status);

    public FileError SetTimes(FileTimes times) => directory.SetTimes(times);

    public FileError SetTimes(string path, bool follow, FileTimes times) => directory.SetTimes(path, follow, times);

    public FileError List(long position, int maxEntries, IList<FileEntry> entries) => directory.List(position, maxEntries, entries);

    public FileError CreateDirectory(string path) => Add(() => directory.CreateDirectory(path));

    public FileError RemoveDirectory(string path) => Remove(path, () => directory.RemoveDirectory(path));

    public FileError RemoveFile(string path) => Remove(path, () => directory.RemoveFile(path));

    public FileError Rename(string path, IGuestDirectory target, string targetPath)
    {
        if (target is not MeteredDirectory other || other.Use != use)
        {
            return FileError.OtherMount;
        }

        lock (use.Lock)
        {
            FileError found = directory.GetStatus(path, follow: false, out FileStatus moved);
            bool replaces = other.Directory.GetStatus(targetPath, follow: false, out FileStatus replaced) == FileError.None
                && (found != FileError.None || moved.Inode != replaced.Inode);
            FileError error = directory.Rename(path, other.Directory, targetPath);
            if (error == FileError.None && replaces)
            {
                use.Remove(replaced);
            }

            return error;
        }
    }

    public FileError Link(string path, IGuestDirectory target, string targetPath) =>
        target is MeteredDirectory other && other.Use == use
            ? Add(() => directory.Link(path, other.Directory, targetPath))
            : FileError.OtherMount;

    public FileError CreateLink(string path, string target) => Add(() => directory.CreateLink(path, target));

    public FileError ReadLink(string path, out string target) => directory.ReadLink(path, out target);

    public FileError Flush() => directory.Flush();

    public void Dispose() => directory.Dispose();

    private FileUse Use => use;

    private IGuestDirectory Directory => directory;

    private FileError Add(Func<FileError> add)
    {
        lock (use.Lock)
        {
            if (!use.HasRoomForFile)
            {
                return FileError.NoSpace;
            }

            FileError error = add();
            if (error == FileError.None)
            {
                use.AddFile();
            }

            return error;
        }
    }

    private FileError Remove(string path, Func<FileError> remove)
    {
        lock (use.Lock)
        {
            directory.GetStatus(path, follow: false, out FileStatus status);
            FileError error = remove();
            if (error == FileError.None)
            {
                use.Remove(status);
            }

            return error;
        }
    }
}
