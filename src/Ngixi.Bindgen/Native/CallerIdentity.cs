using System.Runtime.InteropServices;

namespace Ngixi.Bindgen.Native;

/// <summary>
/// Which instance calls, as it lies in Wasmtime's <c>wasmtime_caller_t</c>. Reading it costs three loads, where a store
/// that holds two instances could otherwise tell them apart only by looking an export up by name in every call.
/// </summary>
/// <remarks>
/// The layout is not part of Wasmtime's C API: a store's context, then its instance handle (store id, instance index).
/// <see cref="NativeLayout"/> proves it before the first use.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct CallerIdentity(nint Context, ulong StoreId, uint InstanceIndex)
{
    /// <summary>
    /// Gets whether there is no calling instance: the host itself called the import, directly or through a guest that
    /// exports it again. Wasmtime then names a stand-in at index 0, and asking it for exports has ended processes
    /// (GHSA-hj27-mpw9-ff4c).
    /// </summary>
    public bool IsHost => InstanceIndex == 0;

    public static unsafe ref readonly CallerIdentity Of(nint caller) => ref *(CallerIdentity*)caller;

    /// <summary>Gets whether this is who calls. No two stores of a process have the same id, so the context need not be compared.</summary>
    public unsafe bool Is(nint caller)
    {
        CallerIdentity* other = (CallerIdentity*)caller;
        return StoreId == other->StoreId && InstanceIndex == other->InstanceIndex;
    }
}
