using System.Diagnostics.CodeAnalysis;

namespace Ngixi.Capabilities;

/// <summary>Where a path leads in an overlay.</summary>
/// <param name="Directory">The path of the directory of the last name, from the root, without links and dots.</param>
/// <param name="Name">The last name; empty where the path ends in <c>.</c> or <c>..</c>.</param>
/// <param name="Entry">What has the name; null where nothing does.</param>
/// <param name="NeedsDirectory">Whether the path ends in a slash.</param>
internal readonly record struct OverlayPath(string Directory, string Name, OverlayEntry? Entry, bool NeedsDirectory)
{
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
        FileError error = PathWalk<Tree, string, OverlayEntry>.Find(
            new Tree(layers), start, path, follow, out PathEnd<string, OverlayEntry> end);
        found = default;
        if (error != FileError.None)
        {
            return error;
        }

        OverlayEntry? entry = end.Node;
        if (end.Name.Length == 0)
        {
            error = layers.Find(end.Directory, out entry);
        }

        found = new OverlayPath(end.Directory, end.Name, entry, end.NeedsDirectory);
        return error;
    }

    private readonly struct Tree(OverlayLayers layers) : IPathTree<string, OverlayEntry>
    {
        public FileError Find(string directory, string name, out OverlayEntry? node)
        {
            FileError error = layers.Find(Join(directory, name), out node);
            return error == FileError.NotFound ? FileError.None : error;
        }

        public bool IsLink(OverlayEntry node) => node.Kind == FileKind.Link;

        public FileError ReadLink(string directory, string name, OverlayEntry node, out string target) =>
            layers.ReadLink(Join(directory, name), node, out target);

        public bool TryEnter(string directory, string name, OverlayEntry node, [MaybeNullWhen(false)] out string entered)
        {
            entered = Join(directory, name);
            return node.Kind == FileKind.Directory;
        }
    }
}
