using System.IO.Compression;
using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>Files in memory, for the instances that mount it: a virtual drive. They are gone with it.</summary>
/// <remarks>For any number of threads.</remarks>
public sealed class MemoryFileSystem : IGuestFileSystem
{
    private readonly FileTree tree;

    /// <summary>Creates a file system without files.</summary>
    /// <param name="quota">What it may hold; by default what <see cref="FileQuota"/> has.</param>
    /// <param name="time">The clock of the files' times; the system's by default.</param>
    public MemoryFileSystem(FileQuota? quota = null, TimeProvider? time = null) =>
        tree = new FileTree(quota ?? new FileQuota(), time ?? TimeProvider.System);

    /// <summary>Writes a file, with the directories that it is in. One that is there is replaced.</summary>
    /// <param name="path">Its path, such as <c>data/prices.csv</c>.</param>
    /// <param name="content">Its content.</param>
    /// <exception cref="IOException">There is no room, or the path leads nowhere.</exception>
    public void WriteFile(string path, ReadOnlySpan<byte> content)
    {
        using IGuestFile file = Create(path);
        Append(file, content, path);
    }

    /// <summary>Writes the files of a zip archive, with their directories and times.</summary>
    /// <param name="zip">The archive. The stream stays open; one that cannot seek is read into memory whole.</param>
    /// <remarks>What the archive says of its entries is checked first. Where one fails later, those before it are there.</remarks>
    /// <exception cref="IOException">
    /// There is no room for all, however small the archive; or an entry is a link or a device, is encrypted, is there twice, or has a path
    /// that leads out.
    /// </exception>
    /// <exception cref="InvalidDataException">It is no zip archive, or an entry is not what the archive says of it.</exception>
    public void WriteZip(Stream zip)
    {
        ArgumentNullException.ThrowIfNull(zip);
        using ZipArchive archive = new(zip, ZipArchiveMode.Read, leaveOpen: true);
        ZipChecks.Require(archive.Entries);
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            if (entry.FullName.EndsWith('/'))
            {
                CreateDirectories(entry.FullName);
            }
            else
            {
                WriteEntry(entry.FullName, entry);
            }
        }
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its path.</param>
    /// <returns>Its content.</returns>
    /// <exception cref="IOException">There is no such file.</exception>
    public byte[] ReadFile(string path)
    {
        Require(FilePath.Check(path), path);
        using TreeDirectoryHandle root = new(tree, tree.Root);
        Require(root.Open(path, FileOpening.Read, out IGuestNode? node), path);
        using IGuestFile file = node as IGuestFile ?? throw Failed(FileError.IsADirectory, path);
        file.GetStatus(out FileStatus status);
        byte[] content = new byte[status.Length];
        file.Read(0, content, out int count);
        return count == content.Length ? content : content[..count];
    }

    /// <inheritdoc/>
    public FileError OpenRoot(out IGuestDirectory? root)
    {
        root = new TreeDirectoryHandle(tree, tree.Root);
        return FileError.None;
    }

    private IGuestFile Create(string path)
    {
        Require(FilePath.Check(path), path);
        CreateDirectories(path);
        using TreeDirectoryHandle root = new(tree, tree.Root);
        const FileOpening ToWrite = FileOpening.Write | FileOpening.Create | FileOpening.Truncate;
        Require(root.Open(path, ToWrite, out IGuestNode? node), path);
        return (IGuestFile)node!;
    }

    /// <summary>Makes the directories that a path has a slash behind.</summary>
    private void CreateDirectories(string path)
    {
        Require(FilePath.Check(path), path);
        using TreeDirectoryHandle root = new(tree, tree.Root);
        for (int slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            FileError error = root.CreateDirectory(path[..slash]);
            if (error == FileError.Exists)
            {
                error = root.GetStatus(path[..slash], follow: true, out FileStatus status);
                error = error == FileError.None && status.Kind != FileKind.Directory ? FileError.NotADirectory : error;
            }

            Require(error, path);
        }
    }

    private void WriteEntry(string path, ZipArchiveEntry entry)
    {
        using IGuestFile file = Create(path);
        using Stream content = entry.Open();

        // Piece by piece: what a bomb says of its length is not to be believed, and what it has is not to be held.
        byte[] piece = new byte[64 * 1024];
        long length = 0;
        uint sum = 0;
        for (int count = content.Read(piece); count > 0; count = content.Read(piece))
        {
            Append(file, piece.AsSpan(0, count), path);
            length += count;
            sum = ZipChecks.Sum(sum, piece.AsSpan(0, count));
        }

        if (length != entry.Length || sum != entry.Crc32)
        {
            throw new InvalidDataException($"The entry {UntrustedText.Quote(path)} is not what the archive says of it.");
        }

        long written = (entry.LastWriteTime.UtcDateTime - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
        file.SetTimes(new FileTimes(written, written));
    }

    private static void Append(IGuestFile file, ReadOnlySpan<byte> content, string path)
    {
        Require(file.Append(content, out int written), path);
        Require(written == content.Length ? FileError.None : FileError.NoSpace, path);
    }

    private static void Require(FileError error, string path)
    {
        if (error != FileError.None)
        {
            throw Failed(error, path);
        }
    }

    private static IOException Failed(FileError error, string path) => new($"The file {UntrustedText.Quote(path)}: {error}.");
}
