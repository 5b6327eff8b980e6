using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>
/// Reads, for the host, files that guests may have written: over no link, regular files alone, and no more bytes than the host wants.
/// </summary>
/// <remarks>For any number of threads. What guests write at the same time is read as it is at the moment.</remarks>
public sealed class GuestDirectoryReader
{
    private readonly IGuestFileSystem files;

    /// <summary>Creates a reader.</summary>
    /// <param name="files">The files, such as a <see cref="DirectoryFileSystem"/>. They stay the caller's.</param>
    public GuestDirectoryReader(IGuestFileSystem files)
    {
        ArgumentNullException.ThrowIfNull(files);
        this.files = files;
    }

    /// <summary>Opens a file for reading. Never blocks.</summary>
    /// <param name="path">Its path, such as <c>reports/may.csv</c>: names with <c>/</c> between them, no dots.</param>
    /// <param name="maxBytes">
    /// The bytes to read at most, 0 or more: the stream throws <see cref="IOException"/> where there are more.
    /// </param>
    /// <returns>The stream, which the caller disposes. It cannot seek.</returns>
    /// <exception cref="IOException">There is no such file, it is no regular file, or a name of the path is a link.</exception>
    public Stream OpenRead(string path, long maxBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxBytes);
        IGuestNode node = Open(path, FileOpening.Read);
        if (node is IGuestFile file)
        {
            return new GuestFileStream(file, path, maxBytes);
        }

        node.Dispose();
        throw Failed(FileError.IsADirectory, path);
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its path, as <see cref="OpenRead"/> has it.</param>
    /// <param name="maxBytes">The bytes that it may have, 0 or more.</param>
    /// <returns>Its content.</returns>
    /// <exception cref="IOException">
    /// There is no such file, it is no regular file, it has more bytes, or a name of the path is a link.
    /// </exception>
    public byte[] ReadFile(string path, int maxBytes)
    {
        using Stream stream = OpenRead(path, maxBytes);
        using MemoryStream content = new();
        stream.CopyTo(content);
        return content.ToArray();
    }

    /// <summary>Lists the files and directories of a directory, without links, FIFOs, sockets and devices.</summary>
    /// <param name="path">Its path; null for the one that all are in.</param>
    /// <param name="maxEntries">The entries that it may have, with those that are not listed, 0 or more; 10,000 by default.</param>
    /// <returns>The entries. A name may have any character but a slash: guests choose it.</returns>
    /// <exception cref="IOException">There is no such directory, it has more entries, or a name of the path is a link.</exception>
    public IReadOnlyList<FileEntry> List(string? path = null, int maxEntries = 10_000)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxEntries);
        using IGuestNode node = path is null ? OpenRoot() : Open(path, FileOpening.Directory);
        List<FileEntry> entries = [];
        int before;
        do
        {
            before = entries.Count;
            long position = before == 0 ? 0 : entries[^1].Next;
            Require(((IGuestDirectory)node).List(position, (int)Math.Min(256L, (long)maxEntries - before + 1), entries), path ?? ".");
            if (entries.Count > maxEntries)
            {
                throw new IOException($"The directory {UntrustedText.Quote(path ?? ".")} has more than {maxEntries} entries.");
            }
        }
        while (entries.Count > before);
        return entries.FindAll(static entry => entry.Kind is FileKind.File or FileKind.Directory);
    }

    internal static IOException Failed(FileError error, string path) => new($"The file {UntrustedText.Quote(path)}: {error}.");

    private static void Require(FileError error, string path)
    {
        if (error != FileError.None)
        {
            throw Failed(error, path);
        }
    }

    private IGuestDirectory OpenRoot()
    {
        Require(files.OpenRoot(out IGuestDirectory? root), ".");
        return root!;
    }

    private IGuestNode Open(string path, FileOpening opening)
    {
        ArgumentNullException.ThrowIfNull(path);
        using IGuestDirectory root = OpenRoot();
        Require(LinklessPath.Open(root, path, opening, out IGuestNode? node), path);
        return node!;
    }
}
