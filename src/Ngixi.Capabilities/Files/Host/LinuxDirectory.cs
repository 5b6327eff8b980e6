using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Ngixi.Capabilities;

/// <summary>
/// An open directory of the host. The kernel looks up each path beneath it, in one step with what is done to it: between a check and
/// what was checked nothing can be swapped, since there is no check.
/// </summary>
internal sealed class LinuxDirectory(SafeFileHandle handle) : IGuestDirectory
{
    private const int EntryHeader = 19;
    private const int EntryBuffer = 4_096;

    private SafeFileHandle Handle => handle;

    public FileError Open(string path, FileOpening opening, out IGuestNode? node)
    {
        // Without this, a FIFO would be waited for until another process opens its other end.
        int flags = LinuxMethods.NonBlocking | LinuxMethods.NoTerminal
            | (opening.HasFlag(FileOpening.Create) ? LinuxMethods.Create : 0)
            | (opening.HasFlag(FileOpening.Exclusive) ? LinuxMethods.Exclusive : 0)
            | (opening.HasFlag(FileOpening.Truncate) ? LinuxMethods.Truncate : 0)
            | (opening.HasFlag(FileOpening.Directory) ? LinuxMethods.DirectoryOnly : 0)
            | (opening.HasFlag(FileOpening.NoFollow) ? LinuxMethods.NoFollow : 0)
            | ((opening & (FileOpening.Read | FileOpening.Write)) switch
            {
                FileOpening.Read | FileOpening.Write => LinuxMethods.ReadWrite,
                FileOpening.Write => LinuxMethods.WriteOnly,
                _ => LinuxMethods.ReadOnly,
            });
        node = null;
        FileError error = LinuxMethods.Open(handle, path, flags, out SafeFileHandle? opened);
        if (error != FileError.None)
        {
            return error;
        }

        error = LinuxMethods.GetStatus(opened!, out FileStatus status);
        if (error == FileError.None && status.Kind is not (FileKind.File or FileKind.Directory))
        {
            error = FileError.Denied;
        }

        if (error != FileError.None)
        {
            opened!.Dispose();
            return error;
        }

        node = status.Kind == FileKind.Directory ? new LinuxDirectory(opened!) : new LinuxFile(opened!);
        return FileError.None;
    }

    public FileError GetStatus(out FileStatus status) => LinuxMethods.GetStatus(handle, out status);

    public FileError GetStatus(string path, bool follow, out FileStatus status)
    {
        status = default;
        int flags = LinuxMethods.PathOnly | (follow ? 0 : LinuxMethods.NoFollow);
        FileError error = LinuxMethods.Open(handle, path, flags, out SafeFileHandle? found);
        using (found)
        {
            return error == FileError.None ? LinuxMethods.GetStatus(found!, out status) : error;
        }
    }

    public FileError SetTimes(FileTimes times) => LinuxMethods.SetTimes(handle, times);

    public FileError SetTimes(string path, bool follow, FileTimes times)
    {
        if (!follow && !FilePath.EndsInDirectory(path))
        {
            using Place place = Find(path);
            return place.Error != FileError.None ? place.Error : LinuxMethods.SetTimesOf(place.Directory, place.Name, times);
        }

        FileError error = Open(path, FileOpening.None, out IGuestNode? node);
        using (node)
        {
            return error != FileError.None ? error : node!.SetTimes(times);
        }
    }

    public FileError List(long position, int maxEntries, IList<FileEntry> entries)
    {
        Span<byte> buffer = stackalloc byte[EntryBuffer];
        while (maxEntries > 0)
        {
            FileError error = LinuxMethods.ReadEntries(handle, position, buffer, out int length);
            if (length == 0)
            {
                return error;
            }

            for (int at = 0; at < length && maxEntries > 0;)
            {
                Span<byte> entry = buffer[at..];
                position = BinaryPrimitives.ReadInt64LittleEndian(entry[8..]);
                at += BinaryPrimitives.ReadUInt16LittleEndian(entry[16..]);
                if (NameOf(entry[EntryHeader..]) is { } name)
                {
                    FileKind kind = entry[18] switch
                    {
                        4 => FileKind.Directory,
                        8 => FileKind.File,
                        10 => FileKind.Link,
                        0 => KindOf(name), // Some file systems do not say.
                        _ => FileKind.Other,
                    };
                    entries.Add(new FileEntry(name, kind, BinaryPrimitives.ReadUInt64LittleEndian(entry), position));
                    maxEntries--;
                }
            }
        }

        return FileError.None;
    }

    public FileError CreateDirectory(string path)
    {
        using Place place = Find(path);
        return place.Error != FileError.None ? Existing(place) : LinuxMethods.CreateDirectory(place.Directory, place.Name);
    }

    public FileError RemoveDirectory(string path)
    {
        using Place place = Find(path);
        return place.Error != FileError.None ? place.Error : LinuxMethods.RemoveDirectory(place.Directory, place.Name);
    }

    public FileError RemoveFile(string path)
    {
        using Place place = Find(path);
        return place.Error != FileError.None ? place.Error
            : place.RequireDirectory() is not FileError.None and var error ? error
            : LinuxMethods.RemoveFile(place.Directory, place.Name);
    }

