using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ngixi.Capabilities;
using Ngixi.Hosting.Manifests.Schema;
using Ngixi.Hosting.Manifests.Text;

namespace Ngixi.Hosting.Manifests;

/// <summary>Says what to add to a manifest to allow what was denied. Denials say it as C#, for hosts without manifests.</summary>
internal static partial class ManifestRemedy
{
    // The names of properties that manifests call otherwise.
    private static readonly Dictionary<string, string> Fields = new(StringComparer.Ordinal)
    {
        ["PublishTo"] = "publish",
        ["Subscriptions"] = "subscribe",
    };

    /// <summary>Says what to add.</summary>
    /// <param name="denial">The denial, with a grant.</param>
    /// <param name="shape">The fields of manifests.</param>
    public static string Of(Denial denial, ManifestShape shape)
    {
        string name = denial.Capability == "key-value" ? "keyValue" : denial.Capability;
        string grant = denial.Grant!;
        string? json = shape.Find("grants")?.Shape?.Find(name)?.Shape is { } fields ? Translate(grant, fields) : null;
        return json is null ? $"To allow it, add: {grant}" : $"To allow it, add to \"{name}\" of the manifest's grants: {json}";
    }

    private static string? Translate(string grant, ManifestShape shape)
    {
        if (Nested().Match(grant) is { Success: true } nested)
        {
            string name = NameOf(nested.Groups["name"].Value);
            return shape.Find(name)?.Shape is { } inner && Translate(nested.Groups["inner"].Value, inner) is { } translated
                ? $"\"{name}\": {{ {translated} }}"
                : null;
        }

        StringBuilder json = new();
        int end = 0;
        foreach (Match match in Assignment().Matches(grant))
        {
            if (match.Index != end || shape.Find(NameOf(match.Groups["name"].Value)) is not { } field)
            {
                return null;
            }

            end = match.Index + match.Length;
            json.Append(json.Length == 0 ? "" : ", ").Append($"\"{field.Name}\": ").Append(Value(field, match.Groups["value"].Value));
        }

        return end == grant.Length && end > 0 ? json.ToString() : null;
    }

    private static string NameOf(string property) => Fields.GetValueOrDefault(property) ?? JsonNamingPolicy.CamelCase.ConvertName(property);

    private static string Value(ManifestField field, string value) => field.Kind switch
    {
        FieldKind.Size => long.TryParse(value, CultureInfo.InvariantCulture, out long bytes) ? $"\"{Units.ShowSize(bytes)}\"" : "\"…\"",
        FieldKind.Texts or FieldKind.Objects when !value.StartsWith("[\"", StringComparison.Ordinal) => "[\"…\"]",
        _ => value,
    };

    [GeneratedRegex(@"^(?<name>\w+) = new\(\) \{ (?<inner>.+) \}$", RegexOptions.ExplicitCapture)]
    private static partial Regex Nested();

    [GeneratedRegex("""(?<name>\w+) = (?<value>\[("[^"]*"|new[^\]]*)(, "[^"]*")*\]|true|false|\d+|…)(, )?""", RegexOptions.ExplicitCapture)]
    private static partial Regex Assignment();
}
