namespace Ngixi.Benchmarks.Workloads;

/// <summary>The guests in AssemblyScript, under <c>guest/assembly</c>.</summary>
internal static class ScriptGuest
{
    /// <summary>Compiles a guest, as for a release.</summary>
    /// <returns>The path of the module.</returns>
    public static string Compile(string guest, params string[] options)
    {
        string output = WorkFolder.At($"script-{guest}.wasm");
        string compiler = Path.Combine(Tools.NodeFolder, "node_modules", "assemblyscript", "bin", "asc.js");
        string source = Path.Combine(Tools.ProjectDirectory, "guest", "assembly");
        Tools.Run(
            "node",
            [compiler, $"{guest}/index.ts", "--config", "none", "--optimizeLevel", "3", "--exportStart", "_initialize", "--outFile", output, .. options],
            source);
        return output;
    }
}
