using System.Text.Json;

namespace Ngixi.Hosting.Manifests.Text;

/// <summary>A number, <c>true</c>, <c>false</c> or <c>null</c>, as it is written.</summary>
internal sealed class ManifestScalar(int offset, JsonTokenType type, string value) : ManifestNode(offset)
{
    public JsonTokenType Type { get; } = type;

    public string Value { get; } = value;

    public override string What => Type == JsonTokenType.Number ? "a number" : Value;

    public override IEnumerable<ManifestText> Texts => [];
}
