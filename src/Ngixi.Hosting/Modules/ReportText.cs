using System.Globalization;
using System.Text;
using Ngixi.Bindgen;
using Ngixi.Hosting.Manifests.Text;

namespace Ngixi.Hosting.Modules;

/// <summary>Writes a report for people. All text of the module is escaped.</summary>
internal static class ReportText
{
    public static string Write(ModuleReport report)
    {
        StringBuilder text = new();
        Line(text, $"module      {report.Manifest?.Name ?? "(no manifest)"}");
        Line(text, $"sha256      {report.Sha256}");
        if (report.Module is { } module)
        {
            Line(text, $"size        {module.Bytes:N0} bytes, {module.Functions:N0} functions, the largest {module.LargestBody:N0} bytes");
            Line(text, $"memory      {Show(module)}");
            Line(text, $"features    {(report.Features.Count == 0 ? "none beyond the usual" : string.Join(", ", report.Features))}");
            Line(text, $"exports     {Names(module)}{(module.HasStart ? "; has a start function" : "")}");
            foreach (string contract in report.Implemented)
            {
                Line(text, $"implements  {contract}");
            }

            WriteCapabilities(text, report);
        }

        Line(text, report.Refusals.Count == 0 ? (report.Manifest is null ? "" : "It fits its manifest.") : "Refused:");
        foreach (string refusal in report.Refusals)
        {
            Line(text, $"  {refusal}");
        }

        return text.ToString().TrimEnd('\n');
    }

    private static void WriteCapabilities(StringBuilder text, ModuleReport report)
    {
        foreach (CapabilityUse use in report.Capabilities)
        {
            string state = report.Manifest is not { } manifest ? $"to grant it: {use.Example}"
                : use.IsGranted ? $"granted{Why(manifest.Grants[use.Name].Why)}"
                : manifest.LeftOut.TryGetValue(use.Name, out string? reason) ? $"left out: {reason}"
                : $"not granted; to grant it: {use.Example}";
            Line(text, $"{use.Name,-11} {state}");
            foreach (string contract in use.Contracts)
            {
                Line(text, $"  built for {contract}");
            }

            foreach (string import in use.Imports)
            {
                Line(text, $"  {import}");
            }
        }

        foreach (string import in report.OtherImports)
        {
            Line(text, $"unknown     {import}");
        }

        string[] unused = [.. report.Manifest?.Grants.Keys.Except(report.Capabilities.Select(use => use.Name)) ?? []];
        if (unused.Length > 0)
        {
            Line(text, $"unused      {string.Join(", ", unused)}: granted, and not imported");
        }
    }

    private static string Why(string why) => why.Length == 0 ? "" : $": {UntrustedText.Escape(why)}";

    /// <summary>Shows the memories of a module.</summary>
    internal static string Show(WasmModule module) => module.Memories.Count == 0
        ? "none"
        : string.Join("; ", module.Memories.Select(memory =>
        {
            string most = memory.Most is { } pages ? $"{Bytes(pages, memory)} at most" : "without a bound of its own";
            return $"{Bytes(memory.Least, memory)} at first, {most}";
        }));

    private static string Bytes(ulong pages, WasmLimits memory) =>
        pages > (ulong)long.MaxValue / memory.PageBytes ? $"{pages:N0} pages" : Units.ShowSize((long)(pages * memory.PageBytes));

    private static string Names(WasmModule module)
    {
        const int MaxShown = 40;
        string[] names = [.. module.Exports.Where(export => !export.IsMarker).Select(export => UntrustedText.Escape(export.Name))];
        string shown = string.Join(", ", names.Take(MaxShown));
        return names.Length == 0 ? "none" : names.Length > MaxShown ? $"{shown} and {names.Length - MaxShown:N0} more" : shown;
    }

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
