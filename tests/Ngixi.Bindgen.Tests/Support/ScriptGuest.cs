using Module = Wasmtime.Module;

namespace Ngixi.Bindgen.Tests.Support;

/// <summary>The AssemblyScript guest under <c>guest/</c>, compiled by asc against the stubs that this build wrote.</summary>
internal sealed class ScriptGuest : IDisposable
{
    private static readonly Lazy<byte[]> Wasm = new(() => AssemblyScriptCompiler.Compile("assembly/index.ts", "--optimizeLevel", "3"));

    private readonly Module module;

    public ScriptGuest(Linker linker)
    {
        module = Module.FromBytes(RawGuest.Engine, "script-guest", Wasm.Value);
        Store = new Store(RawGuest.Engine);
        Instance = linker.Instantiate(Store, module);
        Instance.Start();
    }

    public static string Directory => AssemblyScriptCompiler.GuestDirectory;

    public Store Store { get; }

    public Instance Instance { get; }

    public void Run(string test) => Instance.GetAction(test)!();

    public void Dispose()
    {
        Store.Dispose();
        module.Dispose();
    }
}
