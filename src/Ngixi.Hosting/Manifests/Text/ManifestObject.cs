namespace Ngixi.Hosting.Manifests.Text;

/// <summary>Members with names, each once.</summary>
internal sealed class ManifestObject(int offset) : ManifestNode(offset)
{
    private readonly OrderedDictionary<string, ManifestMember> members = new(StringComparer.Ordinal);

    /// <summary>Gets the members in the order of the text.</summary>
    public IReadOnlyCollection<ManifestMember> Members => members.Values;

    public override string What => "an object";

    public override IEnumerable<ManifestText> Texts => Members.SelectMany(member => member.Value.Texts);

    public ManifestMember? Find(string name) => members.GetValueOrDefault(name);

    public void Add(ManifestMember member) => members.Add(member.Name, member);
}
