using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using Ngixi.Hosting.Manifests.Text;

namespace Ngixi.Hosting.Manifests;

/// <summary>Reads an object of a manifest as a record of a user, by System.Text.Json.</summary>
[RequiresDynamicCode("System.Text.Json reads the record by reflection.")]
[RequiresUnreferencedCode("System.Text.Json reads the record by reflection.")]
internal static class RecordReader
{
    private static readonly string[] Head = ["why", "optional"];

    // The characters for which an exception of System.Text.Json writes a name in brackets.
    private static readonly SearchValues<char> InQuotes = SearchValues.Create(". '/\"[]()\t\n\r\f\b\\\u0085\u2028\u2029");

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>Gets the schema of a record.</summary>
    public static JsonNode Schema<T>() => Options.GetJsonSchemaAsNode(typeof(T));

    /// <summary>Reads an object.</summary>
    /// <param name="node">The object.</param>
    /// <param name="resolve">Puts the values of variables into a text at a path.</param>
    /// <param name="report">Reports what is wrong at a path, with its node where there is one.</param>
    /// <returns>The record; null where it is wrong, which was reported.</returns>
    public static T? Read<T>(
        ManifestObject node, Func<string, ManifestText, string?> resolve, Action<string, ManifestNode?, string> report)
    {
        Dictionary<string, ManifestNode> places = new(StringComparer.Ordinal);
        JsonObject json = new();
        foreach (ManifestMember member in node.Members.Where(member => !Head.Contains(member.Name)))
        {
            json.Add(member.Name, Convert(member.Value, Member("$", member.Name), places, resolve));
        }

        try
        {
            return json.Deserialize<T>(Options);
        }
        catch (JsonException exception)
        {
            string path = exception.Path ?? "$";
            report(path[1..], places.GetValueOrDefault(path), $"cannot be read: {Reason(exception)}");
            return default;
        }
    }

    private static JsonNode? Convert(
        ManifestNode node, string path, Dictionary<string, ManifestNode> places, Func<string, ManifestText, string?> resolve)
    {
        places[path] = node;
        switch (node)
        {
            case ManifestObject value:
                JsonObject members = [];
                foreach (ManifestMember member in value.Members)
                {
                    members.Add(member.Name, Convert(member.Value, Member(path, member.Name), places, resolve));
                }

                return members;
            case ManifestList list:
                return new JsonArray([.. list.Items.Select((item, index) => Convert(item, $"{path}[{index}]", places, resolve))]);
            case ManifestText text:
                return JsonValue.Create(resolve(path[1..], text) ?? "");
            default:
                return JsonNode.Parse(((ManifestScalar)node).Value);
        }
    }

    // As the exceptions of System.Text.Json write paths.
    private static string Member(string path, string name) =>
        name.AsSpan().ContainsAny(InQuotes) ? $"{path}['{name}']" : $"{path}.{name}";

    private static string Reason(JsonException exception)
    {
        int end = exception.Message.IndexOf(" Path:", StringComparison.Ordinal);
        return end < 0 ? exception.Message : exception.Message[..end];
    }
}
