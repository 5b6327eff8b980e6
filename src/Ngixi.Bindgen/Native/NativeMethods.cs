using System.Runtime.InteropServices;
using Ngixi.Bindgen.Runtime;

namespace Ngixi.Bindgen.Native;

/// <summary>The part of Wasmtime's C API that Wasmtime .NET keeps to itself. Nothing outside this folder calls it.</summary>
internal static unsafe partial class NativeMethods
{
    private const string Library = "wasmtime";

    /// <summary>Owns <paramref name="data"/>: calls <paramref name="finalizer"/> when the definition goes, also when it fails.</summary>
    [LibraryImport(Library)]
    public static partial nint wasmtime_linker_define_func_unchecked(
        SafeHandle linker,
        byte* module,
        nuint moduleLength,
        byte* name,
        nuint nameLength,
        nint type,
        delegate* unmanaged[Cdecl]<void*, void*, ValueSlot*, ulong, void*> callback,
        nint data,
        delegate* unmanaged[Cdecl]<nint, void> finalizer);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool wasmtime_linker_get(
        SafeHandle linker, nint context, byte* module, nuint moduleLength, byte* name, nuint nameLength, ExternHandle* item);

    [LibraryImport(Library)]
    public static partial nint wasmtime_linker_instantiate_pre(SafeHandle linker, SafeHandle module, out InstancePreHandle pre);

    [LibraryImport(Library)]
    public static partial nint wasmtime_instance_pre_instantiate(InstancePreHandle pre, nint context, InstanceHandle* instance, nint* trap);

    [LibraryImport(Library)]
    public static partial void wasmtime_instance_pre_delete(nint pre);

    [LibraryImport(Library)]
    public static partial void wasmtime_func_new_unchecked(
        nint context,
        nint type,
        delegate* unmanaged[Cdecl]<void*, void*, ValueSlot*, ulong, void*> callback,
        nint data,
        delegate* unmanaged[Cdecl]<nint, void> finalizer,
        FunctionHandle* function);

    [LibraryImport(Library)]
    public static partial nint wasm_valtype_new(byte kind);

    [LibraryImport(Library)]
    public static partial void wasm_valtype_vec_new(ValueTypeVector* vector, nuint count, nint* types);

    /// <summary>Takes both vectors over.</summary>
    [LibraryImport(Library)]
    public static partial nint wasm_functype_new(ValueTypeVector* parameters, ValueTypeVector* results);

    [LibraryImport(Library)]
    public static partial void wasm_functype_delete(nint type);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool wasmtime_caller_export_get(nint caller, byte* name, nuint nameLength, ExternHandle* item);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool wasmtime_instance_export_get(
        nint context, InstanceHandle* instance, byte* name, nuint nameLength, ExternHandle* item);

    /// <summary>Gets an export by its place. The name is the instance's. Takes time that is linear in the number of all exports.</summary>
    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool wasmtime_instance_export_nth(
        nint context, InstanceHandle* instance, nuint index, byte** name, nuint* nameLength, ExternHandle* item);

    /// <summary>Makes an error, or a trap, or neither. The slots are the arguments, then the results.</summary>
    [LibraryImport(Library)]
    public static partial nint wasmtime_func_call_unchecked(
        nint context, FunctionHandle* function, ValueSlot* slots, nuint count, nint* trap);

    [LibraryImport(Library)]
    public static partial void wasmtime_global_get(nint context, GlobalHandle* global, NativeValue* value);

    [LibraryImport(Library)]
    public static partial void wasmtime_extern_delete(ExternHandle* item);

    [LibraryImport(Library)]
    public static partial nint wasmtime_memory_type(nint context, MemoryHandle* memory);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool wasmtime_memorytype_is64(nint type);

    [LibraryImport(Library)]
    public static partial void wasm_memorytype_delete(nint type);

    [LibraryImport(Library)]
    public static partial byte wasmtime_memory_page_size_log2(nint context, MemoryHandle* memory);

    [LibraryImport(Library)]
    public static partial nint wasmtime_context_get_data(nint context);

    // An engine's handle points to the engine, and a store keeps the engine.
    [LibraryImport(Library)]
    public static partial nint wasmtime_store_new(nint* engine, nint data, delegate* unmanaged[Cdecl]<nint, void> finalizer);

