using System.Diagnostics.CodeAnalysis;

namespace Ngixi.Capabilities;

/// <summary>What <see cref="PathWalk{TTree, TDirectory, TNode}"/> asks of a file system.</summary>
/// <typeparam name="TDirectory">A directory.</typeparam>
/// <typeparam name="TNode">What has a name.</typeparam>
internal interface IPathTree<TDirectory, TNode>
    where TNode : class
{
    /// <summary>Finds what has a name; null, and no error, where nothing does.</summary>
    FileError Find(TDirectory directory, string name, out TNode? node);

    bool IsLink(TNode node);

    FileError ReadLink(TDirectory directory, string name, TNode node, out string target);

    /// <summary>Gets the directory that a node is, if it is one.</summary>
    bool TryEnter(TDirectory directory, string name, TNode node, [MaybeNullWhen(false)] out TDirectory entered);
}
