namespace Ngixi.Capabilities;

/// <summary>An open directory of a tree.</summary>
internal sealed class TreeDirectoryHandle(FileTree tree, TreeDirectory directory) : IGuestDirectory
{
    public FileError Open(string path, FileOpening opening, out IGuestNode? node)
    {
        lock (tree.Lock)
        {
            node = null;
            FileError error = FindToOpen(path, opening, out TreeNode? found);
            if (error != FileError.None)
            {
                return error;
            }

            switch (found)
            {
                case TreeDirectory child:
                    if ((opening & (FileOpening.Write | FileOpening.Truncate)) != 0)
                    {
                        return FileError.IsADirectory;
                    }

                    node = new TreeDirectoryHandle(tree, child);
                    return FileError.None;
                case TreeFile file when opening.HasFlag(FileOpening.Directory):
                    return FileError.NotADirectory;
                case TreeFile file:
                    if (opening.HasFlag(FileOpening.Truncate))
                    {
                        tree.SetLength(file, 0);
                    }

                    node = new TreeFileHandle(tree, file, opening);
                    return FileError.None;
                default:
                    return FileError.TooManyLinks;
            }
        }
    }

    public FileError GetStatus(out FileStatus status)
    {
        lock (tree.Lock)
        {
            status = directory.Status;
        }

        return FileError.None;
    }

    public FileError GetStatus(string path, bool follow, out FileStatus status)
    {
        lock (tree.Lock)
        {
            FileError error = FindNode(path, follow, out TreeNode? node);
            status = node?.Status ?? default;
            return error;
        }
    }

    public FileError SetTimes(FileTimes times)
    {
        lock (tree.Lock)
        {
            SetTimes(tree, directory, times);
        }

        return FileError.None;
    }

    public FileError SetTimes(string path, bool follow, FileTimes times)
    {
        lock (tree.Lock)
        {
            FileError error = FindNode(path, follow, out TreeNode? node);
            if (node is not null)
            {
                SetTimes(tree, node, times);
            }

            return error;
        }
    }

    public FileError List(long position, int maxEntries, IList<FileEntry> entries)
    {
        lock (tree.Lock)
        {
            directory.List(position, maxEntries, entries);
        }

        return FileError.None;
    }

    public FileError CreateDirectory(string path)
    {
        lock (tree.Lock)
        {
            FileError error = FindFree(path, out TreePath place);
            return error == FileError.None ? Add(place, static (inode, now) => new TreeDirectory(inode, now), out _) : error;
        }
    }

    public FileError CreateLink(string path, string target)
    {
        lock (tree.Lock)
        {
            FileError error = FindFree(path, out TreePath place);
            if (error == FileError.None && place.NeedsDirectory)
            {
                error = FileError.NotFound;
            }

            return error == FileError.None ? Add(place, (inode, now) => new TreeLink(inode, target, now), out _) : error;
        }
    }

    public FileError RemoveDirectory(string path)
    {
        lock (tree.Lock)
        {
            FileError error = FindNamed(path, out TreePath found);
            if (error != FileError.None)
            {
                return error;
            }

            if (found.Node is not TreeDirectory removed)
            {
                return FileError.NotADirectory;
            }

            if (!removed.IsEmpty)
            {
                return FileError.NotEmpty;
            }

            tree.Remove(found.Directory, found.Name, removed);
            return FileError.None;
        }
    }

    public FileError RemoveFile(string path)
    {
        lock (tree.Lock)
        {
            FileError error = FindNamed(path, out TreePath found);
            if (error != FileError.None)
            {
                return error;
            }

            if (found.Node is TreeDirectory)
            {
                return FileError.IsADirectory;
            }

            tree.Remove(found.Directory, found.Name, found.Node!);
            return FileError.None;
        }
    }

    public FileError Rename(string path, IGuestDirectory target, string targetPath)
    {
        if (target is not TreeDirectoryHandle other || other.Tree != tree)
        {
            return FileError.OtherMount;
        }

        lock (tree.Lock)
        {
            FileError error = FindNamed(path, out TreePath from);
            if (error != FileError.None)
            {
                return error;
            }

            error = TreePath.Find(other.Directory, targetPath, follow: false, out TreePath to);
            return error != FileError.None ? error : to.Name.Length == 0 ? FileError.Busy : Rename(from, to);
        }
    }

    public FileError Link(string path, IGuestDirectory target, string targetPath)
    {
        if (target is not TreeDirectoryHandle other || other.Tree != tree)
        {
            return FileError.OtherMount;
        }

        lock (tree.Lock)
        {
            FileError error = FindNamed(path, out TreePath from);
            if (error == FileError.None)
            {
                error = other.FindFree(targetPath, out TreePath to);
                if (error == FileError.None)
                {
                    error = from.Node is TreeDirectory ? FileError.Denied
                        : to.NeedsDirectory ? FileError.NotFound
                        : tree.Add(to.Directory, to.Name, from.Node!);
                }
            }

            if (error == FileError.None)
            {
                from.Node!.Links++;
                from.Node.Changed = tree.Now();
            }

            return error;
        }
    }

