using System.Text;
using Ngixi.Benchmarks.Contract;
using Ngixi.Benchmarks.Workloads;
using Ngixi.Bindgen;
using Wasmtime;

namespace Ngixi.Benchmarks.Peers;

/// <summary>A host in this process of a guest in AssemblyScript.</summary>
internal abstract class ScriptPeer(string name, string guest) : WasmtimePeer(name)
{
    private readonly Lazy<byte[]> wasm = new(() => File.ReadAllBytes(ScriptGuest.Compile(guest, "--exportRuntime")));

    protected override byte[] WasmFor(Workload workload) => wasm.Value;

    protected override Func<int, int> Start(Instance instance, Workload workload)
    {
        instance.GetAction("_initialize")!();
        instance.GetAction<int, int>("prepare")!(workload.Size == 0 ? 1 : workload.Size, workload.Payload.IsMixed ? 1 : 0);
        return instance.GetFunction<int, int>(workload.Export)!;
    }
}

/// <summary>The generated glue and the generated stubs.</summary>
internal sealed class NgixiScriptPeer() : ScriptPeer("Ngixi.Bindgen", "ngixi")
{
    protected override void Define(Linker linker, Host host, Workload workload)
    {
        linker.DefineHost(host);
        linker.DefineAssemblyScript();
    }
}

/// <summary><c>String.UTF8.encode</c> in the guest and <c>ReadString</c> in the host; results through <c>__new</c>.</summary>
internal sealed class HandWrittenScriptPeer() : ScriptPeer("Wasmtime .NET by hand", "usual")
{
    protected override void Define(Linker linker, Host host, Workload workload) =>
        HandWrittenImports.Define(linker, host, Encoding.UTF8);
}

/// <summary>UTF-16 as it lies in memory, and whatever can be looked up once looked up once.</summary>
internal sealed class LeanScriptPeer() : ScriptPeer("Wasmtime .NET by hand, lean", "lean")
{
    private LeanHandWrittenImports imports = null!;

    protected override void Define(Linker linker, Host host, Workload workload)
    {
        imports = new LeanHandWrittenImports(host, isUtf16: true);
        imports.Define(linker);
    }

    protected override Func<int, int> Start(Instance instance, Workload workload)
    {
        imports.Attach(instance);
        return base.Start(instance, workload);
    }
}
