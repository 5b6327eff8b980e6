namespace Ngixi.Hosting.Manifests.Text;

/// <summary>A value of a manifest, and where it stands.</summary>
/// <param name="offset">The byte at which it begins.</param>
internal abstract class ManifestNode(int offset)
{
    public int Offset { get; } = offset;

    /// <summary>Gets the kind in words, such as <c>a number</c>.</summary>
    public abstract string What { get; }

    /// <summary>Gets the texts in it, at any depth; names of members are none.</summary>
    public abstract IEnumerable<ManifestText> Texts { get; }
}
