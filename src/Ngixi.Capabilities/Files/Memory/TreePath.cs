using System.Diagnostics.CodeAnalysis;

namespace Ngixi.Capabilities;

/// <summary>Where a path leads in a <see cref="FileTree"/>.</summary>
/// <param name="Directory">The directory of the last name.</param>
/// <param name="Name">The last name; empty where the path ends in <c>.</c> or <c>..</c>, which is neither made nor removed.</param>
/// <param name="Node">What has the name; null where nothing does.</param>
/// <param name="NeedsDirectory">Whether the path ends in a slash.</param>
internal readonly record struct TreePath(TreeDirectory Directory, string Name, TreeNode? Node, bool NeedsDirectory)
{
    /// <summary>Follows a path name by name, never above the directory that it begins at.</summary>
    /// <param name="start">The directory that it begins at.</param>
    /// <param name="path">The path, which was checked.</param>
    /// <param name="follow">Whether a link at the end is followed.</param>
    /// <param name="found">Where it leads.</param>
    public static FileError Find(TreeDirectory start, string path, bool follow, out TreePath found)
    {
        FileError error = PathWalk<Tree, TreeDirectory, TreeNode>.Find(
            default, start, path, follow, out PathEnd<TreeDirectory, TreeNode> end);
        found = error != FileError.None ? default
            : new TreePath(end.Directory, end.Name, end.Name.Length == 0 ? end.Directory : end.Node, end.NeedsDirectory);
        return error;
    }

    private readonly struct Tree : IPathTree<TreeDirectory, TreeNode>
    {
        public FileError Find(TreeDirectory directory, string name, out TreeNode? node)
        {
            node = directory.Find(name);
            return FileError.None;
        }

        public bool IsLink(TreeNode node) => node is TreeLink;

        public FileError ReadLink(TreeDirectory directory, string name, TreeNode node, out string target)
        {
            target = ((TreeLink)node).Target;
            return FileError.None;
        }

        public bool TryEnter(TreeDirectory directory, string name, TreeNode node, [MaybeNullWhen(false)] out TreeDirectory entered)
        {
            entered = node as TreeDirectory;
            return entered is not null;
        }
    }
}
