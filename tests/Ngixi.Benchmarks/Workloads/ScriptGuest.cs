namespace Ngixi.Benchmarks.Workloads;

/// <summary>The guests in AssemblyScript, under <c>guest/assembly</c>.</summary>
internal static class ScriptGuest
{
    /// <summary>Gets why no guest can be compiled here, or null when they can.</summary>
    public static string? Problem { get; } = !Tools.IsInstalled("node") ? "its guest is compiled on Node, which is not installed"
        : !File.Exists(Compiler) ? "the npm package assemblyscript could not be installed"
        : null;

    private static string Compiler => Path.Combine(Tools.NodeFolder, "node_modules", "assemblyscript", "bin", "asc.js");

    /// <summary>Compiles a guest, as for a release.</summary>
    /// <returns>The path of the module.</returns>
    public static string Compile(string guest, params string[] options) =>
        Compile(Path.Combine(Tools.ProjectDirectory, "guest", "assembly"), $"{guest}/index.ts", $"script-{guest}.wasm", options);

    /// <summary>Compiles the quickstart's guest.</summary>
    /// <returns>The module.</returns>
    public static byte[] CompileQuickstart() =>
        File.ReadAllBytes(
            Compile(Path.Combine(Tools.RepositoryDirectory, "guest-templates", "quickstart", "assembly"), "index.ts", "quickstart.wasm"));

    private static string Compile(string folder, string entry, string output, params string[] options)
    {
        // What the stubs export.
        string exports = Path.Combine(Path.GetDirectoryName(entry)!, "host", "exports.ts");
        string[] entries = File.Exists(Path.Combine(folder, exports)) ? [entry, exports] : [entry];
        string path = WorkFolder.At(output);
        Tools.Run(
            "node",
            [
                Compiler, .. entries, "--config", "none", "--optimizeLevel", "3", "--exportStart", "_initialize", "--outFile", path,
                .. options,
            ],
            folder);
        return path;
    }
}