    public FileError ReadLink(string path, out string target)
    {
        lock (tree.Lock)
        {
            FileError error = FindNamed(path, out TreePath found);
            target = (found.Node as TreeLink)?.Target ?? "";
            return error != FileError.None ? error : found.Node is TreeLink ? FileError.None : FileError.Invalid;
        }
    }

    public FileError Flush() => FileError.None;

    public void Dispose()
    {
    }

    public static void SetTimes(FileTree tree, TreeNode node, FileTimes times)
    {
        node.Accessed = times.Accessed ?? node.Accessed;
        node.Written = times.Written ?? node.Written;
        node.Changed = tree.Now();
    }

    private FileTree Tree => tree;

    private TreeDirectory Directory => directory;

    private FileError FindToOpen(string path, FileOpening opening, out TreeNode? node)
    {
        node = null;
        bool creates = opening.HasFlag(FileOpening.Create);
        bool isNew = creates && opening.HasFlag(FileOpening.Exclusive);
        bool follow = !isNew && (!opening.HasFlag(FileOpening.NoFollow) || FilePath.EndsInDirectory(path));
        FileError error = TreePath.Find(directory, path, follow, out TreePath found);
        if (error != FileError.None)
        {
            return error;
        }

        if (found.Node is null)
        {
            if (!creates)
            {
                return FileError.NotFound;
            }

            if (found.NeedsDirectory)
            {
                return FileError.IsADirectory;
            }

            error = Add(found, static (inode, now) => new TreeFile(inode, now), out TreeFile? file);
            node = file;
            return error;
        }

        node = found.Node;
        return isNew ? FileError.Exists
            : found.NeedsDirectory && node is TreeFile ? FileError.NotADirectory
            : creates && node is TreeDirectory ? FileError.IsADirectory
            : FileError.None;
    }

    private FileError FindNode(string path, bool follow, out TreeNode? node)
    {
        FileError error = TreePath.Find(directory, path, follow || FilePath.EndsInDirectory(path), out TreePath found);
        node = found.Node;
        if (error == FileError.None)
        {
            error = node is null ? FileError.NotFound
                : found.NeedsDirectory && node is not TreeDirectory ? FileError.NotADirectory
                : FileError.None;
        }

        node = error == FileError.None ? node : null;
        return error;
    }

    /// <summary>Finds what is to be moved or removed: it has a name, and no link is followed to it.</summary>
    private FileError FindNamed(string path, out TreePath found)
    {
        FileError error = TreePath.Find(directory, path, follow: false, out found);
        return error != FileError.None ? error
            : found.Node is null ? FileError.NotFound
            : found.Name.Length == 0 ? FileError.Busy
            : found.NeedsDirectory && found.Node is not TreeDirectory ? FileError.NotADirectory
            : FileError.None;
    }

    /// <summary>Finds a name that nothing has yet.</summary>
    private FileError FindFree(string path, out TreePath place)
    {
        FileError error = TreePath.Find(directory, path, follow: false, out place);
        return error != FileError.None ? error : place.Node is null ? FileError.None : FileError.Exists;
    }

    private FileError Add<T>(TreePath place, Func<ulong, long, T> make, out T? node)
        where T : TreeNode
    {
        node = null;
        if (place.Directory.IsRemoved)
        {
            return FileError.NotFound;
        }

        FileError error = tree.Create(make, out node);
        return error == FileError.None ? tree.Add(place.Directory, place.Name, node!) : error;
    }

    private FileError Rename(TreePath from, TreePath to)
    {
        if (from.Node == to.Node)
        {
            return FileError.None;
        }

        if (from.Node is TreeDirectory moved)
        {
            for (TreeDirectory? above = to.Directory; above is not null; above = above.Parent)
            {
                if (above == moved)
                {
                    return FileError.Invalid;
                }
            }

            if (to.Node is not (null or TreeDirectory))
            {
                return FileError.NotADirectory;
            }
        }
        else if (to.Node is TreeDirectory)
        {
            return FileError.IsADirectory;
        }
        else if (to.NeedsDirectory)
        {
            return FileError.NotADirectory;
        }

        if (to.Node is TreeDirectory { IsEmpty: false })
        {
            return FileError.NotEmpty;
        }

        if (to.Directory.IsRemoved)
        {
            return FileError.NotFound;
        }

        if (to.Node is not null)
        {
            tree.Remove(to.Directory, to.Name, to.Node);
        }

        from.Directory.Remove(from.Name);
        from.Directory.Written = from.Directory.Changed = from.Node!.Changed = tree.Now();
        return tree.Add(to.Directory, to.Name, from.Node);
    }
}
