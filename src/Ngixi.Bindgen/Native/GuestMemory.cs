using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ngixi.Bindgen.Native;

/// <summary>
/// The linear memory that an instance exports as <c>memory</c>, found once. Every access is checked against its length
/// (docs/abi.md, The host's rules).
/// </summary>
/// <remarks>
/// A memory never shrinks, so the length seen last is a safe bound, and Wasmtime is asked for it only when a check fails.
/// The start is asked for each time: depending on the engine's configuration it moves when the memory grows. A guest that
/// calls often makes it worth to find out whether it can.
/// </remarks>
internal unsafe struct GuestMemory
{
    /// <summary>
    /// How often a guest may ask before it is tried whether its memory can move: that costs as much as some thousand asks.
    /// </summary>
    internal const int AsksBeforeTry = 10_000;

    private const byte UsualPageSizeLog2 = 16;

    private readonly nint context;
    private readonly MemoryHandle* handle;
    private readonly string? problem;
    private ulong length;
    private byte* fixedStart;
    private int asked;

    private static ReadOnlySpan<byte> Name => "memory"u8;

    // Outside the managed heap: what lies in an object must be pinned for each native call.
    private GuestMemory(nint context, MemoryHandle handle)
    {
        this.context = context;
        this.handle = (MemoryHandle*)NativeMemory.Alloc((nuint)sizeof(MemoryHandle));
        *this.handle = handle;
    }

    private GuestMemory(string problem) => this.problem = problem;

    // No guest's: bytes of the host, which neither grow nor move.
    private GuestMemory(byte* start, int length)
        : this("it points out of its block")
    {
        fixedStart = start;
        this.length = (ulong)length;
    }

    /// <summary>Gets the length in bytes, as it is now; 0 where there is no memory that can be used.</summary>
    public ulong Length => length = handle is null ? 0 : NativeMethods.wasmtime_memory_data_size(context, handle);

    /// <summary>Gets where the memory begins, to be compared; 0 where there is no memory that can be used.</summary>
    public nint Start => handle is null ? 0 : (nint)At(0);

    /// <summary>Makes a memory of a block of the host's.</summary>
    /// <param name="start">The block, which does not move.</param>
    /// <param name="length">Its length in bytes.</param>
    public static GuestMemory OfBlock(byte* start, int length) => new(start, length);

    /// <summary>Finds the memory of the calling instance. The caller must not be the host.</summary>
    public static GuestMemory Of(nint caller, nint context)
    {
        ExternHandle export;
        fixed (byte* name = Name)
        {
            return Take(context, NativeMethods.wasmtime_caller_export_get(caller, name, (nuint)Name.Length, &export) ? &export : null);
        }
    }

    /// <summary>Finds the memory of an instance.</summary>
    public static GuestMemory Of(InstanceHandle instance, nint context)
    {
        ExternHandle export;
        fixed (byte* name = Name)
        {
            return Take(
                context,
                NativeMethods.wasmtime_instance_export_get(context, &instance, name, (nuint)Name.Length, &export) ? &export : null);
        }
    }

    /// <summary>Gets whether <paramref name="byteCount"/> bytes, at least one, at <paramref name="pointer"/> lie in the memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Contains(uint pointer, ulong byteCount)
    {
        // Neither sum nor comparison can wrap: both addends are below 2^36.
        ulong end = pointer + byteCount;
        return end <= length || HasGrownTo(end);
    }

    /// <summary>Says why <see cref="Contains"/> does not accept bytes.</summary>
    public string Excludes(uint pointer, ulong byteCount) =>
        problem ?? $"{byteCount} bytes at 0x{pointer:X8} do not lie in the guest's memory of {Length} bytes";

    /// <summary>Gets a view of bytes that <see cref="Contains"/> accepted; valid until the guest runs again.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> Read(uint pointer, int byteCount) => MemoryMarshal.CreateSpan(ref *At(pointer), byteCount);

    /// <summary>Gets the address of <paramref name="pointer"/>, valid until the guest runs again.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* At(uint pointer)
    {
        byte* start = fixedStart;
        if (start is null)
        {
            start = AskForStart();
        }

        return start + pointer;
    }

    /// <summary>Gives back what the memory took here; it must not be used again.</summary>
    public readonly void Free() => NativeMemory.Free(handle);

    // Out of line, as all that is rare: it would make the code of every import large.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool HasGrownTo(ulong end) => end <= Length;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private byte* AskForStart()
    {
        byte* start = NativeMethods.wasmtime_memory_data(context, handle);
        if (++asked == AsksBeforeTry
            && NativeMethods.wasmtime_memory_page_size_log2(context, handle) == UsualPageSizeLog2
            && FixedMemory.IsUsedBy(context))
        {
            fixedStart = start;
        }

        return start;
    }

    private static GuestMemory Take(nint context, ExternHandle* export)
    {
        if (export is null)
        {
            return new GuestMemory("the guest exports no memory named \"memory\"");
        }

        if (export->Kind != ExternHandle.MemoryKind)
        {
            NativeMethods.wasmtime_extern_delete(export);
            return new GuestMemory(export->Kind == ExternHandle.SharedMemoryKind
                ? "the guest's memory is shared; build the guest without threads"
                : "the guest's export \"memory\" is not a memory");
        }

        nint type = NativeMethods.wasmtime_memory_type(context, &export->Memory);
        bool is64Bit = NativeMethods.wasmtime_memorytype_is64(type);
        NativeMethods.wasm_memorytype_delete(type);
        return is64Bit
            ? new GuestMemory("the guest's memory is 64-bit; build the guest for wasm32")
            : new GuestMemory(context, export->Memory);
    }
}
