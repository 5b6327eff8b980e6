using System.Diagnostics.CodeAnalysis;

namespace Ngixi.Capabilities;

/// <summary>An open directory: what its keys begin with, which ends in a slash but for the root.</summary>
internal sealed class KeyValueDirectory(KeyValueFiles files, string prefix) : IGuestDirectory
{
    private List<FileEntry>? listing;

    private KeyValueFiles Files => files;

    public FileError Open(string path, FileOpening opening, out IGuestNode? node)
    {
        node = null;
        bool creates = opening.HasFlag(FileOpening.Create);
        bool isMade = false;
        FileError error = Find(path, out PathEnd<string, KeyValueNode> end);
        if (error == FileError.None && end.Node is null && end.Name.Length > 0)
        {
            error = !creates ? FileError.NotFound : end.NeedsDirectory ? FileError.IsADirectory : Create(ref end, out isMade);
        }

        if (error != FileError.None)
        {
            return error;
        }

        if (creates && !isMade && opening.HasFlag(FileOpening.Exclusive))
        {
            return FileError.Exists;
        }

        if (end.Node?.Entry is not { } entry)
        {
            if (opening.Changes())
            {
                return FileError.IsADirectory;
            }

            node = new KeyValueDirectory(files, end.Node?.Prefix ?? end.Directory);
            return FileError.None;
        }

        if (end.NeedsDirectory || opening.HasFlag(FileOpening.Directory))
        {
            return FileError.NotADirectory;
        }

        KeyValueFile file = new(files, end.Node.Key, entry);
        error = opening.HasFlag(FileOpening.Truncate) ? file.SetLength(0) : FileError.None;
        node = error == FileError.None ? file : null;
        return error;
    }

    public FileError GetStatus(out FileStatus status)
    {
        status = KeyValueFiles.StatusOf(prefix.TrimEnd('/'), FileKind.Directory, 0);
        return FileError.None;
    }

    public FileError GetStatus(string path, bool follow, out FileStatus status)
    {
        FileError error = FindNode(path, out KeyValueNode node);
        status = error == FileError.None ? KeyValueFiles.StatusOf(node) : default;
        return error;
    }

    public FileError SetTimes(FileTimes times) => FileError.NotSupported;

    public FileError SetTimes(string path, bool follow, FileTimes times) => NotSupported(FindNode(path, out _));

    public FileError List(long position, int maxEntries, IList<FileEntry> entries)
    {
        if (position == 0 || listing is null)
        {
            List<FileEntry> names = [];
            FileError error = files.List(prefix, names);
            if (error != FileError.None)
            {
                return error;
            }

            listing = names;
        }

        listing.AddPageTo(entries, position, maxEntries);

        return FileError.None;
    }

    public FileError CreateDirectory(string path)
    {
        FileError error = FindFree(path, out PathEnd<string, KeyValueNode> end);
        string key = end.Directory + end.Name;
        error = error == FileError.None ? KeyValueFiles.Check($"{key}/") : error;
        if (error != FileError.None)
        {
            return error;
        }

        error = files.Apply(new KeyValueWrite.Require(key, 0), new KeyValueWrite.Put($"{key}/", default, null, 0));
        return error == FileError.Busy ? FileError.Exists : error;
    }

    public FileError RemoveDirectory(string path)
    {
        FileError error = FindNamed(path, out KeyValueNode node);
        return error != FileError.None ? error
            : !node.IsDirectory ? FileError.NotADirectory
            : RequireEmpty(node) is not FileError.None and var full ? full
            : files.Apply(new KeyValueWrite.Delete(node.Prefix, null));
    }

    public FileError RemoveFile(string path)
    {
        FileError error = FindNamed(path, out KeyValueNode node);
        return error != FileError.None ? error
            : node.IsDirectory ? FileError.IsADirectory
            : files.Apply(new KeyValueWrite.Delete(node.Key, null));
    }

    public FileError Rename(string path, IGuestDirectory target, string targetPath)
    {
        if (target is not KeyValueDirectory other || other.Files != files)
        {
            return FileError.OtherMount;
        }

        FileError error = FindNamed(path, out KeyValueNode from);
        if (error != FileError.None)
        {
            return error;
        }

        error = other.Find(targetPath, out PathEnd<string, KeyValueNode> to);
        return error != FileError.None ? error : to.Name.Length == 0 ? FileError.Busy : Rename(from, to);
    }

    public FileError Link(string path, IGuestDirectory target, string targetPath) => NotSupported(FindNamed(path, out _));

    public FileError CreateLink(string path, string target) => NotSupported(FindFree(path, out _));

    public FileError ReadLink(string path, out string target)
    {
        target = "";
        return FindNamed(path, out _) is not FileError.None and var error ? error : FileError.Invalid;
    }

    public FileError Flush() => files.Flush();

    public void Dispose()
    {
    }

    private static FileError NotSupported(FileError error) => error != FileError.None ? error : FileError.NotSupported;

    /// <summary>Makes a file, or finds what somebody else made meanwhile.</summary>
    private FileError Create(ref PathEnd<string, KeyValueNode> end, out bool isMade)
    {
        isMade = false;
        string key = end.Directory + end.Name;
        FileError error = RequireDirectory(end.Directory);
        error = error == FileError.None ? KeyValueFiles.Check(key) : error;
        if (error != FileError.None)
        {
            return error;
        }

        KeyValueWrite.Put put = new(key, default, null, 0);
        error = KeyValueFiles.Check($"{key}/") == FileError.None
            ? files.Apply(new KeyValueWrite.Require($"{key}/", 0), put)
            : files.Apply(put);
        if (error is not (FileError.None or FileError.Busy))
        {
            return error;
        }

        isMade = error == FileError.None;
        error = files.FindNode(key, out KeyValueNode? node);
        end = end with { Node = node };
        return error == FileError.None && node is null ? FileError.Busy : error;
    }

