using Microsoft.Win32.SafeHandles;

namespace Ngixi.Capabilities;

/// <summary>The files of a directory of the host.</summary>
/// <remarks>
/// <para>
/// Guests have its regular files and directories, and no others: FIFOs, sockets and devices are seen and cannot be opened. Whatever is
/// in it, no path leads out of it, nor into another file system that is mounted in it. For any number of threads.
/// </para>
/// <para>
/// This is what Linux promises, from version 5.6 on. On other systems each name of a path is looked at, and what is opened once more: no
/// guest leads another out, but another program that swaps a link in at the right moment can. FIFOs are not told from files there, hard
/// links are not made, and numbers (inodes) are those of paths.
/// </para>
/// </remarks>
public sealed class DirectoryFileSystem : IGuestFileSystem, IDisposable
{
    private static readonly string[] Dangerous = ["/proc", "/sys", "/dev"];

    private readonly SafeFileHandle? own;
    private readonly FileUse? use;

    /// <summary>Opens a directory of the host.</summary>
    /// <param name="path">
    /// Its path. On Linux it is looked up once: renamed later, the directory stays that of the guests. Elsewhere they have what is at the
    /// path.
    /// </param>
    /// <param name="quota">
    /// What it may hold; none by default. What is there is counted now, and what guests do from then on, not what others do.
    /// </param>
    /// <exception cref="ArgumentException">It is <c>/</c>, or in <c>/proc</c>, <c>/sys</c> or <c>/dev</c>.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="PlatformNotSupportedException">It is on Linux, which cannot keep a path beneath a directory.</exception>
    public DirectoryFileSystem(string path, FileQuota? quota = null)
        : this(path, quota, isChecked: !OperatingSystem.IsLinux())
    {
    }

    /// <summary>Opens a directory.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="quota">What it may hold.</param>
    /// <param name="isChecked">Whether paths are looked at name by name, as where no kernel keeps them beneath it.</param>
    internal DirectoryFileSystem(string path, FileQuota? quota, bool isChecked)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (isChecked)
        {
            HostPath = Directory.Exists(path)
                ? CheckedPath.RealPath(path)
                : throw new DirectoryNotFoundException($"There is no directory {path}.");
            Refuse(path, HostPath);
        }
        else
        {
            own = OpenHandle(path);
            try
            {
                HostPath = LinuxMethods.PathOf(own) ?? Path.GetFullPath(path);
                Refuse(path, HostPath);
                RequireBeneath(own);
            }
            catch
            {
                own.Dispose();
                throw;
            }
        }

        if (quota is not null)
        {
            use = new FileUse(quota);
            use.CountAll(own is null ? new CheckedDirectory(HostPath, HostPath) : new LinuxDirectory(own));
        }
    }

    /// <summary>Gets the path of the directory on the host, without links.</summary>
    public string HostPath { get; }

    /// <inheritdoc/>
    public FileError OpenRoot(out IGuestDirectory? root)
    {
        FileError error = FileError.None;
        IGuestDirectory? directory = own is null ? new CheckedDirectory(HostPath, HostPath) : OpenLinux(out error);
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
    /// <exception cref="PlatformNotSupportedException">It is not on Linux.</exception>
    public IReadOnlyList<string> FindHardLinks(int maxEntries = 10_000)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxEntries);
        if (own is null)
        {
            throw new PlatformNotSupportedException("Hard links can be found on Linux alone.");
        }

        using LinuxDirectory? directory = OpenLinux(out FileError error);
        HardLinks found = new(maxEntries);
        found.AddAll(directory ?? throw GuestDirectoryReader.Failed(error, HostPath), "");
        return found.Paths;
    }

    /// <summary>Closes the directory. Guests keep what they have open.</summary>
    public void Dispose() => own?.Dispose();

    /// <summary>Gets whether one of two directories is the other, or in it.</summary>
    internal bool Overlaps(DirectoryFileSystem other) => IsIn(HostPath, other.HostPath) || IsIn(other.HostPath, HostPath);

    private static SafeFileHandle OpenHandle(string path)
    {
        FileError error = LinuxMethods.OpenRoot(path, out SafeFileHandle? handle);
        return error switch
        {
            FileError.None => handle!,
            FileError.NotFound or FileError.NotADirectory => throw new DirectoryNotFoundException($"There is no directory {path}."),
            _ => throw new IOException($"The directory {path} cannot be opened: {error}."),
        };
    }

    private static void RequireBeneath(SafeFileHandle directory)
    {
        if (!LinuxMethods.CanStayBeneath(directory))
        {
            throw new PlatformNotSupportedException(
                "A directory of the host can be granted on Linux from version 5.6 on, in a container that allows openat2: "
                + "only the kernel can keep a path beneath it. Copy what guests need into a MemoryFileSystem.");
        }
    }

    private LinuxDirectory? OpenLinux(out FileError error)
    {
        error = LinuxMethods.Open(own!, ".", LinuxMethods.DirectoryOnly, out SafeFileHandle? handle);
        return handle is null ? null : new LinuxDirectory(handle);
    }

    // Systems other than Linux may have one name in several cases: two that differ in it are taken for one.
    private static bool IsIn(string path, string directory)
    {
        StringComparison comparison = OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        return path.Equals(directory, comparison)
            || directory == "/"
            || path.StartsWith(directory + Path.DirectorySeparatorChar, comparison);
    }

    private static void Refuse(string path, string hostPath)
    {
        string named = path == hostPath ? path : $"{path}, which is {hostPath},";
        if (hostPath == Path.GetPathRoot(hostPath))
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
