namespace Ngixi.Capabilities;

/// <summary>Where a path leads.</summary>
/// <typeparam name="TDirectory">A directory.</typeparam>
/// <typeparam name="TNode">What has a name.</typeparam>
/// <param name="Directory">The directory of the last name.</param>
/// <param name="Name">The last name; empty where the path ends in <c>.</c> or <c>..</c>.</param>
/// <param name="Node">What has the name; null where nothing does, or where the name is empty.</param>
/// <param name="NeedsDirectory">Whether the path ends in a slash.</param>
internal readonly record struct PathEnd<TDirectory, TNode>(TDirectory Directory, string Name, TNode? Node, bool NeedsDirectory)
    where TNode : class;
