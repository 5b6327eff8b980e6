using Microsoft.Win32.SafeHandles;

namespace Ngixi.Capabilities;

/// <summary>The files of a directory of the host. On Linux, from version 5.6 on.</summary>
/// <remarks>
/// Guests have its regular files and directories, and no others: FIFOs, sockets and devices are seen and cannot be opened. Whatever is
/// in it, no path leads out of it, nor into another file system that is mounted in it. For any number of threads.
/// </remarks>
public sealed class DirectoryFileSystem : IGuestFileSystem, IDisposable
{
    private static readonly string[] Dangerous = ["/proc", "/sys", "/dev"];

    private readonly SafeFileHandle own;
    private readonly FileUse? use;

    /// <summary>Opens a directory of the host.</summary>
    /// <param name="path">Its path. It is looked up once: renamed later, the directory stays that of the guests.</param>
    /// <param name="quota">
    /// What it may hold; none by default. What is there is counted now, and what guests do from then on, not what others do.
    /// </param>
    /// <exception cref="ArgumentException">It is <c>/</c>, or in <c>/proc</c>, <c>/sys</c> or <c>/dev</c>.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="PlatformNotSupportedException">The system cannot keep a path beneath a directory.</exception>
    public DirectoryFileSystem(string path, FileQuota? quota = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!OperatingSystem.IsLinux())
        {
            throw new PlatformNotSupportedException(
                "A directory of the host can be granted on Linux alone, whose kernel keeps a path beneath it. "
                + "Copy what guests need into a MemoryFileSystem.");
        }

        FileError error = LinuxMethods.OpenRoot(path, out SafeFileHandle? handle);
        if (error != FileError.None)
        {
            throw error is FileError.NotFound or FileError.NotADirectory
                ? new DirectoryNotFoundException($"There is no directory {path}.")
                : new IOException($"The directory {path} cannot be opened: {error}.");
        }

        own = handle!;
        try
        {
            HostPath = LinuxMethods.PathOf(own) ?? Path.GetFullPath(path);
            Refuse(path, HostPath);
            if (!LinuxMethods.CanStayBeneath(own))
            {
                throw new PlatformNotSupportedException(
                    "A directory of the host can be granted on Linux from version 5.6 on, in a container that allows openat2: "
                    + "only the kernel can keep a path beneath it. Copy what guests need into a MemoryFileSystem.");
            }
        }
        catch
        {
            own.Dispose();
            throw;
        }

        if (quota is not null)
        {
            use = new FileUse(quota);
            use.CountAll(new LinuxDirectory(own));
        }
    }

    /// <summary>Gets the path of the directory on the host, without links.</summary>
    public string HostPath { get; }

    /// <inheritdoc/>
    public FileError OpenRoot(out IGuestDirectory? root)
    {
        FileError error = LinuxMethods.Open(own, ".", LinuxMethods.DirectoryOnly, out SafeFileHandle? handle);
        LinuxDirectory? directory = handle is null ? null : new LinuxDirectory(handle);
        root = directory is not null && use is not null ? new MeteredDirectory(use, directory) : directory;
        return error;
    }

    /// <summary>
    /// Finds files with more than one name. Guests that may write the directory write such a file whatever its other names are, and
    /// those may be anywhere on the host: write what comes back to the log, or do not grant it.
    /// </summary>
    /// <param name="maxEntries">The entries to look at, 0 or more; 10,000 by default.</param>
    /// <returns>The paths of the files in the directory, with <c>/</c> between names; none where each file has one name.</returns>
    /// <remarks>It is as things are at the time of the call. It looks up each entry, so that it is for the start of a host.</remarks>
    /// <exception cref="IOException">There are more entries, more than 64 directories in each other, or one cannot be read.</exception>
    public IReadOnlyList<string> FindHardLinks(int maxEntries = 10_000)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxEntries);
        FileError error = LinuxMethods.Open(own, ".", LinuxMethods.DirectoryOnly, out SafeFileHandle? handle);
        if (error != FileError.None)
        {
            throw GuestDirectoryReader.Failed(error, HostPath);
        }

        using LinuxDirectory directory = new(handle!);
        HardLinks found = new(maxEntries);
        found.AddAll(directory, "");
        return found.Paths;
    }

    /// <summary>Closes the directory. Guests keep what they have open.</summary>
    public void Dispose() => own.Dispose();

    /// <summary>Gets whether one of two directories is the other, or in it.</summary>
    internal bool Overlaps(DirectoryFileSystem other) => IsIn(HostPath, other.HostPath) || IsIn(other.HostPath, HostPath);

    private static bool IsIn(string path, string directory) =>
        path == directory || directory == "/" || path.StartsWith(directory + "/", StringComparison.Ordinal);

    private static void Refuse(string path, string hostPath)
    {
        string named = path == hostPath ? path : $"{path}, which is {hostPath},";
        if (hostPath == "/")
        {
            throw new ArgumentException(
                $"The directory {named} is the whole host, with its devices and its processes. Grant the directory that guests need.",
                nameof(path));
        }

        if (Dangerous.FirstOrDefault(directory => IsIn(hostPath, directory)) is { } dangerous)
        {
            throw new ArgumentException(
                $"The directory {named} is in {dangerous}, whose files are the kernel's and the host's own. "
                + "Copy what guests need into a directory of theirs.",
                nameof(path));
        }
    }
}
