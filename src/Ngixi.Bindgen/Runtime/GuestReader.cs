using System.Buffers;
using System.ComponentModel;
using System.Runtime.InteropServices;
using Ngixi.Bindgen.Native;
using Ngixi.Bindgen.Text;

namespace Ngixi.Bindgen.Runtime;

/// <summary>
/// Reads what a guest points to. Every read is checked first, against the limits of <see cref="GuestOptions"/> and the
/// guest's memory (docs/abi.md, The host's rules). For generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref partial struct GuestReader
{
    /// <summary>Set in a string's length when the text is UTF-16.</summary>
    internal const uint Utf16Tag = 0x8000_0000;

    private long bytesRead;
    private long itemsRead;
    private int depth;

    /// <summary>The parameter that is being read, while what is in it is.</summary>
    private string? parameter;

    /// <summary>What had been read before the parameter.</summary>
    private long before;

    /// <summary>Bytes that the call may have and the parameter may not: counted as read while the parameter is.</summary>
    private long withheld;

    /// <summary>The export whose result is read, where it is not an import's argument.</summary>
    private readonly string? export;

    internal GuestReader(GuestInstance instance) => Instance = instance;

    internal GuestReader(GuestInstance instance, string export)
    {
        Instance = instance;
        this.export = export;
    }

    internal readonly GuestInstance Instance { get; }

    internal string ReadString(uint pointer, uint length, string name, int maxBytes = int.MaxValue)
    {
        if ((length & Utf16Tag) == 0)
        {
            return Decode(Locate(pointer, length, name, maxBytes), name);
        }

        return ReadUtf16(pointer, length & ~Utf16Tag, name, maxBytes);
    }

    internal string ReadUtf16(uint pointer, uint byteCount, string name, int maxBytes = int.MaxValue) =>
        new(MemoryMarshal.Cast<byte, char>(Locate(pointer, RequireWholeUnits(byteCount, name), name, maxBytes)));

    internal GuestText ReadText(uint pointer, uint length, string name, int maxBytes)
    {
        if ((length & Utf16Tag) != 0)
        {
            uint byteCount = RequireWholeUnits(length & ~Utf16Tag, name);
            return new GuestText(MemoryMarshal.Cast<byte, char>(LocateAligned(pointer, byteCount, sizeof(char), name, maxBytes)));
        }

        ReadOnlySpan<byte> utf8 = Locate(pointer, length, name, maxBytes);
        char[] buffer = ArrayPool<char>.Shared.Rent(utf8.Length);
        int written = Utf8Decoder.GetChars(utf8, buffer);
        if (written < 0)
        {
            ArrayPool<char>.Shared.Return(buffer);
            throw InvalidUtf8(utf8, name);
        }

        return new GuestText(buffer, written);
    }

    internal unsafe Span<T> ReadSpan<T>(uint pointer, uint count, string name, int maxBytes = int.MaxValue)
        where T : unmanaged =>
        MemoryMarshal.Cast<byte, T>(LocateAligned(pointer, (ulong)count * (uint)sizeof(T), (uint)sizeof(T), name, maxBytes));

    /// <summary>Checks the limits, then the range, and only then gives the bytes out.</summary>
    internal Span<byte> Locate(uint pointer, ulong byteCount, string name, int maxBytes = int.MaxValue)
    {
        if (byteCount == 0)
        {
            return default;
        }

        bytesRead += (long)byteCount;
        if (byteCount > (uint)maxBytes || bytesRead > Instance.Options.MaxBytesPerCall)
        {
            throw OverLimit(byteCount, name, maxBytes);
        }

        ref GuestMemory memory = ref Instance.Memory;
        if (!memory.Contains(pointer, byteCount))
        {
            throw BadArgument(name, memory.Excludes(pointer, byteCount));
        }

        return memory.Read(pointer, (int)byteCount);
    }

    /// <summary>Nothing lies at 0: it is the null of every language, and a value that is not nullable is not read from there.</summary>
    internal readonly uint RequirePointer(uint pointer, string name) =>
        pointer != 0 ? pointer : throw BadArgument(name, "it is null, which its type does not allow");

    private readonly uint RequireWholeUnits(uint byteCount, string name) =>
        byteCount % sizeof(char) == 0 ? byteCount : throw HalfUnit(byteCount, name);

    private Span<byte> LocateAligned(uint pointer, ulong byteCount, uint alignment, string name, int maxBytes)
    {
        if (pointer % alignment != 0 && byteCount != 0)
        {
            throw Unaligned(pointer, alignment, name);
        }

        return Locate(pointer, byteCount, name, maxBytes);
    }

    private readonly string Decode(ReadOnlySpan<byte> utf8, string name) => Utf8Decoder.GetString(utf8) ?? throw InvalidUtf8(utf8, name);

    // The errors are made out of line: text that is put together in a method keeps it from being inlined.
    private readonly Exception InvalidUtf8(ReadOnlySpan<byte> utf8, string name) =>
        BadArgument(name, $"the text is not valid UTF-8 at byte {Utf8Decoder.IndexOfInvalid(utf8)}");

    private readonly Exception HalfUnit(uint byteCount, string name) =>
        BadArgument(name, $"{byteCount} bytes are not a whole number of UTF-16 code units");

    private readonly Exception Unaligned(uint pointer, uint alignment, string name) =>
        BadArgument(name, $"0x{pointer:X8} is not aligned to {alignment} bytes");

    private readonly Exception OverLimit(ulong byteCount, string name, int maxBytes)
    {
        if (maxBytes != int.MaxValue && byteCount > (uint)maxBytes)
        {
            return BadArgument(name, $"{byteCount} bytes are more than the {maxBytes} that the parameter allows");
        }

        int maxBytesPerCall = Instance.Options.MaxBytesPerCall;
        return withheld > 0
            ? BadArgument(name, $"the parameter has {bytesRead - before - withheld} bytes, more than the {maxBytesPerCall - before - withheld} that it allows")
            : BadArgument(name, $"the call's strings and sequences have {bytesRead} bytes, more than the {maxBytesPerCall} of {nameof(GuestOptions)}.{nameof(GuestOptions.MaxBytesPerCall)}");
    }
}
