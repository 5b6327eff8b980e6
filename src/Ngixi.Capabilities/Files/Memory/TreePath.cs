namespace Ngixi.Capabilities;

/// <summary>Where a path leads in a <see cref="FileTree"/>.</summary>
/// <param name="Directory">The directory of the last name.</param>
/// <param name="Name">The last name; empty where the path ends in <c>.</c> or <c>..</c>, which is neither made nor removed.</param>
/// <param name="Node">What has the name; null where nothing does.</param>
/// <param name="NeedsDirectory">Whether the path ends in a slash.</param>
internal readonly record struct TreePath(TreeDirectory Directory, string Name, TreeNode? Node, bool NeedsDirectory)
{
    private const int MaxLinks = 8;

    /// <summary>Gets whether a path says of its last name that it is a directory.</summary>
    public static bool EndsInDirectory(string path) => path.EndsWith('/') || path.EndsWith("/.", StringComparison.Ordinal);

    /// <summary>Follows a path name by name, never above the directory that it begins at.</summary>
    /// <param name="start">The directory that it begins at.</param>
    /// <param name="path">The path, which was checked.</param>
    /// <param name="follow">Whether a link at the end is followed.</param>
    /// <param name="found">Where it leads.</param>
    public static FileError Find(TreeDirectory start, string path, bool follow, out TreePath found)
    {
        found = default;
        Stack<TreeDirectory> above = new([start]);
        Stack<string> names = new();
        Push(names, path);
        bool needsDirectory = EndsInDirectory(path);
        bool endsInDot = path == "." || path.AsSpan().TrimEnd('/').EndsWith("/.", StringComparison.Ordinal);
        int links = 0;
        while (names.TryPop(out string? name))
        {
            if (name == "..")
            {
                above.Pop();
                if (above.Count == 0)
                {
                    return FileError.Escapes;
                }

                continue;
            }

            TreeNode? node = above.Peek().Find(name);
            bool isLast = names.Count == 0;
            if (node is TreeLink link && (!isLast || follow || endsInDot))
            {
                if (++links > MaxLinks)
                {
                    return FileError.TooManyLinks;
                }

                if (link.Target.StartsWith('/'))
                {
                    return FileError.Escapes;
                }

                Push(names, link.Target);
                needsDirectory |= isLast && EndsInDirectory(link.Target);
            }
            else if (isLast && !endsInDot)
            {
                found = new TreePath(above.Peek(), name, node, needsDirectory);
                return FileError.None;
            }
            else if (node is TreeDirectory directory)
            {
                above.Push(directory);
            }
            else
            {
                return node is null ? FileError.NotFound : FileError.NotADirectory;
            }
        }

        found = new TreePath(above.Peek(), "", above.Peek(), NeedsDirectory: true);
        return FileError.None;
    }

    /// <summary>Puts the names of a path before others.</summary>
    public static void Push(Stack<string> names, string path)
    {
        string[] parts = path.Split('/');
        for (int i = parts.Length - 1; i >= 0; i--)
        {
            if (parts[i].Length > 0 && parts[i] != ".")
            {
                names.Push(parts[i]);
            }
        }
    }
}
