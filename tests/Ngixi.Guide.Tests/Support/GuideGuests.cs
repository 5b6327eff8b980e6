using System.Diagnostics;
using System.Text.Json.Nodes;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Guide.Tests.Support;

/// <summary>The guests of the guide, compiled once, beside the tests and their manifests.</summary>
internal static class GuideGuests
{
    private static readonly Lazy<string> Folder = new(Compile);

    /// <summary>Gets the manifest of a guest, beside which its module and source map are.</summary>
    /// <param name="guest">The guest: the name of its entry file.</param>
    public static string ManifestOf(string guest) => Path.Combine(Folder.Value, $"{guest}.ngixi.json");

    /// <summary>Gets the module of a guest.</summary>
    /// <param name="guest">The guest: the name of its entry file.</param>
    public static string ModuleOf(string guest) => Path.Combine(Folder.Value, $"{guest}.wasm");

    private static string Compile()
    {
        string tools = Path.Combine(AssemblyScriptCompiler.Metadata("GuestToolsDirectory"), "node_modules", "assemblyscript");
        Assert.True(
            Directory.Exists(tools), "AssemblyScript is not installed: run 'npm ci' in tests/guest-tools, or ./test.sh, which does it.");
        IEnumerable<string> guests = Directory
            .EnumerateFiles(Path.Combine(AssemblyScriptCompiler.GuestDirectory, "assembly", "entries"), "*.ts")
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal);
        ProcessStartInfo start = new("node", ["../node/compile.mjs", tools, AppContext.BaseDirectory, .. guests])
        {
            WorkingDirectory = AssemblyScriptCompiler.GuestDirectory,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        string said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0 && said.Length == 0, said);
        foreach (string manifest in Directory.EnumerateFiles(AssemblyScriptCompiler.GuestDirectory, "*.ngixi.json"))
        {
            File.WriteAllText(Path.Combine(AppContext.BaseDirectory, Path.GetFileName(manifest)), WithTime(File.ReadAllText(manifest)));
        }

        return AppContext.BaseDirectory;
    }

    /// <summary>A manifest as it is printed, with time for a machine that has much else to do.</summary>
    private static string WithTime(string manifest)
    {
        JsonNode json = JsonNode.Parse(manifest)!;
        json["limits"] ??= new JsonObject();
        json["limits"]!["deadline"] = "10 min";
        json["limits"]!["startDeadline"] = "10 min";
        return json.ToJsonString();
    }
}