    private FileError Find(string path, out PathEnd<string, KeyValueNode> end) =>
        PathWalk<Tree, string, KeyValueNode>.Find(new Tree(files), prefix, path, follow: false, out end);

    private FileError FindNode(string path, out KeyValueNode node) => FindNode(path, isNamed: false, out node);

    /// <summary>Finds what is to be moved or removed: it has a name.</summary>
    private FileError FindNamed(string path, out KeyValueNode node) => FindNode(path, isNamed: true, out node);

    private FileError FindNode(string path, bool isNamed, out KeyValueNode node)
    {
        FileError error = Find(path, out PathEnd<string, KeyValueNode> end);
        node = end.Node ?? new KeyValueNode((end.Directory ?? "").TrimEnd('/'), null);
        return error != FileError.None ? error
            : end.Name.Length == 0 ? isNamed ? FileError.Busy : FileError.None
            : end.Node is null ? FileError.NotFound
            : end.NeedsDirectory && !node.IsDirectory ? FileError.NotADirectory
            : FileError.None;
    }

    /// <summary>Finds a name that nothing has yet, in a directory that is there.</summary>
    private FileError FindFree(string path, out PathEnd<string, KeyValueNode> end)
    {
        FileError error = Find(path, out end);
        return error != FileError.None ? error
            : end.Name.Length == 0 || end.Node is not null ? FileError.Exists
            : RequireDirectory(end.Directory);
    }

    /// <summary>Requires that a directory was not removed since it was opened.</summary>
    private FileError RequireDirectory(string directory)
    {
        if (directory.Length == 0)
        {
            return FileError.None;
        }

        FileError error = files.HasKeys(directory, null, out bool isThere);
        return error != FileError.None || isThere ? error : FileError.NotFound;
    }

    private FileError RequireEmpty(KeyValueNode directory)
    {
        FileError error = files.HasKeys(directory.Prefix, directory.Prefix, out bool isFull);
        return error != FileError.None || !isFull ? error : FileError.NotEmpty;
    }

    private FileError Rename(KeyValueNode from, PathEnd<string, KeyValueNode> to)
    {
        string key = to.Directory + to.Name;
        if (key == from.Key)
        {
            return FileError.None;
        }

        FileError error = Check(from, to, key);
        return error != FileError.None ? error
            : from.Entry is { } entry ? files.Apply(Moved(from.Key, key, entry))
            : RenameDirectory(from.Prefix, $"{key}/");
    }

    private FileError Check(KeyValueNode from, PathEnd<string, KeyValueNode> to, string key)
    {
        if (from.IsDirectory)
        {
            if (key.StartsWith(from.Prefix, StringComparison.Ordinal))
            {
                return FileError.Invalid;
            }

            if (to.Node is { } node)
            {
                return node.IsDirectory ? RequireEmpty(node) : FileError.NotADirectory;
            }
        }
        else if (to.Node is { IsDirectory: true })
        {
            return FileError.IsADirectory;
        }
        else if (to.NeedsDirectory)
        {
            return FileError.NotADirectory;
        }

        return KeyValueFiles.Check(key) is not FileError.None and var bad ? bad : RequireDirectory(to.Directory);
    }

    /// <summary>Moves all keys in one batch, or none.</summary>
    private FileError RenameDirectory(string from, string to)
    {
        const int MaxKeys = KeyValueGrant.MaxBatch / 2;
        FileError error = files.Keys(from, null, MaxKeys, out KeyValuePage? page);
        List<KeyValueWrite> writes = [];
        long bytes = 0;
        foreach (string key in page.Keys)
        {
            string moved = string.Concat(to, key.AsSpan(from.Length));
            error = files.Find(key, out KeyValueEntry? entry);
            error = error == FileError.None ? KeyValueFiles.Check(moved) : error;
            if (error != FileError.None)
            {
                return error;
            }

            bytes += KeyValueRules.Size(key, entry?.Value.Length ?? 0);
            writes.AddRange(entry is null ? [] : Moved(key, moved, entry));
        }

        return error != FileError.None ? error
            : page.Next is not null || bytes > KeyValueGrant.MaxBatchBytes ? FileError.OtherMount
            : writes.Count == 0 ? FileError.NotFound
            : files.Apply([.. writes]);
    }

    private static KeyValueWrite[] Moved(string from, string to, KeyValueEntry entry) =>
    [
        new KeyValueWrite.Put(to, entry.Value, KeyValueFile.TimeToKeep(entry), null),
        new KeyValueWrite.Delete(from, entry.Version),
    ];

    private readonly struct Tree(KeyValueFiles files) : IPathTree<string, KeyValueNode>
    {
        public FileError Find(string directory, string name, out KeyValueNode? node) => files.FindNode(directory + name, out node);

        public bool IsLink(KeyValueNode node) => false;

        public FileError ReadLink(string directory, string name, KeyValueNode node, out string target)
        {
            target = "";
            return FileError.Invalid;
        }

        public bool TryEnter(string directory, string name, KeyValueNode node, [MaybeNullWhen(false)] out string entered)
        {
            entered = node.IsDirectory ? node.Prefix : null;
            return entered is not null;
        }
    }
}
