namespace Ngixi.Capabilities;

/// <summary>Where a path leads in an overlay.</summary>
/// <param name="Directory">The path of the directory of the last name, from the root, without links and dots.</param>
/// <param name="Name">The last name; empty where the path ends in <c>.</c> or <c>..</c>.</param>
/// <param name="Entry">What has the name; null where nothing does.</param>
/// <param name="NeedsDirectory">Whether the path ends in a slash.</param>
internal readonly record struct OverlayPath(string Directory, string Name, OverlayEntry? Entry, bool NeedsDirectory)
{
    private const int MaxLinks = 8;

    /// <summary>Gets the path from the root; empty for the root.</summary>
    public string Full => Name.Length == 0 ? Directory : Join(Directory, Name);

    public static string Join(string directory, string name) => directory.Length == 0 ? name : $"{directory}/{name}";

    /// <summary>Follows a path name by name, over links of both layers, never above the directory that it begins at.</summary>
    /// <param name="layers">The layers.</param>
    /// <param name="start">The path of the directory that it begins at.</param>
    /// <param name="path">The path, which was checked.</param>
    /// <param name="follow">Whether a link at the end is followed.</param>
    /// <param name="found">Where it leads.</param>
    public static FileError Find(OverlayLayers layers, string start, string path, bool follow, out OverlayPath found)
    {
        found = default;
        Stack<string> above = new([start]);
        Stack<string> names = new();
        TreePath.Push(names, path);
        bool needsDirectory = TreePath.EndsInDirectory(path);
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

            string full = Join(above.Peek(), name);
            FileError error = layers.Find(full, out OverlayEntry? entry);
            if (error is not (FileError.None or FileError.NotFound))
            {
                return error;
            }

            bool isLast = names.Count == 0;
            if (entry?.Kind == FileKind.Link && (!isLast || follow || endsInDot))
            {
                if (++links > MaxLinks)
                {
                    return FileError.TooManyLinks;
                }

                error = layers.ReadLink(full, entry, out string target);
                if (error != FileError.None || target.StartsWith('/'))
                {
                    return error != FileError.None ? error : FileError.Escapes;
                }

                TreePath.Push(names, target);
                needsDirectory |= isLast && TreePath.EndsInDirectory(target);
            }
            else if (isLast && !endsInDot)
            {
                found = new OverlayPath(above.Peek(), name, entry, needsDirectory);
                return FileError.None;
            }
            else if (entry?.Kind == FileKind.Directory)
            {
                above.Push(full);
            }
            else
            {
                return entry is null ? FileError.NotFound : FileError.NotADirectory;
            }
        }

        FileError last = layers.Find(above.Peek(), out OverlayEntry? directory);
        found = new OverlayPath(above.Peek(), "", directory, NeedsDirectory: true);
        return last;
    }
}
