using System.Text.Json;
using System.Text.Json.Nodes;
using Ngixi.Hosting;
using Ngixi.Hosting.Manifests.Text;

namespace Ngixi.Cli.Modules;

/// <summary>Writes a manifest that grants all that a module asks for, as a start for a person who takes away from it.</summary>
internal static class ManifestSkeleton
{
    public static string Write(string name, string file, ModuleReport report) => JsonText.Object(json =>
    {
        json.WriteString("name", name);
        json.WriteStartObject("module");
        json.WriteString("file", file);
        json.WriteString("sha256", report.Sha256);
        json.WriteEndObject();
        if (report.Features.Count > 0)
        {
            json.WriteStrings("features", report.Features);
        }

        WriteLimits(json, report);
        json.WriteStartObject("grants");
        foreach (CapabilityUse use in report.Capabilities)
        {
            json.WritePropertyName(use.Name);
            json.WriteRawValue(JsonNode.Parse($"{{{use.Example}}}")![use.Name]!.ToJsonString());
        }

        json.WriteEndObject();
    });

    // Only what the usual limits refuse.
    private static void WriteLimits(Utf8JsonWriter json, ModuleReport report)
    {
        ModuleLimits usual = new();
        ulong memory = report.Module is { } module
            ? module.Memories.Aggregate(0UL, (most, one) => Math.Max(most, one.Least * one.PageBytes))
            : 0;
        if (memory > (ulong)usual.Memory)
        {
            json.WriteStartObject("limits");
            json.WriteString("memory", Units.ShowSize((long)memory));
            json.WriteEndObject();
        }
    }
}
