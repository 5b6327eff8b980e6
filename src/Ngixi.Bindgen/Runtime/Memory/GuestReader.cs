using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ngixi.Bindgen.Native;
using Ngixi.Bindgen.Runtime.Instances;
using Ngixi.Bindgen.Runtime.Memory;
using Ngixi.Bindgen.Runtime.Values;
using Ngixi.Bindgen.Text;

namespace Ngixi.Bindgen.Runtime;

/// <summary>
/// Reads the memory that a guest points to. Every read is checked first, against the limits of <see cref="GuestOptions"/> and the
/// guest's memory (docs/abi.md, The host's rules). For generated code.
/// </summary>
/// <remarks>
/// The methods that read each argument are inlined, even where a compiler ahead of time would not. A reader whose address is
/// taken lives in memory, and each call would clear it there.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public unsafe ref partial struct GuestReader
{
    /// <summary>Set in a string's length when the text is UTF-16.</summary>
    internal const uint Utf16Tag = 0x8000_0000;

    // Where the guest's memory begins. Asked for once: the guest does not run while its values are read.
    private byte* start;

    private long bytesRead;
    private long itemsRead;
    private int depth;
    private ValueOrigin origin;

    /// <summary>The bytes that the call had read before the current parameter.</summary>
    private long before;

    /// <summary>Bytes that the call may have and that parameter may not: counted as read while it is.</summary>
    private long withheld;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal GuestReader(GuestInstance instance) => Instance = instance;

    internal GuestReader(GuestInstance instance, string export)
    {
        Instance = instance;
        origin = new ValueOrigin(export, null);
    }

    /// <summary>Gets the origin of the values, for errors.</summary>
    internal readonly ValueOrigin Origin => origin;

    internal readonly GuestInstance Instance { get; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal string ReadString(uint pointer, uint length, string name, int maxBytes = int.MaxValue)
    {
        bool isUtf16 = (length & Utf16Tag) != 0;
        uint byteCount = length & ~Utf16Tag;
        ReadOnlySpan<byte> text = Locate(pointer, isUtf16 ? RequireWholeUnits(byteCount, name) : byteCount, name, maxBytes);
        return isUtf16 ? new string(MemoryMarshal.Cast<byte, char>(text)) : Decode(text, origin, name);
    }

    internal GuestText ReadText(uint pointer, uint length, string name, int maxBytes)
    {
        if ((length & Utf16Tag) != 0)
        {
            uint byteCount = RequireWholeUnits(length & ~Utf16Tag, name);
            return new GuestText(MemoryMarshal.Cast<byte, char>(LocateAligned(pointer, byteCount, sizeof(char), name, maxBytes)));
        }

        if (length == 0)
        {
            return default;
        }

        ReadOnlySpan<byte> utf8 = Locate(pointer, length, name, maxBytes);
        char[] buffer = Buffers.Rent<char>(utf8.Length);
        int written = Utf8Decoder.GetChars(utf8, buffer);
        if (written < 0)
        {
            Buffers.Return(buffer);
            throw InvalidUtf8(utf8, origin, name);
        }

        return new GuestText(buffer, written);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Span<T> ReadSpan<T>(uint pointer, uint count, string name, int maxBytes = int.MaxValue)
        where T : unmanaged =>
        MemoryMarshal.Cast<byte, T>(LocateAligned(pointer, (ulong)count * (uint)sizeof(T), (uint)sizeof(T), name, maxBytes));

    /// <summary>Checks the limits, then the range, and only then gives the bytes out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Span<byte> Locate(uint pointer, ulong byteCount, string name, int maxBytes = int.MaxValue)
    {
        if (byteCount == 0)
        {
            return default;
        }

        if (byteCount > (uint)maxBytes && maxBytes != int.MaxValue)
        {
            throw OverParameterLimit(origin, byteCount, name, maxBytes);
        }

        bytesRead += (long)byteCount;
        if (bytesRead > Instance.FreeBytesPerCall)
        {
            ReadObserved(Instance, origin, pointer, (int)byteCount, bytesRead, before, withheld, name);
        }

        ref GuestMemory memory = ref Instance.Memory;
        RequireRange(ref memory, pointer, byteCount, name);
        if (start is null)
        {
            start = memory.At(0);
        }

        return MemoryMarshal.CreateSpan(ref start[pointer], (int)byteCount);
    }

    /// <summary>
    /// Reads more than a call may, or with observers that are told of it. Static and out of line, for the frame of each import.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ReadObserved(
        GuestInstance instance, ValueOrigin origin, uint pointer, int byteCount, long bytesRead, long before, long withheld, string name)
    {
        int maxBytesPerCall = instance.MaxBytesPerCall;
        if (bytesRead > maxBytesPerCall)
        {
            throw OverCallLimit(
                origin,
                maxBytesPerCall,
                bytesRead,
                withheld > 0 ? bytesRead - before - withheld : 0,
                maxBytesPerCall - before - withheld,
                name);
        }

        if (!instance.Memory.Contains(pointer, (uint)byteCount))
        {
            throw origin.OutsideMemory(name, ref instance.Memory, pointer, (uint)byteCount);
        }

        instance.Observation?.Read(pointer, byteCount);
    }

    /// <summary>Checks that bytes lie in the guest's memory. Limits do not matter: nothing is read from there, or just a header.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly void RequireRange(ref GuestMemory memory, uint pointer, ulong byteCount, string name)
    {
        if (!memory.Contains(pointer, byteCount))
        {
            throw origin.OutsideMemory(name, ref memory, pointer, byteCount);
        }
    }

    /// <summary>Nothing lies at 0: it is the null of every language, and a value that is not nullable is not read from there.</summary>
    internal readonly uint RequirePointer(uint pointer, string name) =>
        pointer != 0 ? pointer : throw origin.Null(name);

    private readonly uint RequireWholeUnits(uint byteCount, string name) =>
        byteCount % sizeof(char) == 0 ? byteCount : throw origin.HalfUnit(name, byteCount);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> LocateAligned(uint pointer, ulong byteCount, uint alignment, string name, int maxBytes)
    {
        if (pointer % alignment != 0 && byteCount != 0)
        {
            throw origin.Unaligned(name, pointer, alignment);
        }

        return Locate(pointer, byteCount, name, maxBytes);
    }

    private static string Decode(ReadOnlySpan<byte> utf8, ValueOrigin origin, string name) =>
        Utf8Decoder.GetString(utf8) ?? throw InvalidUtf8(utf8, origin, name);

    private static Exception InvalidUtf8(ReadOnlySpan<byte> utf8, ValueOrigin origin, string name) =>
        origin.Bad(name, $"the text is not valid UTF-8 at byte {Utf8Decoder.IndexOfInvalid(utf8)}");

    private static Exception OverParameterLimit(ValueOrigin origin, ulong byteCount, string name, int maxBytes) =>
        origin.Bad(name, $"{byteCount} bytes are more than the {maxBytes} that the parameter allows");

    /// <param name="origin">Where the value comes from.</param>
    /// <param name="maxBytesPerCall">The limit of the call.</param>
    /// <param name="read">The bytes that the call has read.</param>
    /// <param name="ofParameter">The bytes of the parameter, if it has a limit of its own; otherwise 0.</param>
    /// <param name="maxOfParameter">That limit.</param>
    /// <param name="name">The name of the value in errors.</param>
    private static Exception OverCallLimit(
        ValueOrigin origin, int maxBytesPerCall, long read, long ofParameter, long maxOfParameter, string name) =>
        ofParameter > 0
            ? origin.Bad(name, $"the parameter has {ofParameter} bytes, more than the {maxOfParameter} that it allows")
            : origin.Bad(
                name,
                $"the call's strings and sequences have {read} bytes, more than the {maxBytesPerCall} of "
                + $"{nameof(GuestOptions)}.{nameof(GuestOptions.MaxBytesPerCall)}");
}
