using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ngixi.Benchmarks.Contract;
using Ngixi.Benchmarks.Workloads;
using Ngixi.Bindgen.Runtime;
using Wasmtime;

namespace Ngixi.Benchmarks.Peers;

/// <summary>
/// What no host in .NET can be below: a function that native code calls, which does the workload and nothing for it. It
/// does not know which instance calls, nor what implements the import, so it can read no memory.
/// </summary>
internal sealed unsafe class FloorPeer() : CorePeer(PeerName)
{
    public const string PeerName = "floor in .NET";

    private static Host? current;

    public override string? WhyNot(Workload workload) =>
        workload.Export is "nothing" or "add" ? null : "needs to know which instance calls";

    protected override void Define(Linker linker, Host host, Workload workload)
    {
        current = host;
        ImportBinder binder = ImportBinder.For(linker, host);
        binder.Define("host", "nothing", "()", &Nothing);
        binder.Define("host", "add", "(i32 i32) -> i32", &Add);
        linker.DefineUnknownImportsAsTraps(Module!);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void* Nothing(void* binding, void* caller, ValueSlot* slots, ulong count)
    {
        current!.Nothing();
        return HostCall.Success;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void* Add(void* binding, void* caller, ValueSlot* slots, ulong count)
    {
        int* values = (int*)slots;
        values[0] = current!.Add(values[0], values[4]);
        return HostCall.Success;
    }
}
