using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ngixi.Cli.Modules;

/// <summary>Looks into a manifest before it is read, for what this program has to have ready. What is wrong in it is found later.</summary>
internal static class ManifestText
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Gets the file of the module that a manifest names; null for none.</summary>
    public static string? ModuleFileOf(string manifest)
    {
        string? file = TextOf(Parse(manifest)?["module"] as JsonObject, "file");
        return file is null ? null : Path.Combine(Path.GetDirectoryName(manifest) ?? "", file);
    }

    /// <summary>Parses a manifest; null where it is no object.</summary>
    public static JsonObject? Parse(string manifest)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllBytes(manifest), documentOptions: Lenient) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static string? TextOf(JsonObject? parent, string name) => Text(parent?[name]);

    public static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
