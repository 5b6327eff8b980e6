using System.Diagnostics;
using System.Reflection;

namespace Ngixi.Bindgen.Tests.Support;

/// <summary>The real asc, of the project's <c>GuestToolsDirectory</c>, on the guest under its <c>GuestDirectory</c>.</summary>
internal static class AssemblyScriptCompiler
{
    private static readonly string[] Usual = ["--config", "none", "--exportStart", "_initialize"];

    public static string GuestDirectory => Metadata("GuestDirectory");

    /// <summary>Compiles an entry file of the guest; a warning is a failure.</summary>
    public static byte[] Compile(string entry, params string[] options) =>
        Run(entry, [.. Usual, .. options]).Wasm;

    /// <summary>Compiles an entry file as the guest's <c>asconfig.json</c> has it; a warning is a failure.</summary>
    public static byte[] CompileAsConfigured(string entry, params string[] options) => Run(entry, options).Wasm;

    /// <summary>Compiles an entry file of the guest, and has its source map.</summary>
    public static (byte[] Wasm, byte[] SourceMap) CompileWithSourceMap(string entry, params string[] options)
    {
        (byte[] wasm, byte[]? map) = Run(entry, [.. Usual, "--sourceMap", .. options]);
        return (wasm, map!);
    }

    private static (byte[] Wasm, byte[]? SourceMap) Run(string entry, string[] options)
    {
        string compiler = Path.Combine(Metadata("GuestToolsDirectory"), "node_modules", "assemblyscript", "bin", "asc.js");
        Assert.True(
            File.Exists(compiler),
            "AssemblyScript is not installed: run 'npm ci' in tests/guest-tools, or ./test.sh, which does it.");
        string output = Path.Combine(Path.GetTempPath(), $"ngixi-guest-{Guid.NewGuid():N}.wasm");
        string map = output + ".map";
        ProcessStartInfo start = new(
            "node",
            [compiler, entry, "--outFile", output, .. options])
        {
            WorkingDirectory = GuestDirectory,
            RedirectStandardError = true,
        };
        try
        {
            using Process process = Process.Start(start)!;
            string said = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0 && said.Length == 0, said);
            return (File.ReadAllBytes(output), File.Exists(map) ? File.ReadAllBytes(map) : null);
        }
        finally
        {
            File.Delete(output);
            File.Delete(map);
        }
    }

    public static string Metadata(string key) => typeof(AssemblyScriptCompiler).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key)
        .Value!;
}
