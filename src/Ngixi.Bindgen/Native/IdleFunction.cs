using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ngixi.Bindgen.Runtime;

namespace Ngixi.Bindgen.Native;

/// <summary>A function in a store that nobody calls: it is there for what a store does with its functions.</summary>
internal static unsafe class IdleFunction
{
    /// <summary>Makes one.</summary>
    /// <param name="context">The store's context.</param>
    /// <param name="data">The argument that the store passes to <paramref name="finalizer"/>.</param>
    /// <param name="finalizer">Called when the store is disposed; null for nothing.</param>
    public static FunctionHandle Make(nint context, nint data, delegate* unmanaged[Cdecl]<nint, void> finalizer)
    {
        nint type = FunctionType.Create("()");
        FunctionHandle function;
        NativeMethods.wasmtime_func_new_unchecked(context, type, &NeverCalled, data, finalizer, &function);
        NativeMethods.wasm_functype_delete(type);
        return function;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void* NeverCalled(void* data, void* caller, ValueSlot* slots, ulong count) => null;
}
