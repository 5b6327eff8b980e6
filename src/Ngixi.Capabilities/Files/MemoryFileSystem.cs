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
        Require(FilePath.Check(path), path);
        using TreeDirectoryHandle root = new(tree, tree.Root);
        for (int slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            FileError error = root.CreateDirectory(path[..slash]);
            Require(error == FileError.Exists ? FileError.None : error, path);
        }

        const FileOpening ToWrite = FileOpening.Write | FileOpening.Create | FileOpening.Truncate;
        Require(root.Open(path, ToWrite, out IGuestNode? node), path);
        using IGuestFile file = (IGuestFile)node!;
        Require(file.Write(0, content, out int written), path);
        Require(written == content.Length ? FileError.None : FileError.NoSpace, path);
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

    private static void Require(FileError error, string path)
    {
        if (error != FileError.None)
        {
            throw Failed(error, path);
        }
    }

    private static IOException Failed(FileError error, string path) => new($"The file {path}: {error}.");
}
