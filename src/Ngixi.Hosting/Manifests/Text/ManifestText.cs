namespace Ngixi.Hosting.Manifests.Text;

/// <summary>A text, as it is written: with its variables.</summary>
internal sealed class ManifestText(int offset, string value) : ManifestNode(offset)
{
    public string Value { get; } = value;

    public override string What => "a text";

    public override IEnumerable<ManifestText> Texts => [this];
}