    [LibraryImport(Library)]
    public static partial nint wasmtime_store_context(nint store);

    [LibraryImport(Library)]
    public static partial void wasmtime_store_delete(nint store);

    [LibraryImport(Library)]
    public static partial nint wasmtime_memorytype_new(
        ulong minimum, byte hasMaximum, ulong maximum, byte is64Bit, byte isShared, byte pageSizeLog2, nint* type);

    [LibraryImport(Library)]
    public static partial nint wasmtime_memory_new(nint context, nint type, MemoryHandle* memory);

    [LibraryImport(Library)]
    public static partial nint wasmtime_memory_grow(nint context, MemoryHandle* memory, ulong pages, ulong* pagesBefore);

    [LibraryImport(Library)]
    public static partial void wasmtime_error_delete(nint error);

    /// <summary>Copies the names, and keeps the module by itself.</summary>
    [LibraryImport(Library)]
    public static partial nint wasmtime_guestprofiler_new(
        SafeHandle engine, ByteVector* name, ulong nanoseconds, ProfiledModule* modules, nuint count);

    [LibraryImport(Library)]
    public static partial void wasmtime_guestprofiler_sample(SafeHandle profiler, SafeHandle store, ulong nanoseconds);

    /// <summary>Takes the profiler over, also when it fails.</summary>
    [LibraryImport(Library)]
    public static partial nint wasmtime_guestprofiler_finish(nint profiler, ByteVector* json);

    [LibraryImport(Library)]
    public static partial void wasmtime_guestprofiler_delete(nint profiler);

    [LibraryImport(Library)]
    public static partial void wasm_byte_vec_delete(ByteVector* vector);

    // The next three read a few words, never block and never call back: no transition of the garbage collector is needed.
    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial nint wasmtime_caller_context(nint caller);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial byte* wasmtime_memory_data(nint context, MemoryHandle* memory);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial nuint wasmtime_memory_data_size(nint context, MemoryHandle* memory);
}

/// <summary><c>wasm_valtype_vec_t</c>.</summary>
internal struct ValueTypeVector
{
    public nuint Size;
    public nint Data;
}

/// <summary><c>wasm_byte_vec_t</c>.</summary>
internal unsafe struct ByteVector
{
    public nuint Size;
    public byte* Data;
}

/// <summary><c>wasmtime_guestprofiler_modules_t</c>.</summary>
internal unsafe struct ProfiledModule
{
    public ByteVector* Name;
    public nint Module;
}

/// <summary><c>wasmtime_func_t</c>.</summary>
internal struct FunctionHandle
{
    public ulong Store;
    public nint Private;
}

/// <summary><c>wasmtime_instance_t</c>: a store, and an index whose upper half is not set.</summary>
internal struct InstanceHandle
{
    public ulong Store;
    public ulong Private;

    public readonly uint Index => (uint)Private;
}

/// <summary><c>wasmtime_memory_t</c>.</summary>
internal struct MemoryHandle
{
    public ulong Store;
    public ulong Instance;
    public ulong Index;
}

/// <summary><c>wasmtime_global_t</c>.</summary>
internal struct GlobalHandle
{
    public ulong Store;
    public ulong Private;
    public uint MorePrivate;
}

/// <summary><c>wasmtime_val_t</c>: a tag, then a union of 24 bytes.</summary>
[StructLayout(LayoutKind.Explicit, Size = 32)]
internal struct NativeValue
{
    public const byte Int32Kind = 0;

    [FieldOffset(0)]
    public byte Kind;

    [FieldOffset(8)]
    public int Int32;
}

/// <summary><c>wasmtime_extern_t</c>: a tag, then a union of 24 bytes.</summary>
[StructLayout(LayoutKind.Explicit, Size = 32)]
internal struct ExternHandle
{
    public const byte FunctionKind = 0;
    public const byte GlobalKind = 1;
    public const byte TableKind = 2;
    public const byte MemoryKind = 3;
    public const byte SharedMemoryKind = 4;

    [FieldOffset(0)]
    public byte Kind;

    /// <summary>The store that the item is of, which each kind begins with.</summary>
    [FieldOffset(8)]
    public ulong Store;

    [FieldOffset(8)]
    public MemoryHandle Memory;

    [FieldOffset(8)]
    public FunctionHandle Function;

    [FieldOffset(8)]
    public GlobalHandle Global;
}
