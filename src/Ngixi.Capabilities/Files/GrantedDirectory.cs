namespace Ngixi.Capabilities;

/// <summary>
/// An open directory of a guest. Every path of a guest comes by here: it is checked, and what would change anything is refused where
/// the mount is for reading, before the file system is asked.
/// </summary>
internal sealed class GrantedDirectory(InstanceFiles files, FileMount mount, IGuestDirectory directory) : IGuestDirectory
{
    private const FileOpening Changes = FileOpening.Write | FileOpening.Create | FileOpening.Truncate;

    public FileError Open(string path, FileOpening opening, out IGuestNode? node)
    {
        node = null;
        FileError error = FilePath.Check(path);
        if (error != FileError.None)
        {
            return error;
        }

        if ((opening & Changes) != 0 && !mount.IsWritable)
        {
            return FileError.ReadOnly;
        }

        if (opening.HasFlag(FileOpening.Create) && opening.HasFlag(FileOpening.Directory))
        {
            return FileError.Invalid;
        }

        if (!files.HasRoom)
        {
            return FileError.TooManyOpen;
        }

        error = directory.Open(path, opening, out IGuestNode? opened);
        node = opened switch
        {
            IGuestDirectory child => files.Open(new GrantedDirectory(files, mount, child)),
            IGuestFile file => files.Open(new GrantedFile(files, mount, file, opening)),
            _ => null,
        };
        return error;
    }

    public FileError GetStatus(out FileStatus status) => directory.GetStatus(out status);

    public FileError GetStatus(string path, bool follow, out FileStatus status)
    {
        status = default;
        FileError error = FilePath.Check(path);
        return error != FileError.None ? error : directory.GetStatus(path, follow, out status);
    }

    public FileError SetTimes(FileTimes times) => mount.IsWritable ? directory.SetTimes(times) : FileError.ReadOnly;

    public FileError SetTimes(string path, bool follow, FileTimes times) =>
        CheckToChange(path) is not FileError.None and var error ? error : directory.SetTimes(path, follow, times);

    public FileError List(long position, int maxEntries, IList<FileEntry> entries) =>
        position < 0 ? FileError.Invalid : directory.List(position, maxEntries, entries);

    public FileError CreateDirectory(string path) =>
        CheckToChange(path) is not FileError.None and var error ? error : directory.CreateDirectory(path);

    public FileError RemoveDirectory(string path) =>
        CheckToChange(path) is not FileError.None and var error ? error : directory.RemoveDirectory(path);

    public FileError RemoveFile(string path) =>
        CheckToChange(path) is not FileError.None and var error ? error : directory.RemoveFile(path);

    public FileError Rename(string path, IGuestDirectory target, string targetPath) =>
        CheckToChange(path, target, targetPath, out IGuestDirectory? other) is not FileError.None and var error
            ? error
            : directory.Rename(path, other!, targetPath);

    public FileError Link(string path, IGuestDirectory target, string targetPath) =>
        CheckToChange(path, target, targetPath, out IGuestDirectory? other) is not FileError.None and var error
            ? error
            : directory.Link(path, other!, targetPath);

    public FileError CreateLink(string path, string target) =>
        CheckToChange(path) is not FileError.None and var error ? error
        : FilePath.Check(target) is not FileError.None and var bad ? bad
        : directory.CreateLink(path, target);

    public FileError ReadLink(string path, out string target)
    {
        target = "";
        FileError error = FilePath.Check(path);
        return error != FileError.None ? error : directory.ReadLink(path, out target);
    }

    public FileError Flush() => mount.IsWritable ? directory.Flush() : FileError.None;

    public void Dispose()
    {
        files.Close(this);
        directory.Dispose();
    }

    private FileError CheckToChange(string path) =>
        FilePath.Check(path) is not FileError.None and var error ? error
        : mount.IsWritable ? FileError.None
        : FileError.ReadOnly;

    // Two names of one file, and a file that moves, stay in the mount: the other may have other rights.
    private FileError CheckToChange(string path, IGuestDirectory target, string targetPath, out IGuestDirectory? other)
    {
        other = null;
        FileError error = FilePath.Check(path) is not FileError.None and var bad ? bad : FilePath.Check(targetPath);
        if (error != FileError.None)
        {
            return error;
        }

        if (target is not GrantedDirectory granted || !ReferenceEquals(granted.Mount, mount))
        {
            return FileError.OtherMount;
        }

        other = granted.Directory;
        return mount.IsWritable ? FileError.None : FileError.ReadOnly;
    }

    private FileMount Mount => mount;

    private IGuestDirectory Directory => directory;
}
