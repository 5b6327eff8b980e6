namespace Ngixi.Capabilities;

/// <summary>What has a path in a <see cref="KeyValueFiles"/>.</summary>
/// <param name="Key">The path, which is the key of a file.</param>
/// <param name="Entry">The value of a file; null of a directory.</param>
internal sealed record KeyValueNode(string Key, KeyValueEntry? Entry)
{
    public bool IsDirectory => Entry is null;

    /// <summary>Gets what the keys in a directory begin with, which is the key of one that was made.</summary>
    public string Prefix => Key + "/";
}
