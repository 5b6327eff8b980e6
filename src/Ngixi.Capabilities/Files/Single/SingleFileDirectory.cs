namespace Ngixi.Capabilities;

/// <summary>The directory that has one file.</summary>
/// <param name="files">Which file it is.</param>
/// <param name="source">The root of the file system that it is in.</param>
internal sealed class SingleFileDirectory(SingleFileSystem files, IGuestDirectory source) : IGuestDirectory
{
    public FileError Open(string path, FileOpening opening, out IGuestNode? node)
    {
        node = null;
        FileError error = Find(path, out bool isFile);
        if (error != FileError.None)
        {
            return error == FileError.NotFound && opening.HasFlag(FileOpening.Create) ? FileError.Denied : error;
        }

        if (isFile)
        {
            return opening.HasFlag(FileOpening.Directory) ? FileError.NotADirectory
                : opening.HasFlag(FileOpening.Create | FileOpening.Exclusive) ? FileError.Exists
                : OpenFile(opening & ~FileOpening.Create, out node);
        }

        if (opening.Changes())
        {
            return FileError.IsADirectory;
        }

        error = files.OpenRoot(out IGuestDirectory? same);
        node = same;
        return error;
    }

    public FileError GetStatus(out FileStatus status) => source.GetStatus(out status);

    public FileError GetStatus(string path, bool follow, out FileStatus status)
    {
        status = default;
        FileError error = Find(path, out bool isFile);
        if (error != FileError.None || !isFile)
        {
            return error != FileError.None ? error : GetStatus(out status);
        }

        error = OpenFile(FileOpening.None, out IGuestNode? file);
        using (file)
        {
            return error != FileError.None ? error : file!.GetStatus(out status);
        }
    }

    public FileError SetTimes(FileTimes times) => FileError.Denied;

    public FileError SetTimes(string path, bool follow, FileTimes times)
    {
        FileError error = Find(path, out bool isFile);
        if (error != FileError.None || !isFile)
        {
            return error != FileError.None ? error : FileError.Denied;
        }

        error = OpenFile(FileOpening.None, out IGuestNode? file);
        using (file)
        {
            return error != FileError.None ? error : file!.SetTimes(times);
        }
    }

    public FileError List(long position, int maxEntries, IList<FileEntry> entries)
    {
        if (position == 0 && maxEntries > 0 && GetStatus(files.Name, follow: false, out FileStatus status) == FileError.None)
        {
            entries.Add(new FileEntry(files.Name, FileKind.File, status.Inode, 1));
        }

        return FileError.None;
    }

    public FileError CreateDirectory(string path) => Find(path, out _) is FileError.None ? FileError.Exists : Refuse(path);

    public FileError RemoveDirectory(string path) => Refuse(path);

    public FileError RemoveFile(string path) => Refuse(path);

    public FileError Rename(string path, IGuestDirectory target, string targetPath) =>
        Refuse(path) is not FileError.Denied and var error ? error : Refuse(targetPath);

    public FileError Link(string path, IGuestDirectory target, string targetPath) => Rename(path, target, targetPath);

    public FileError CreateLink(string path, string target) => Refuse(path);

    public FileError ReadLink(string path, out string target)
    {
        target = "";
        return Find(path, out _) is not FileError.None and var error ? error : FileError.Invalid;
    }

    public FileError Flush() => FileError.None;

    public void Dispose() => source.Dispose();

    private FileError OpenFile(FileOpening opening, out IGuestNode? node)
    {
        FileError error = LinklessPath.Open(source, files.Path, opening, out node);
        if (node is IGuestDirectory)
        {
            node.Dispose();
            node = null;
            error = FileError.Denied;
        }

        return error;
    }

    private FileError Refuse(string path) =>
        Find(path, out _) is FileError.None or FileError.NotFound ? FileError.Denied : Find(path, out _);

    /// <summary>Finds whether a path is that of the file, or of this directory.</summary>
    private FileError Find(string path, out bool isFile)
    {
        isFile = false;
        foreach (string name in path.Split('/'))
        {
            if (isFile)
            {
                return FileError.NotADirectory;
            }

            if (name == "..")
            {
                return FileError.Escapes;
            }

            if (name is not ("" or "."))
            {
                isFile = name == files.Name;
                if (!isFile)
                {
                    return FileError.NotFound;
                }
            }
        }

        return FileError.None;
    }
}
