using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using Ngixi.Bindgen.Native;

namespace Ngixi.Bindgen.Runtime;

/// <content>Strings and sequences: a pointer and a length in two slots (docs/abi.md, Sequences into the host).</content>
public unsafe ref partial struct HostCall
{
    /// <summary>Set in a string's length when the text is UTF-16.</summary>
    private const uint Utf16Tag = 0x8000_0000;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a string: UTF-16 as it is, lone surrogates too, or UTF-8, which must be valid.</summary>
    /// <param name="slot">The slot of the pointer; the length is in the next.</param>
    /// <param name="parameter">The parameter's C# name, for errors.</param>
    /// <param name="maxBytes">The most bytes that the guest may pass.</param>
    /// <returns>A new string.</returns>
    public string ReadString(int slot, string parameter, int maxBytes = int.MaxValue)
    {
        uint length = slots[slot + 1].UInt32;
        if ((length & Utf16Tag) == 0)
        {
            return Decode(Locate(slots[slot].UInt32, length, parameter, maxBytes), parameter);
        }

        ReadOnlySpan<byte> text = Locate(slots[slot].UInt32, RequireWholeUnits(length & ~Utf16Tag, parameter), parameter, maxBytes);
        return new string(MemoryMarshal.Cast<byte, char>(text));
    }

    /// <summary>Reads a string, or null where the pointer is 0.</summary>
    /// <inheritdoc cref="ReadString"/>
    /// <returns>A new string, or null.</returns>
    public string? ReadNullableString(int slot, string parameter, int maxBytes = int.MaxValue) =>
        IsNull(slot) ? null : ReadString(slot, parameter, maxBytes);

    /// <summary>Reads text without making a string: a view of guest memory, or a pooled buffer when it must be decoded.</summary>
    /// <inheritdoc cref="ReadString"/>
    /// <returns>The text, to be disposed at the end of the call.</returns>
    public GuestText ReadText(int slot, string parameter, int maxBytes = int.MaxValue)
    {
        uint length = slots[slot + 1].UInt32;
        if ((length & Utf16Tag) != 0)
        {
            uint byteCount = RequireWholeUnits(length & ~Utf16Tag, parameter);
            return new GuestText(MemoryMarshal.Cast<byte, char>(LocateAligned(slots[slot].UInt32, byteCount, sizeof(char), parameter, maxBytes)));
        }

        ReadOnlySpan<byte> utf8 = Locate(slots[slot].UInt32, length, parameter, maxBytes);
        char[] buffer = ArrayPool<char>.Shared.Rent(utf8.Length);
        try
        {
            return new GuestText(buffer, StrictUtf8.GetChars(utf8, buffer));
        }
        catch (DecoderFallbackException exception)
        {
            ArrayPool<char>.Shared.Return(buffer);
            throw InvalidUtf8(exception, parameter);
        }
    }

    /// <summary>Gets a view of a sequence in guest memory, valid until the import returns or the guest runs.</summary>
    /// <typeparam name="T">The element: a number.</typeparam>
    /// <param name="slot">The slot of the pointer; the count of elements is in the next.</param>
    /// <param name="parameter">The parameter's C# name, for errors.</param>
    /// <param name="maxBytes">The most bytes that the guest may pass.</param>
    /// <returns>The view; the host may write to it.</returns>
    public Span<T> ReadSpan<T>(int slot, string parameter, int maxBytes = int.MaxValue)
        where T : unmanaged
    {
        ulong byteCount = (ulong)slots[slot + 1].UInt32 * (uint)sizeof(T);
        return MemoryMarshal.Cast<byte, T>(LocateAligned(slots[slot].UInt32, byteCount, (uint)sizeof(T), parameter, maxBytes));
    }

    /// <summary>Copies a sequence.</summary>
    /// <inheritdoc cref="ReadSpan"/>
    /// <returns>A new array.</returns>
    public T[] ReadArray<T>(int slot, string parameter, int maxBytes = int.MaxValue)
        where T : unmanaged => ReadSpan<T>(slot, parameter, maxBytes).ToArray();

    /// <summary>Copies a sequence, or gets null where the pointer is 0.</summary>
    /// <inheritdoc cref="ReadSpan"/>
    /// <returns>A new array, or null.</returns>
    public T[]? ReadNullableArray<T>(int slot, string parameter, int maxBytes = int.MaxValue)
        where T : unmanaged => IsNull(slot) ? null : ReadArray<T>(slot, parameter, maxBytes);

    /// <summary>Reads the 16 bytes of a GUID, in the order of RFC 4122.</summary>
    /// <param name="slot">The slot of the pointer.</param>
    /// <param name="parameter">The parameter's C# name, for errors.</param>
    /// <returns>The GUID.</returns>
    public Guid ReadGuid(int slot, string parameter) => new(Locate(slots[slot].UInt32, 16, parameter, int.MaxValue), bigEndian: true);

    /// <summary>Reads a string of AssemblyScript itself: a pointer to UTF-16 text, its length in bytes in the four bytes before. Empty for null.</summary>
    internal string ReadAssemblyScriptString(int slot, string parameter)
    {
        uint pointer = slots[slot].UInt32;
        if (pointer == 0)
        {
            return "";
        }

        uint byteCount = MemoryMarshal.Read<uint>(Locate(pointer - sizeof(uint), sizeof(uint), parameter, int.MaxValue));
        return new string(MemoryMarshal.Cast<byte, char>(Locate(pointer, RequireWholeUnits(byteCount, parameter), parameter, int.MaxValue)));
    }

    internal static void RequireRange(ref GuestMemory memory, uint pointer, ulong byteCount, string parameter)
    {
        if (!memory.Contains(pointer, byteCount))
        {
            throw OutsideMemory(ref memory, pointer, byteCount, parameter);
        }
    }

    private static string Decode(ReadOnlySpan<byte> utf8, string parameter) => Ascii.IsValid(utf8)
        ? Encoding.Latin1.GetString(utf8)
        : DecodeUtf8(utf8, parameter);

    private static string DecodeUtf8(ReadOnlySpan<byte> utf8, string parameter)
    {
        try
        {
            return StrictUtf8.GetString(utf8);
        }
        catch (DecoderFallbackException exception)
        {
            throw InvalidUtf8(exception, parameter);
        }
    }

    private static BadArgumentException InvalidUtf8(DecoderFallbackException exception, string parameter) =>
        new(parameter, $"the text is not valid UTF-8 at byte {exception.Index}");

    private static uint RequireWholeUnits(uint byteCount, string parameter) =>
        byteCount % sizeof(char) == 0
            ? byteCount
            : throw HalfUnit(byteCount, parameter);

    private readonly bool IsNull(int slot) => slots[slot].UInt32 == 0 && (slots[slot + 1].UInt32 & ~Utf16Tag) == 0;

    private Span<byte> LocateAligned(uint pointer, ulong byteCount, uint alignment, string parameter, int maxBytes)
    {
        if (pointer % alignment != 0 && byteCount != 0)
        {
            throw Unaligned(pointer, alignment, parameter);
        }

        return Locate(pointer, byteCount, parameter, maxBytes);
    }

    /// <summary>Checks the limits, then the range, and only then gives the bytes out.</summary>
    private Span<byte> Locate(uint pointer, ulong byteCount, string parameter, int maxBytes)
    {
        if (byteCount == 0)
        {
            return default;
        }

        bytesRead += (long)byteCount;
        int maxBytesPerCall = instance.Options.MaxBytesPerCall;
        if (byteCount > (uint)maxBytes || bytesRead > maxBytesPerCall)
        {
            throw OverLimit(byteCount, bytesRead, parameter, maxBytes, maxBytesPerCall);
        }

        ref GuestMemory memory = ref instance.Memory;
        RequireRange(ref memory, pointer, byteCount, parameter);
        return memory.Read(pointer, (int)byteCount);
    }

    // The errors are made out of line: text that is put together in a method keeps it from being inlined.
    private static BadArgumentException OutsideMemory(ref GuestMemory memory, uint pointer, ulong byteCount, string parameter) =>
        new(parameter, $"{byteCount} bytes at 0x{pointer:X8} do not lie in the guest's memory of {memory.Length} bytes");

    private static BadArgumentException HalfUnit(uint byteCount, string parameter) =>
        new(parameter, $"{byteCount} bytes are not a whole number of UTF-16 code units");

    private static BadArgumentException Unaligned(uint pointer, uint alignment, string parameter) =>
        new(parameter, $"0x{pointer:X8} is not aligned to {alignment} bytes");

    private static BadArgumentException OverLimit(ulong byteCount, long bytesRead, string parameter, int maxBytes, int maxBytesPerCall) =>
        maxBytes != int.MaxValue && byteCount > (uint)maxBytes
            ? new BadArgumentException(parameter, $"{byteCount} bytes are more than the {maxBytes} that the parameter allows")
            : new BadArgumentException(parameter, $"the call's strings and sequences have {bytesRead} bytes, more than the {maxBytesPerCall} of {nameof(GuestOptions)}.{nameof(GuestOptions.MaxBytesPerCall)}");
}
