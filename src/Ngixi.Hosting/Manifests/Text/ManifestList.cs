namespace Ngixi.Hosting.Manifests.Text;

/// <summary>A list of values.</summary>
internal sealed class ManifestList(int offset) : ManifestNode(offset)
{
    public List<ManifestNode> Items { get; } = [];

    public override string What => "a list";

    public override IEnumerable<ManifestText> Texts => Items.SelectMany(item => item.Texts);
}
