using System.Runtime.InteropServices;

namespace Ngixi.Hosting.Modules;

/// <summary>Tells whether files are this user's own, so that nobody else made or changed them. Links are not followed.</summary>
internal static partial class OwnFiles
{
    private const int CurrentDirectory = -100;
    private const int NoFollow = 0x100;
    private const uint BasicStatus = 0x7FF;
    private const int TypeMask = 0xF000;
    private const int DirectoryType = 0x4000;
    private const int FileType = 0x8000;
    private const UnixFileMode ForOthersToWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private const UnixFileMode ForOthers =
        ForOthersToWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Creates a directory for this user alone, if there is none.</summary>
    public static void CreateDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else if (!Directory.Exists(path))
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Creates a file for this user alone.</summary>
    /// <exception cref="IOException">There is one.</exception>
    public static FileStream Create(string path) =>
        Open(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write });

    /// <summary>Opens a file to be read and written without a buffer; one that is not there is created for this user alone.</summary>
    /// <param name="path">The file.</param>
    /// <param name="share">What others may do with it meanwhile.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static FileStream OpenOrCreate(string path, FileShare share) => Open(
        path,
        new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = share, BufferSize = 0 });

    /// <summary>Says why a directory is not only this user's to write; null where it is.</summary>
    public static string? ProblemOfDirectory(string path) => ProblemOf(path, DirectoryType, "directory", ForOthersToWrite);

    /// <summary>Says why a file is not only this user's to write; null where it is, and where there is none.</summary>
    public static string? ProblemOfFile(string path) => ProblemOf(path, FileType, "file", ForOthersToWrite);

    /// <summary>Says why a file is not only this user's to read; null where it is.</summary>
    public static string? ProblemOfSecret(string path) => ProblemOf(path, FileType, "file", ForOthers);

    /// <summary>Says why something is no file; null where it is one, of anybody's, and where there is nothing.</summary>
    public static string? ProblemOfKind(string path) => ProblemOf(path, FileType, "file", UnixFileMode.None, ofAnybody: true);

    private static FileStream Open(string path, FileStreamOptions options)
    {
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    private static string? ProblemOf(string path, int type, string what, UnixFileMode forbidden, bool ofAnybody = false)
    {
        if (!OperatingSystem.IsLinux())
        {
            return ProblemElsewhere(path, what, forbidden, ofAnybody);
        }

        if (statx(CurrentDirectory, path, NoFollow, BasicStatus, out Status status) != 0)
        {
            return Marshal.GetLastPInvokeError() == 2 ? null : $"it cannot be looked at: {Marshal.GetLastPInvokeErrorMessage()}";
        }

        UnixFileMode mode = (UnixFileMode)(status.Mode & ~TypeMask);
        return (status.Mode & TypeMask) != type ? $"it is no {what}"
            : !ofAnybody && status.User != geteuid() ? $"it belongs to the user {status.User}, and not to this one"
            : (mode & forbidden) != 0 ? $"others may {(forbidden == ForOthers ? "read or write" : "write")} it"
            : null;
    }

    // Where the owner cannot be asked for: only the owner may set a mode. Windows has no modes, and its profile folders are the user's.
    private static string? ProblemElsewhere(string path, string what, UnixFileMode forbidden, bool ofAnybody)
    {
        FileSystemInfo info = what == "file" ? new FileInfo(path) : new DirectoryInfo(path);
        if (info.LinkTarget is not null || (!info.Exists && Path.Exists(path)))
        {
            return $"it is no {what}";
        }

        if (ofAnybody || OperatingSystem.IsWindows() || !info.Exists)
        {
            return null;
        }

        try
        {
            UnixFileMode mode = File.GetUnixFileMode(path);
            File.SetUnixFileMode(path, mode);
            return (mode & forbidden) != 0 ? $"others may {(forbidden == ForOthers ? "read or write" : "write")} it" : null;
        }
        catch (UnauthorizedAccessException)
        {
            return "it does not belong to this user";
        }
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int statx(int directory, string path, int flags, uint mask, out Status status);

    [LibraryImport("libc")]
    private static partial uint geteuid();

    /// <summary>The part of <c>struct statx</c> that is read. It is alike on all architectures.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Status
    {
        [FieldOffset(20)]
        public uint User;

        [FieldOffset(28)]
        public ushort Mode;
    }
}
