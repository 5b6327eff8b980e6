using System.Text;
using Ngixi.Benchmarks.Workloads;
using Ngixi.Bindgen.Native;
using Ngixi.Bindgen.Runtime;
using Wasmtime;

namespace Ngixi.Benchmarks.Peers;

/// <summary>
/// What no host in .NET can be below: the native call, and for text the copy into the guest and the new string. It checks
/// nothing, neither what the guest returns nor whether it trapped.
/// </summary>
internal sealed unsafe class FloorExportPeer() : CoreExportPeer(FloorPeer.PeerName)
{
    public override string? WhyNot(Workload workload) =>
        workload.Export == "reprice" ? "reads and writes no record" : base.WhyNot(workload);

    protected override Func<int, int> Start(Instance instance, Workload workload)
    {
        nint context = WasmtimeInternals.ContextOf(WasmtimeInternals.StoreOf(instance));
        FunctionHandle function = GuestExports.Find(context, WasmtimeInternals.HandleOf(instance), Encoding.UTF8.GetBytes(workload.Export));
        byte* memory = (byte*)instance.GetMemory("memory")!.GetPointer();
        return ExportLoops.Of(
            workload,
            (left, right) =>
            {
                ValueSlot* slots = stackalloc ValueSlot[2];
                *(int*)slots = left;
                *(int*)(slots + 1) = right;
                Call(context, function, slots, 2);
                return *(int*)slots;
            },
            text =>
            {
                uint* pair = (uint*)(memory + ExportGuest.Block);
                pair[0] = 2 * sizeof(uint);
                pair[1] = (uint)text.Length * sizeof(char);
                text.CopyTo(new Span<char>(pair + 2, text.Length));
                ValueSlot* slots = stackalloc ValueSlot[1];
                *(int*)slots = (2 * sizeof(uint)) + (text.Length * sizeof(char));
                Call(context, function, slots, 1);
                ulong result = *(ulong*)slots;
                return new string(new ReadOnlySpan<char>(memory + (result >> 32), (int)result / sizeof(char)));
            },
            product => product);
    }

    private static void Call(nint context, FunctionHandle function, ValueSlot* slots, nuint count)
    {
        nint trap;
        NativeMethods.wasmtime_func_call_unchecked(context, &function, slots, count, &trap);
    }
}
