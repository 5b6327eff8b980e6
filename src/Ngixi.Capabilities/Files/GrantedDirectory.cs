using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>
/// An open directory of a guest. Every path of a guest comes by here: it is checked, and what would change anything is refused where
/// the mount is for reading, before the file system is asked.
/// </summary>
/// <param name="files">The files of the instance.</param>
/// <param name="mount">The mount that it is in.</param>
/// <param name="directory">The directory of the file system.</param>
/// <param name="own">The path that the guest opened it by, for the host's log.</param>
internal sealed class GrantedDirectory(InstanceFiles files, FileMount mount, IGuestDirectory directory, string own) : IGuestDirectory
{
    public FileError Open(string path, FileOpening opening, out IGuestNode? node)
    {
        node = null;
        FileError error = CheckToOpen(path, opening);
        if (error != FileError.None)
        {
            return Told(error, "open", path);
        }

        error = directory.Open(path, opening, out IGuestNode? opened);
        node = opened switch
        {
            IGuestDirectory child => files.Open(new GrantedDirectory(files, mount, child, At(path))),
            IGuestFile file => files.Open(new GrantedFile(files, mount, file, opening, At(path))),
            _ => null,
        };
        return Told(error, "open", path);
    }

    public FileError GetStatus(out FileStatus status) => directory.GetStatus(out status);

    public FileError GetStatus(string path, bool follow, out FileStatus status)
    {
        status = default;
        FileError error = FilePath.Check(path);
        return Told(error != FileError.None ? error : directory.GetStatus(path, follow, out status), "look at", path);
    }

    public FileError SetTimes(FileTimes times) =>
        Told(mount.IsWritable ? directory.SetTimes(times) : FileError.ReadOnly, "set the times of", ".");

    public FileError SetTimes(string path, bool follow, FileTimes times) => Told(
        CheckToChange(path) is not FileError.None and var error ? error : directory.SetTimes(path, follow, times),
        "set the times of",
        path);

    public FileError List(long position, int maxEntries, IList<FileEntry> entries)
    {
        if (position < 0)
        {
            return FileError.Invalid;
        }

        int allowed = files.ToList(maxEntries);
        if (allowed == 0 && maxEntries > 0)
        {
            return files.TellLimit("list", own, $"listed the {files.Grant.MaxEntriesListed} entries", nameof(FileGrant.MaxEntriesListed));
        }

        int before = entries.Count;
        FileError error = directory.List(position, allowed, entries);
        files.CountListed(entries.Count - before);
        return error;
    }

    public FileError CreateDirectory(string path) => Told(
        CheckToChange(path) is not FileError.None and var error ? error : directory.CreateDirectory(path), "make the directory", path);

    public FileError RemoveDirectory(string path) => Told(
        CheckToChange(path) is not FileError.None and var error ? error : directory.RemoveDirectory(path), "remove the directory", path);

    public FileError RemoveFile(string path) =>
        Told(CheckToChange(path) is not FileError.None and var error ? error : directory.RemoveFile(path), "remove", path);

    public FileError Rename(string path, IGuestDirectory target, string targetPath) => Told(
        CheckToChange(path, target, targetPath, out GrantedDirectory? other) is not FileError.None and var error
            ? error
            : directory.Rename(path, other!.Directory, targetPath),
        "rename",
        path,
        target,
        targetPath);

    public FileError Link(string path, IGuestDirectory target, string targetPath) => Told(
        CheckToChange(path, target, targetPath, out GrantedDirectory? other) is not FileError.None and var error
            ? error
            : directory.Link(path, other!.Directory, targetPath),
        "link",
        path,
        target,
        targetPath);

    public FileError CreateLink(string path, string target) => Told(
        CheckToChange(path) is not FileError.None and var error ? error
            : FilePath.Check(target) is not FileError.None and var bad ? bad
            : directory.CreateLink(path, target),
        "make the link",
        path);

    public FileError ReadLink(string path, out string target)
    {
        target = "";
        FileError error = FilePath.Check(path);
        return Told(error != FileError.None ? error : directory.ReadLink(path, out target), "read the link", path);
    }

    public FileError Flush() => mount.IsWritable ? directory.Flush() : FileError.None;

    public void Dispose()
    {
        files.Close(this);
        directory.Dispose();
    }

    private FileMount Mount => mount;

    private IGuestDirectory Directory => directory;

    private FileError CheckToOpen(string path, FileOpening opening) =>
        FilePath.Check(path) is not FileError.None and var error ? error
        : opening.Changes() && !mount.IsWritable ? FileError.ReadOnly
        : opening.HasFlag(FileOpening.Create) && opening.HasFlag(FileOpening.Directory) ? FileError.Invalid
        : files.HasRoom ? FileError.None
        : FileError.TooManyOpen;

    private FileError CheckToChange(string path) =>
        FilePath.Check(path) is not FileError.None and var error ? error
        : mount.IsWritable ? FileError.None
        : FileError.ReadOnly;

    // Two names of one file, and a file that moves, stay in the mount: the other may have other rights.
    private FileError CheckToChange(string path, IGuestDirectory target, string targetPath, out GrantedDirectory? other)
    {
        other = null;
        FileError error = FilePath.Check(path) is not FileError.None and var bad ? bad : FilePath.Check(targetPath);
        if (error != FileError.None)
        {
            return error;
        }

        other = target as GrantedDirectory;
        return other is null || !ReferenceEquals(other.Mount, mount) ? FileError.OtherMount
            : mount.IsWritable ? FileError.None
            : FileError.ReadOnly;
    }

    /// <summary>
    /// Gets a path as the guest would write it from the root. It is cut: a guest may open directories by each other without end.
    /// </summary>
    private string At(string path)
    {
        string full = path == "." ? own : path.StartsWith('/') ? path : own == "/" ? $"/{path}" : $"{own}/{path}";
        return full.Length > FilePath.MaxBytes ? full[..FilePath.MaxBytes] : full;
    }

    private FileError Told(FileError error, string request, string path) =>
        error == FileError.None ? error : files.Tell(error, mount, request, At(path));

    private FileError Told(FileError error, string request, string path, IGuestDirectory target, string targetPath) =>
        error == FileError.None ? error
        : files.Tell(
            error, mount, $"{request} {UntrustedText.Quote(At(path))} to", (target as GrantedDirectory ?? this).At(targetPath));
}
