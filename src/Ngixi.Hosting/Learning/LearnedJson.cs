using System.Text.Json;
using Ngixi.Hosting.Manifests.Text;

namespace Ngixi.Hosting.Learning;

/// <summary>Writes a manifest of what was learned.</summary>
internal static class LearnedJson
{
    public static string Write(
        string name,
        ModuleReport report,
        IReadOnlyCollection<string> used,
        LearnedGrants learned,
        LearnedLimits limits,
        LearnOptions options) =>
        JsonText.Object(json =>
        {
            json.WriteString("name", name);
            json.WriteStartObject("module");
            json.WriteString("sha256", report.Sha256);
            json.WriteEndObject();
            json.WriteStartObject("limits");
            json.WriteString("memory", Units.ShowSize(limits.Memory));
            json.WriteNumber("hostCalls", limits.HostCalls);
            json.WriteString("bytes", Units.ShowSize(limits.Bytes));
            json.WriteEndObject();
            Write(json, "features", report.Features);
            Write(json, "imports", report.Capabilities
                .Where(use => used.Contains(use.Name))
                .SelectMany(use => use.ImportNames));
            json.WriteStartObject("grants");
            foreach (CapabilityUse use in report.Capabilities.Where(use => used.Contains(use.Name)))
            {
                WriteGrant(json, use, learned, options);
            }

            // WASI has the files of this grant, whose own imports it does not need.
            if (used.Contains("wasi") && !used.Contains("files") && learned.WritesFiles)
            {
                WriteFiles(json, learned);
            }

            json.WriteEndObject();
        });

    private static void WriteGrant(Utf8JsonWriter json, CapabilityUse use, LearnedGrants learned, LearnOptions options)
    {
        switch (use.Name)
        {
            case "http":
                json.WriteStartObject(use.Name);
                Write(json, "allow", learned.Allow);
                Write(json, "allowPrivate", learned.AllowPrivate);
                Write(json, "allowHeaders", learned.AllowHeaders);
                json.WriteEndObject();
                break;
            case "events":
                json.WriteStartObject(use.Name);
                Write(json, "subscribe", options.Subscribe);
                Write(json, "publish", learned.Publish);
                json.WriteEndObject();
                break;
            case "keyValue" when !learned.WritesKeys:
                json.WriteStartObject(use.Name);
                json.WriteBoolean("allowWrites", false);
                json.WriteEndObject();
                break;
            case "files":
                WriteFiles(json, learned);
                break;
            default:
                json.WritePropertyName(use.Name);
                json.WriteRawValue(use.Example[(use.Example.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());
                break;
        }
    }

    private static void WriteFiles(Utf8JsonWriter json, LearnedGrants learned)
    {
        json.WriteStartObject("files");
        json.WriteStartArray("mounts");
        json.WriteStartObject();
        json.WriteString("path", "/");
        json.WriteBoolean("memory", true);
        if (learned.WritesFiles)
        {
            json.WriteBoolean("writable", true);
        }

        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        string[] written = [.. texts];
        if (written.Length > 0)
        {
            json.WriteStrings(name, written);
        }
    }
}
