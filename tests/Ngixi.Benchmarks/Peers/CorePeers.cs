using Ngixi.Benchmarks.Contract;
using Ngixi.Benchmarks.Workloads;
using Wasmtime;

namespace Ngixi.Benchmarks.Peers;

/// <summary>A host in this process of the guests in WebAssembly text.</summary>
internal abstract class CorePeer(string name) : WasmtimePeer(name)
{
    protected override byte[] WasmFor(Workload workload) => Module.ConvertText(CoreGuest.Module(workload.Payload));

    protected override Func<int, int> Start(Instance instance, Workload workload)
    {
        Func<int, int, int> loop = instance.GetFunction<int, int, int>(workload.Export)!;
        int length = Length(workload.Payload);
        return calls => loop(calls, length);
    }

    protected virtual int Length(Payload payload) => payload.Bytes.Length;
}

/// <summary>The generated glue.</summary>
internal sealed class NgixiCorePeer() : CorePeer("Ngixi.Bindgen")
{
    protected override void Define(Linker linker, Host host, Workload workload) => linker.DefineHost(host);

    protected override int Length(Payload payload) => payload.TaggedLength;
}

/// <inheritdoc cref="HandWrittenImports"/>
internal sealed class HandWrittenCorePeer() : CorePeer("Wasmtime .NET by hand")
{
    protected override void Define(Linker linker, Host host, Workload workload) =>
        HandWrittenImports.Define(linker, host, workload.Payload.Encoding);
}

/// <inheritdoc cref="LeanHandWrittenImports"/>
internal sealed class LeanCorePeer() : CorePeer("Wasmtime .NET by hand, lean")
{
    private LeanHandWrittenImports imports = null!;

    protected override void Define(Linker linker, Host host, Workload workload)
    {
        imports = new LeanHandWrittenImports(host, workload.Payload.IsUtf16);
        imports.Define(linker);
    }

    protected override Func<int, int> Start(Instance instance, Workload workload)
    {
        imports.Attach(instance);
        return base.Start(instance, workload);
    }
}
