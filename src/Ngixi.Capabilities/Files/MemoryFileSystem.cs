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
    /// <param name="zip">The archive. The stream stays open.</param>
    /// <exception cref="IOException">
    /// There is no room for all, however small the archive; or an entry is a link, or has a path that leads out.
    /// </exception>
    /// <exception cref="InvalidDataException">It is no zip archive, or damaged.</exception>
    public void WriteZip(Stream zip)
    {
        ArgumentNullException.ThrowIfNull(zip);
        const int UnixTypes = 0xF000;
        const int UnixLink = 0xA000;
        using ZipArchive archive = new(zip, ZipArchiveMode.Read, leaveOpen: true);
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            string path = entry.FullName;
            if (((entry.ExternalAttributes >> 16) & UnixTypes) == UnixLink)
            {
                throw new IOException($"The entry {UntrustedText.Quote(path)} is a link, which is not taken from an archive.");
            }

            if (path.Split('/').Contains(".."))
            {
                throw Failed(FileError.Escapes, path);
            }

            if (path.EndsWith('/'))
            {
                CreateDirectories(path);
            }
            else
            {
                WriteEntry(path, entry);
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
            Require(error == FileError.Exists ? FileError.None : error, path);
        }
    }

    private void WriteEntry(string path, ZipArchiveEntry entry)
    {
        using IGuestFile file = Create(path);
        using Stream content = entry.Open();

        // Piece by piece: what a bomb says of its length is not to be believed, and what it has is not to be held.
        byte[] piece = new byte[64 * 1024];
        for (int count = content.Read(piece); count > 0; count = content.Read(piece))
        {
            Append(file, piece.AsSpan(0, count), path);
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
