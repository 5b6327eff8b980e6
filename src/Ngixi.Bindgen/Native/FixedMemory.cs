namespace Ngixi.Bindgen.Native;

/// <summary>
/// Tells whether the memories of a store's engine stay where they are when they grow. By default they do, for 4 GiB of
/// addresses are reserved for each, but a configuration may have less, and Wasmtime has no function that says so.
/// </summary>
/// <remarks>
/// It is tried out: a memory of the engine grows in one step from a page to as much as 32 bits can address. Had it to move,
/// it would be elsewhere, since the old one is there until it is copied; had it no room, it would fail. No page of it is
/// touched, and it is gone after some 20 µs. It is none of a pool's, whose memories never move. The answer is kept by the
/// instance that asked, and not here: that would keep the engine.
/// </remarks>
internal static unsafe class FixedMemory
{
    private const ulong LargestGrowth = 65535;
    private const byte PageSizeLog2 = 16;

    /// <summary>Gets whether no memory with pages of 64 KiB, 32-bit and not shared, ever moves in stores of this one's engine.</summary>
    /// <param name="context">The store's context.</param>
    public static bool IsUsedBy(nint context)
    {
        nint engine = StoreEngine.Of(context);
        return engine != 0 && Try(&engine);
    }

    private static bool Try(nint* engine)
    {
        nint store = NativeMethods.wasmtime_store_new(engine, data: 0, finalizer: null);
        nint context = NativeMethods.wasmtime_store_context(store);
        nint type;
        NativeMethods.wasmtime_memorytype_new(minimum: 1, hasMaximum: 0, maximum: 0, is64Bit: 0, isShared: 0, PageSizeLog2, &type);
        try
        {
            MemoryHandle memory;
            if (Fails(NativeMethods.wasmtime_memory_new(context, type, &memory)))
            {
                return false;
            }

            byte* before = NativeMethods.wasmtime_memory_data(context, &memory);
            ulong pages;
            return !Fails(NativeMethods.wasmtime_memory_grow(context, &memory, LargestGrowth, &pages))
                && NativeMethods.wasmtime_memory_data(context, &memory) == before;
        }
        finally
        {
            NativeMethods.wasm_memorytype_delete(type);
            NativeMethods.wasmtime_store_delete(store);
        }
    }

    private static bool Fails(nint error)
    {
        if (error != 0)
        {
            NativeMethods.wasmtime_error_delete(error);
        }

        return error != 0;
    }
}