    public FileError Rename(string path, IGuestDirectory target, string targetPath)
    {
        if (target is not LinuxDirectory other)
        {
            return FileError.OtherMount;
        }

        using Place from = Find(path);
        using Place to = other.Find(targetPath);
        FileError error = from.Error != FileError.None ? from.Error : to.Error;
        if (error == FileError.None)
        {
            error = from.RequireDirectory();
        }

        if (error == FileError.None && to.EndsInSlash)
        {
            error = from.IsDirectory() ? FileError.None : FileError.NotADirectory;
        }

        return error != FileError.None ? error : OtherMount(LinuxMethods.Rename(from.Directory, from.Name, to.Directory, to.Name));
    }

    public FileError Link(string path, IGuestDirectory target, string targetPath)
    {
        if (target is not LinuxDirectory other)
        {
            return FileError.OtherMount;
        }

        using Place from = Find(path);
        using Place to = other.Find(targetPath);
        FileError error = from.Error != FileError.None ? from.Error : Existing(to);
        if (error == FileError.None)
        {
            error = from.RequireDirectory();
        }

        if (error == FileError.None)
        {
            error = to.RequireNoSlash();
        }

        return error != FileError.None ? error : OtherMount(LinuxMethods.Link(from.Directory, from.Name, to.Directory, to.Name));
    }

    public FileError CreateLink(string path, string target)
    {
        using Place place = Find(path);
        return place.Error != FileError.None ? Existing(place)
            : place.RequireNoSlash() is not FileError.None and var error ? error
            : LinuxMethods.CreateLink(target, place.Directory, place.Name);
    }

    public FileError ReadLink(string path, out string target)
    {
        target = "";
        using Place place = Find(path);
        return place.Error != FileError.None ? place.Error
            : place.EndsInSlash ? FileError.Invalid
            : LinuxMethods.ReadLink(place.Directory, place.Name, out target);
    }

    public FileError Flush() => LinuxMethods.Flush(handle);

    public void Dispose() => handle.Dispose();

    /// <summary>What cannot be made is there: <c>.</c> and <c>..</c>.</summary>
    private static FileError Existing(in Place place) => place.Error == FileError.Busy ? FileError.Exists : place.Error;

    /// <summary>Two names beneath two directories of one mount are in different file systems of the host.</summary>
    private static FileError OtherMount(FileError error) => error == FileError.Escapes ? FileError.OtherMount : error;

    /// <summary>Gets the name of an entry; null for <c>.</c>, <c>..</c>, and one that is not UTF-8, which no guest could open.</summary>
    private static string? NameOf(ReadOnlySpan<byte> name)
    {
        name = name[..name.IndexOf((byte)0)];
        return name is [(byte)'.'] or [(byte)'.', (byte)'.'] || !System.Text.Unicode.Utf8.IsValid(name)
            ? null
            : Encoding.UTF8.GetString(name);
    }

    private FileKind KindOf(string name) =>
        LinuxMethods.GetStatusOf(handle, name, out FileStatus status) == FileError.None ? status.Kind : FileKind.Other;

    /// <summary>Opens the directory that the last name of a path is in.</summary>
    private Place Find(string path)
    {
        string trimmed = path.TrimEnd('/');
        int slash = trimmed.LastIndexOf('/');
        string name = trimmed[(slash + 1)..];
        bool endsInSlash = trimmed.Length < path.Length;
        if (slash < 0)
        {
            return new Place(handle, isOpened: false, name, endsInSlash, ErrorOf(name));
        }

        FileError error = LinuxMethods.Open(
            handle, path[..slash], LinuxMethods.PathOnly | LinuxMethods.DirectoryOnly, out SafeFileHandle? directory);
        return new Place(directory, isOpened: true, name, endsInSlash, error != FileError.None ? error : ErrorOf(name));
    }

    private static FileError ErrorOf(string name) => name is "." or ".." ? FileError.Busy : FileError.None;

    /// <summary>A name in an open directory. It is handed to the kernel without a slash, after which a link would be followed.</summary>
    private readonly ref struct Place(SafeFileHandle? directory, bool isOpened, string name, bool endsInSlash, FileError error)
    {
        public FileError Error => error;

        public SafeFileHandle Directory => directory!;

        public string Name => name;

        public bool EndsInSlash => endsInSlash;

        public bool IsDirectory() =>
            LinuxMethods.GetStatusOf(Directory, Name, out FileStatus status) == FileError.None && status.Kind == FileKind.Directory;

        /// <summary>Checks that a name with a slash behind it is that of a directory, if there is anything.</summary>
        public FileError RequireDirectory() =>
            !endsInSlash || LinuxMethods.GetStatusOf(Directory, Name, out FileStatus status) != FileError.None
            || status.Kind == FileKind.Directory
                ? FileError.None
                : FileError.NotADirectory;

        /// <summary>Checks that a name that is to be that of a file has no slash behind it.</summary>
        public FileError RequireNoSlash()
        {
            if (!endsInSlash)
            {
                return FileError.None;
            }

            FileError error = LinuxMethods.GetStatusOf(Directory, Name, out FileStatus status);
            return error != FileError.None ? FileError.NotFound
                : status.Kind == FileKind.Directory ? FileError.Exists
                : FileError.NotADirectory;
        }

        public void Dispose()
        {
            if (isOpened)
            {
                directory?.Dispose();
            }
        }
    }
}
