namespace Ngixi.Capabilities;

/// <summary>The files with more than one name among so many entries.</summary>
internal sealed class HardLinks(int maxEntries)
{
    private readonly List<string> paths = [];
    private int seen;

    public IReadOnlyList<string> Paths => paths;

    /// <summary>Adds those of a directory. Only the directories that are in each other are open at a time.</summary>
    public void AddAll(LinuxDirectory directory, string path)
    {
        // Guests can nest directories as deep as their quota allows: neither the stack nor descriptors are to end.
        if (path.AsSpan().Count('/') > FilePath.MaxNames)
        {
            throw GuestDirectoryReader.Failed(FileError.NameTooLong, path);
        }

        List<FileEntry> entries = [];
        long position = 0;
        do
        {
            entries.Clear();
            Require(directory.List(position, 256, entries), path);
            foreach (FileEntry entry in entries)
            {
                position = entry.Next;
                Add(directory, path + entry.Name, entry);
            }
        }
        while (entries.Count > 0);
    }

    private void Add(LinuxDirectory directory, string path, FileEntry entry)
    {
        if (++seen > maxEntries)
        {
            throw new IOException($"There are more than {maxEntries} entries: look at more of them, or grant a smaller directory.");
        }

        if (entry.Kind == FileKind.File
            && directory.GetStatus(entry.Name, follow: false, out FileStatus status) == FileError.None
            && status is { Kind: FileKind.File, Links: > 1 })
        {
            paths.Add(path);
        }

        if (entry.Kind == FileKind.Directory)
        {
            FileError error = directory.Open(entry.Name, FileOpening.Directory | FileOpening.NoFollow, out IGuestNode? node);
            using (node)
            {
                // What is gone by now, or is another mount of the host, is not the guests'.
                if (node is LinuxDirectory child)
                {
                    AddAll(child, path + "/");
                }
                else if (error is not (FileError.NotFound or FileError.NotADirectory or FileError.Escapes))
                {
                    Require(error, path);
                }
            }
        }
    }

    private static void Require(FileError error, string path)
    {
        if (error != FileError.None)
        {
            throw GuestDirectoryReader.Failed(error, path);
        }
    }
}
