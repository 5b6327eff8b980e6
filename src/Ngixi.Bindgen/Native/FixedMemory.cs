using System.Runtime.InteropServices;
using Wasmtime;

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

    private static readonly Lazy<int?> EngineOffset = new(FindEngineOffset);

    /// <summary>Gets whether no memory with pages of 64 KiB, 32-bit and not shared, ever moves in stores of this one's engine.</summary>
    /// <param name="context">The store's context.</param>
    public static bool IsUsedBy(nint context)
    {
        if (EngineOffset.Value is not { } offset)
        {
            return false;
        }

        nint engine = *(nint*)(context + offset);
        return Try(&engine);
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

    /// <summary>
    /// Finds where a store keeps its engine: the same place in each store, and what <c>wasm_engine_t</c> points to. A
    /// Wasmtime that keeps it elsewhere is asked for each memory in each call, as is one that a memory moves in.
    /// </summary>
    private static int? FindEngineOffset()
    {
        const int Words = 512;
        using Engine first = new();
        using Engine second = new();
        using Store firstStore = new(first);
        using Store secondStore = new(second);
        using Store thirdStore = new(second);
        int word = new ReadOnlySpan<nint>((void*)WasmtimeInternals.ContextOf(firstStore), Words).IndexOf(AddressOf(first));
        int offset = word * sizeof(nint);
        return word >= 0 && IsAt(offset, secondStore) && IsAt(offset, thirdStore) ? offset : null;

        bool IsAt(int offset, Store store) => *(nint*)(WasmtimeInternals.ContextOf(store) + offset) == AddressOf(second);

        static nint AddressOf(Engine engine) => *(nint*)WasmtimeInternals.HandleOf(engine).DangerousGetHandle();
    }
}
