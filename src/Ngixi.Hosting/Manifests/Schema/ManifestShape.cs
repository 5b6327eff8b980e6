using System.Text.Json.Nodes;

namespace Ngixi.Hosting.Manifests.Schema;

/// <summary>The fields that a reader asked an object for, in that order.</summary>
internal sealed class ManifestShape
{
    private readonly OrderedDictionary<string, ManifestField> fields = new(StringComparer.Ordinal);

    public IReadOnlyCollection<ManifestField> Fields => fields.Values;

    /// <summary>Gets or sets the schema of a record that is read by its type; null for an object of fields.</summary>
    public JsonNode? Record { get; set; }

    public ManifestField? Find(string name) => fields.GetValueOrDefault(name);

    /// <summary>Adds a field. A reader may ask twice.</summary>
    public void Add(ManifestField field) => fields[field.Name] = field;
}
