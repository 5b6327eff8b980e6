namespace Ngixi.Capabilities;

/// <summary>A directory in memory. Entries keep the number that they were added with, so that a listing goes on where it was.</summary>
internal sealed class TreeDirectory(ulong inode, long now) : TreeNode(inode, now)
{
    private readonly Dictionary<string, (long Number, TreeNode Node)> entries = new(StringComparer.Ordinal);
    private readonly SortedSet<(long Number, string Name)> order = new(NumberOrder.Instance);
    private long added;

    public override FileKind Kind => FileKind.Directory;

    /// <summary>Gets or sets the directory that it is in; null for the root, and for one that was removed.</summary>
    public TreeDirectory? Parent { get; set; }

    /// <summary>Gets or sets whether it was removed: it has no entries then, and gets none.</summary>
    public bool IsRemoved { get; set; }

    public bool IsEmpty => entries.Count == 0;

    public TreeNode? Find(string name) => entries.TryGetValue(name, out (long, TreeNode Node) entry) ? entry.Node : null;

    public void Add(string name, TreeNode node)
    {
        entries.Add(name, (++added, node));
        order.Add((added, name));
        if (node is TreeDirectory directory)
        {
            directory.Parent = this;
        }
    }

    public void Remove(string name)
    {
        entries.Remove(name, out (long Number, TreeNode) entry);
        order.Remove((entry.Number, name));
    }

    public void List(long position, int maxEntries, IList<FileEntry> list)
    {
        if (position < added)
        {
            foreach ((long number, string name) in order.GetViewBetween((Math.Max(0, position) + 1, ""), (added, "")).Take(maxEntries))
            {
                TreeNode node = entries[name].Node;
                list.Add(new FileEntry(name, node.Kind, node.Inode, number));
            }
        }
    }

    private sealed class NumberOrder : IComparer<(long Number, string Name)>
    {
        public static readonly NumberOrder Instance = new();

        public int Compare((long Number, string Name) x, (long Number, string Name) y) => x.Number.CompareTo(y.Number);
    }
}
