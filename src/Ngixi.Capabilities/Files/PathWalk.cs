namespace Ngixi.Capabilities;

/// <summary>
/// Follows paths name by name, over links, never above the directory that a path begins at. The one place that does so for file systems
/// whose paths no kernel follows.
/// </summary>
/// <typeparam name="TTree">How names are looked up.</typeparam>
/// <typeparam name="TDirectory">A directory.</typeparam>
/// <typeparam name="TNode">What has a name.</typeparam>
internal static class PathWalk<TTree, TDirectory, TNode>
    where TTree : struct, IPathTree<TDirectory, TNode>
    where TNode : class
{
    private const int MaxLinks = 8;

    /// <summary>Follows a path.</summary>
    /// <param name="tree">How names are looked up.</param>
    /// <param name="start">The directory that the path begins at.</param>
    /// <param name="path">The path, which was checked.</param>
    /// <param name="follow">Whether a link at the end is followed.</param>
    /// <param name="end">Where it leads.</param>
    public static FileError Find(TTree tree, TDirectory start, string path, bool follow, out PathEnd<TDirectory, TNode> end)
    {
        end = default;
        Stack<TDirectory> above = new([start]);
        Stack<string> names = new();
        Push(names, path);
        bool needsDirectory = FilePath.EndsInDirectory(path);
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

            FileError error = tree.Find(above.Peek(), name, out TNode? node);
            if (error != FileError.None)
            {
                return error;
            }

            bool isLast = names.Count == 0;
            if (node is not null && tree.IsLink(node) && (!isLast || follow || endsInDot))
            {
                if (++links > MaxLinks)
                {
                    return FileError.TooManyLinks;
                }

                error = tree.ReadLink(above.Peek(), name, node, out string target);
                if (error != FileError.None || target.StartsWith('/'))
                {
                    return error != FileError.None ? error : FileError.Escapes;
                }

                Push(names, target);
                needsDirectory |= isLast && FilePath.EndsInDirectory(target);
            }
            else if (isLast && !endsInDot)
            {
                end = new(above.Peek(), name, node, needsDirectory);
                return FileError.None;
            }
            else if (node is null)
            {
                return FileError.NotFound;
            }
            else if (tree.TryEnter(above.Peek(), name, node, out TDirectory? directory))
            {
                above.Push(directory);
            }
            else
            {
                return FileError.NotADirectory;
            }
        }

        end = new(above.Peek(), "", null, NeedsDirectory: true);
        return FileError.None;
    }

    /// <summary>Puts the names of a path before others.</summary>
    private static void Push(Stack<string> names, string path)
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
