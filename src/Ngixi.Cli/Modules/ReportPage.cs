using System.Globalization;
using Ngixi.Cli.Output;
using Ngixi.Hosting;
using Ngixi.Hosting.Modules;

namespace Ngixi.Cli.Modules;

/// <summary>Prints what a module asks for, and what a manifest grants of that.</summary>
internal static class ReportPage
{
    private const int MaxExports = 40;

    public static void Write(Page page, string file, ModuleReport report)
    {
        page.Field("module", Words.Strong(report.Manifest?.Name ?? file));
        page.Field("sha256", report.Sha256);
        if (report.Module is not { } module)
        {
            return;
        }

        page.Field(
            "size",
            Invariant($"{module.Bytes:N0} bytes, {module.Functions:N0} functions, the largest {module.LargestBody:N0} bytes"));
        page.Field("memory", ReportText.Show(module));
        page.Field("features", report.Features.Count == 0 ? "none beyond the usual" : string.Join(", ", report.Features));
        WriteExports(page, module);
        foreach (string contract in report.Implemented)
        {
            page.Field("implements", contract);
        }

        foreach (CapabilityUse use in report.Capabilities)
        {
            page.Field(use.Name, StateOf(use, report.Manifest));
            foreach (string contract in use.Contracts)
            {
                page.Item(Words.Dim("built for "), contract);
            }

            foreach (string import in use.Imports)
            {
                page.Item(Words.Dim(import));
            }
        }

        foreach (string import in report.OtherImports)
        {
            page.Field("unknown", Words.Warning(import), ": no capability of this program has it");
        }

        string[] unused = [.. report.Manifest?.Grants.Keys.Except(report.Capabilities.Select(use => use.Name)) ?? []];
        if (unused.Length > 0)
        {
            page.Field("unused", Words.Warning(string.Join(", ", unused)), ": granted, and not imported");
        }
    }

    /// <summary>Shows a function with its type.</summary>
    public static string Show(WasmExport export) => $"{Printed.Name(export.Name)} {export.Type}".TrimEnd();

    private static void WriteExports(Page page, WasmModule module)
    {
        WasmExport[] exports = [.. module.Exports.Where(export => !export.IsMarker)];
        string shown = string.Join(", ", exports.Take(MaxExports).Select(Show));
        string more = exports.Length > MaxExports ? Invariant($" and {exports.Length - MaxExports:N0} more") : "";
        page.Field("exports", exports.Length == 0 ? "none" : shown + more, module.HasStart ? "; has a start function" : "");
    }

    private static Words[] StateOf(CapabilityUse use, GuestManifest? manifest)
    {
        if (manifest is null)
        {
            return ["to grant it: ", Words.Strong(use.Example)];
        }

        if (use.IsGranted)
        {
            string why = manifest.Grants[use.Name].Why;
            return [Words.Good("granted"), why.Length == 0 ? "" : $": {Printed.Name(why)}"];
        }

        return manifest.LeftOut.TryGetValue(use.Name, out string? reason)
            ? [Words.Warning("left out"), $": {reason}"]
            : [Words.Bad("not granted"), "; to grant it: ", Words.Strong(use.Example)];
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
