using System.Text.Json;
using Ngixi.Hosting;

namespace Ngixi.Cli.Modules;

/// <summary>Writes a report into the JSON document of a command.</summary>
internal static class ReportJsonMembers
{
    public static void Write(Utf8JsonWriter json, ModuleReport report)
    {
        using JsonDocument document = JsonDocument.Parse(report.ToJson());
        foreach (JsonProperty member in document.RootElement.EnumerateObject())
        {
            member.WriteTo(json);
        }
    }
}
