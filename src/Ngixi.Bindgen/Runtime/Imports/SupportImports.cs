using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ngixi.Bindgen.Errors;
using Ngixi.Bindgen.Runtime.Instances;
using Wasmtime;

namespace Ngixi.Bindgen.Runtime.Imports;

/// <summary>The imports of the reserved module <c>ngixi</c> that every stub may use (docs/abi.md, Names).</summary>
internal static unsafe class SupportImports
{
    private const string Module = "ngixi";

    private static readonly OwnImport Own = new();

    /// <summary>Defines them unless the linker has them: they come with the first interface, or with a linker's clone.</summary>
    public static void Define(Linker linker)
    {
        try
        {
            ImportBinder.Define(linker, Own, Module, "take", "(i32 i32)", &Take);
            ImportBinder.Define(linker, Own, Module, "last_error", "(i32) -> i32", &LastError);
        }
        catch (WasmtimeException exception) when (exception.Message.Contains("defined twice", StringComparison.Ordinal))
        {
            // The module is reserved, so what is there is ours.
        }
    }

    // ngixi.take(dst_ptr, len): moves what is parked into the guest.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void* Take(void* binding, void* caller, ValueSlot* slots, ulong count)
    {
        try
        {
            GuestInstance instance = GuestInstance.EnterOwn((nint)binding, (nint)caller, slots);
            uint destination = slots[0].UInt32;
            uint length = slots[1].UInt32;
            ref readonly ParkedResult parked = ref instance.Parked;
            if (parked.IsEmpty)
            {
                throw new BadArgumentException("len", "no result is parked: it was taken, or another import was called since");
            }

            if (length != (uint)parked.Content.Length)
            {
                throw new BadArgumentException("len", $"the parked result has {parked.Content.Length} bytes, not {length}");
            }

            new GuestReader(instance).RequireRange(ref instance.Memory, destination, length, "dst_ptr");
            parked.Content.CopyTo(instance.Memory.Read(destination, (int)length));
            instance.DropLeftovers();
            instance.Observation?.Wrote(destination, (int)length);
            instance.Observation?.End(CallOutcome.Returned, null, null);
            return HostCall.Success;
        }
        catch (Exception exception)
        {
            return HostCall.Trap(exception, caller, "ngixi.take");
        }
    }

    // ngixi.last_error(out_ptr) -> i32: the message of the error that the last import ended with, or null.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void* LastError(void* binding, void* caller, ValueSlot* slots, ulong count)
    {
        try
        {
            GuestInstance instance = GuestInstance.Of((nint)caller);
            string? message = instance.LastError;
            HostCall call = new(binding, caller, slots);
            ResultArea area = call.ReadResultArea(0);
            call.ReturnNullableString(area, message);
            instance.LastError = message;
            return call.Complete(area);
        }
        catch (Exception exception)
        {
            return HostCall.Trap(exception, caller, "ngixi.last_error");
        }
    }
}
