using System.Text.Json;

namespace Ngixi.Hosting.Modules;

/// <summary>Writes a report for programs.</summary>
internal static class ReportJson
{
    public static string Write(ModuleReport report) => JsonText.Object(json =>
    {
        json.WriteString("name", report.Manifest?.Name);
        json.WriteString("sha256", report.Sha256);
        if (report.Module is { } module)
        {
            WriteModule(json, module);
        }

        json.WriteStrings("implements", report.Implemented);
        json.WriteStrings("features", report.Features);
        json.WriteStartArray("capabilities");
        foreach (CapabilityUse use in report.Capabilities)
        {
            Write(json, use, report.Manifest);
        }

        json.WriteEndArray();
        json.WriteStrings("unknownImports", report.OtherImports);
        json.WriteStrings("unusedGrants", report.Manifest?.Grants.Keys.Except(report.Capabilities.Select(use => use.Name)) ?? []);
        json.WriteStrings("refusals", report.Refusals);
    });

    private static void WriteModule(Utf8JsonWriter json, WasmModule module)
    {
        json.WriteNumber("bytes", module.Bytes);
        json.WriteNumber("functions", module.Functions);
        json.WriteNumber("largestBody", module.LargestBody);
        json.WriteBoolean("hasStart", module.HasStart);
        json.WriteStartArray("memories");
        foreach (WasmLimits memory in module.Memories)
        {
            json.WriteStartObject();
            json.WriteNumber("leastPages", memory.Least);
            if (memory.Most is { } most)
            {
                json.WriteNumber("mostPages", most);
            }

            json.WriteNumber("pageBytes", memory.PageBytes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStrings("exports", module.Exports.Where(export => !export.IsMarker).Select(export => export.Name));
        json.WriteStartArray("customSections");
        foreach (CustomSection section in module.CustomSections)
        {
            json.WriteStartObject();
            json.WriteString("name", section.Name);
            json.WriteNumber("bytes", section.Bytes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, CapabilityUse use, GuestManifest? manifest)
    {
        json.WriteStartObject();
        json.WriteString("name", use.Name);
        json.WriteBoolean("isGranted", use.IsGranted);
        if (manifest?.Grants.GetValueOrDefault(use.Name) is { Why.Length: > 0 } grant)
        {
            json.WriteString("why", grant.Why);
        }

        if (manifest?.LeftOut.TryGetValue(use.Name, out string? reason) == true)
        {
            json.WriteString("leftOut", reason);
        }

        if (!use.IsGranted)
        {
            json.WriteString("add", use.Example);
        }

        json.WriteStrings("contracts", use.Contracts);
        json.WriteStrings("imports", use.Imports);
        json.WriteEndObject();
    }
}
