using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ngixi.Hosting.Manifests.Schema;

/// <summary>Writes the JSON Schema of manifests, from the fields that their reader asks for.</summary>
internal static class ManifestSchema
{
    private const string Variable = @"\$\{.+\}";

    /// <summary>Writes the schema.</summary>
    /// <param name="shape">The fields of a manifest.</param>
    public static string Write(ManifestShape shape) => JsonText.Object(json =>
    {
        json.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
        json.WriteString("title", "Manifest of a guest of Ngixi.Hosting");
        WriteObject(json, shape, isEmptyAllowed: true);
    }) + "\n";

    private static void WriteObject(Utf8JsonWriter json, ManifestShape shape, bool isEmptyAllowed)
    {
        json.WriteString("type", "object");
        if (!isEmptyAllowed)
        {
            json.WriteNumber("minProperties", 1);
        }

        json.WriteStartObject("properties");
        if (shape.Record?["properties"] is JsonObject record)
        {
            foreach ((string name, JsonNode? schema) in record)
            {
                json.WritePropertyName(name);
                JsonSerializer.Serialize(json, schema, ManifestJson.Relaxed.JsonNode);
            }
        }

        foreach (ManifestField field in shape.Fields)
        {
            json.WriteStartObject(field.Name);
            Write(json, field);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        string[] required = [.. shape.Fields.Where(field => field.IsRequired).Select(field => field.Name), .. RequiredOf(shape.Record)];
        if (required.Length > 0)
        {
            json.WriteStrings("required", required);
        }

        json.WriteBoolean("additionalProperties", false);
    }

    private static IEnumerable<string> RequiredOf(JsonNode? record) =>
        record?["required"] is JsonArray names ? names.Select(name => name!.GetValue<string>()) : [];

    private static void Write(Utf8JsonWriter json, ManifestField field)
    {
        if (field.About.Length > 0)
        {
            json.WriteString("description", field.About);
        }

        if (field.Default is not null)
        {
            json.WritePropertyName("default");
            json.WriteRawValue(field.Default);
        }

        switch (field.Kind)
        {
            case FieldKind.Flag:
                json.WriteString("type", "boolean");
                break;
            case FieldKind.Count:
                json.WriteString("type", "integer");
                WriteRaw(json, "minimum", field.Least);
                WriteRaw(json, "maximum", field.Most);
                break;
            case FieldKind.Texts:
                json.WriteString("type", "array");
                json.WriteNumber("minItems", 1);
                json.WriteStartObject("items");
                WriteText(json, field);
                json.WriteEndObject();
                break;
            case FieldKind.Object when field.MayBeTrue:
                json.WriteStartArray("oneOf");
                json.WriteStartObject();
                json.WriteBoolean("const", true);
                json.WriteEndObject();
                json.WriteStartObject();
                WriteObject(json, field.Shape!, isEmptyAllowed: false);
                json.WriteEndObject();
                json.WriteEndArray();
                break;
            case FieldKind.Object:
                WriteObject(json, field.Shape!, isEmptyAllowed: true);
                break;
            case FieldKind.Objects:
                WriteEntries(json, field);
                break;
            case FieldKind.Map:
                json.WriteString("type", "object");
                json.WriteNumber("minProperties", 1);
                json.WriteStartObject("additionalProperties");
                Write(json, field.Shape!.Fields.Single());
                json.WriteEndObject();
                break;
            default:
                WriteText(json, field);
                break;
        }
    }

    private static void WriteEntries(Utf8JsonWriter json, ManifestField field)
    {
        json.WriteString("type", "array");
        json.WriteNumber("minItems", 1);
        json.WriteStartObject("items");
        if (field.Shorthand is null)
        {
            WriteObject(json, field.Shape!, isEmptyAllowed: false);
        }
        else
        {
            json.WriteStartArray("oneOf");
            json.WriteStartObject();
            json.WriteString("type", "string");
            json.WriteEndObject();
            json.WriteStartObject();
            WriteObject(json, field.Shape!, isEmptyAllowed: false);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, ManifestField field)
    {
        json.WriteString("type", "string");
        if (field.Choices.Count > 0)
        {
            json.WriteStrings("enum", field.Choices);
        }

        if (field.Pattern is { } pattern)
        {
            // A variable may have the value.
            json.WriteString("pattern", $"{pattern}|{Variable}");
        }
    }

    private static void WriteRaw(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(value);
        }
    }
}
