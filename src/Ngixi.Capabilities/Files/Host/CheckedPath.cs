using System.Diagnostics.CodeAnalysis;

namespace Ngixi.Capabilities;

/// <summary>Paths of the host that are looked at name by name, by calls that every system has.</summary>
internal static class CheckedPath
{
    /// <summary>Lists all entries, hidden ones as well.</summary>
    public static readonly EnumerationOptions All = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    /// <summary>Gets the path of a directory without links.</summary>
    public static string RealPath(string path)
    {
        string full = Path.GetFullPath(path);
        string at = Path.GetPathRoot(full)!;
        foreach (string name in full[at.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            at = Path.Join(at, name);
            at = new DirectoryInfo(at).ResolveLinkTarget(returnFinalTarget: true) is { } target ? RealPath(target.FullName) : at;
        }

        return at;
    }

    /// <summary>Follows a path, and gets what its end is: also where that has no name of its own.</summary>
    public static FileError Find(string start, string path, bool follow, out PathEnd<string, FileSystemInfo> found)
    {
        FileError error = PathWalk<Tree, string, FileSystemInfo>.Find(default, start, path, follow, out found);
        if (error == FileError.None && found.Name.Length == 0)
        {
            found = found with { Node = new DirectoryInfo(found.Directory) };
        }

        return error;
    }

    public static string Join(PathEnd<string, FileSystemInfo> end) =>
        end.Name.Length == 0 ? end.Directory : Path.Join(end.Directory, end.Name);

    /// <summary>Looks at what has a path, of a link at itself; null where nothing has it.</summary>
    public static FileSystemInfo? Look(string path)
    {
        try
        {
            FileAttributes attributes = File.GetAttributes(path);
            return attributes.HasFlag(FileAttributes.Directory) ? new DirectoryInfo(path) : new FileInfo(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Gets whether neither a path nor a directory on the way to it from the root is a link, or gone.</summary>
    public static bool IsReal(string root, string path)
    {
        for (string? at = path; at is not null && at.Length > root.Length; at = Path.GetDirectoryName(at))
        {
            if (Look(at) is not { } info || KindOf(info) == FileKind.Link)
            {
                return false;
            }
        }

        return true;
    }

    public static FileKind KindOf(FileSystemInfo info) =>
        info.Attributes.HasFlag(FileAttributes.ReparsePoint) ? FileKind.Link
        : info is DirectoryInfo ? FileKind.Directory
        : FileKind.File;

    public static bool IsEmpty(FileSystemInfo directory) => !((DirectoryInfo)directory).EnumerateFileSystemInfos("*", All).Any();

    public static FileStatus StatusOf(string root, FileSystemInfo info) => new(
        KindOf(info),
        NumberOf(root, info),
        info is FileInfo file ? file.Length : 0,
        Links: 1,
        Nanoseconds(info.LastAccessTimeUtc),
        Nanoseconds(info.LastWriteTimeUtc),
        Nanoseconds(info.LastWriteTimeUtc));

    /// <summary>Numbers what has a path, by the path: no portable call tells its number.</summary>
    public static ulong NumberOf(string root, FileSystemInfo info)
    {
        ulong number = 14_695_981_039_346_656_037;
        foreach (char character in info.FullName.AsSpan(Math.Min(root.Length, info.FullName.Length)))
        {
            number = (number ^ character) * 1_099_511_628_211;
        }

        return number;
    }

    public static long Nanoseconds(DateTime time) => (long)Int128.Clamp(
        (Int128)(time - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick, long.MinValue, long.MaxValue);

    public static DateTime TimeOf(long nanoseconds) =>
        DateTime.UnixEpoch.AddTicks(nanoseconds / TimeSpan.NanosecondsPerTick);

    /// <summary>Does something, and gets the error of a guest for what the system said.</summary>
    public static FileError Try(Func<FileError> act)
    {
        try
        {
            return act();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return ErrorOf(exception);
        }
    }

    public static FileError ErrorOf(Exception exception)
    {
        const int DiskFull = unchecked((int)0x80070070);
        const int NoSpaceOfUnix = 28;
        return exception switch
        {
            FileNotFoundException or DirectoryNotFoundException => FileError.NotFound,
            PathTooLongException => FileError.NameTooLong,
            UnauthorizedAccessException => FileError.Denied,
            ArgumentException => FileError.Invalid,
            _ => exception.HResult is DiskFull or NoSpaceOfUnix ? FileError.NoSpace : FileError.Failed,
        };
    }

    private readonly struct Tree : IPathTree<string, FileSystemInfo>
    {
        public FileError Find(string directory, string name, out FileSystemInfo? node)
        {
            // Another name of a file, of a stream of it or of a device, as Windows has them, is none.
            bool isName = PortableName.IsPlain(name, OperatingSystem.IsWindows());
            node = isName ? Look(Path.Join(directory, name)) : null;
            return isName ? FileError.None : FileError.NotFound;
        }

        public bool IsLink(FileSystemInfo node) => KindOf(node) == FileKind.Link;

        public FileError ReadLink(string directory, string name, FileSystemInfo node, out string target)
        {
            target = node.LinkTarget ?? "";
            if (OperatingSystem.IsWindows())
            {
                target = target.Replace('\\', '/');
            }

            // What is a link and tells nothing leads nowhere that could be checked.
            return target.Length == 0 || Path.IsPathRooted(target) ? FileError.Escapes : FileError.None;
        }

        public bool TryEnter(string directory, string name, FileSystemInfo node, [MaybeNullWhen(false)] out string entered)
        {
            entered = Path.Join(directory, name);
            return KindOf(node) == FileKind.Directory;
        }
    }
}
