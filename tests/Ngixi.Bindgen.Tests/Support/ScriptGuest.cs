using System.Diagnostics;
using System.Reflection;
using System.Text;
using Module = Wasmtime.Module;

namespace Ngixi.Bindgen.Tests.Support;

/// <summary>The AssemblyScript guest under <c>guest/</c>, compiled by asc against the stubs that this build wrote.</summary>
internal sealed class ScriptGuest : IDisposable
{
    private static readonly Lazy<byte[]> Wasm = new(Compile);

    private readonly Module module;
    private readonly Store store;

    public ScriptGuest(Linker linker)
    {
        module = Module.FromBytes(RawGuest.Engine, "script-guest", Wasm.Value);
        store = new Store(RawGuest.Engine);
        linker.DefineFunction("env", "abort", (Caller caller, int message, int file, int line, int column) =>
            throw new InvalidOperationException($"{TextAt(caller, message)} ({TextAt(caller, file)}:{line}:{column})"));
        Instance = linker.Instantiate(store, module);
        Instance.GetAction("_initialize")!();
    }

    public Instance Instance { get; }

    public void Run(string test) => Instance.GetAction(test)!();

    public void Dispose()
    {
        store.Dispose();
        module.Dispose();
    }

    private static string TextAt(Caller caller, int pointer)
    {
        if (pointer == 0)
        {
            return "no message";
        }

        Memory memory = caller.GetMemory("memory")!;
        return Encoding.Unicode.GetString(memory.GetSpan(pointer, memory.ReadInt32(pointer - 4)));
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
