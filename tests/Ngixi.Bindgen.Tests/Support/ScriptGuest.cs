using System.Diagnostics;
using System.Reflection;
using Module = Wasmtime.Module;

namespace Ngixi.Bindgen.Tests.Support;

/// <summary>The AssemblyScript guest under <c>guest/</c>, compiled by asc against the stubs that this build wrote.</summary>
internal sealed class ScriptGuest : IDisposable
{
    private static readonly Lazy<byte[]> Wasm = new(Compile);

    private readonly Module module;

    public ScriptGuest(Linker linker)
    {
        module = Module.FromBytes(RawGuest.Engine, "script-guest", Wasm.Value);
        Store = new Store(RawGuest.Engine);
        Instance = linker.Instantiate(Store, module);
        Instance.GetAction("_initialize")!();
    }

    public static string Directory => Metadata("GuestDirectory");

    public Store Store { get; }

    public Instance Instance { get; }

    public void Run(string test) => Instance.GetAction(test)!();

    public void Dispose()
    {
        Store.Dispose();
        module.Dispose();
    }

    private static byte[] Compile()
    {
        string compiler = Path.Combine(Metadata("GuestToolsDirectory"), "node_modules", "assemblyscript", "bin", "asc.js");
        Assert.True(File.Exists(compiler), "AssemblyScript is not installed: run 'npm ci' in tests/guest-tools, or ./test.sh, which does it.");
        string output = Path.Combine(Path.GetTempPath(), $"ngixi-guest-{Guid.NewGuid():N}.wasm");
        ProcessStartInfo start = new("node", [compiler, "assembly/index.ts", "--config", "none", "--exportStart", "_initialize", "--optimizeLevel", "3", "--outFile", output])
        {
            WorkingDirectory = Metadata("GuestDirectory"),
            RedirectStandardError = true,
        };
        try
        {
            using Process process = Process.Start(start)!;
            string said = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0 && said.Length == 0, said);
            return File.ReadAllBytes(output);
        }
        finally
        {
            File.Delete(output);
        }
    }

    private static string Metadata(string key) => typeof(ScriptGuest).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key)
        .Value!;
}
