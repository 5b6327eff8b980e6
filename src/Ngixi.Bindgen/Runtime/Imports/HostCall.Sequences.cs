using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ngixi.Bindgen.Runtime.Memory;

namespace Ngixi.Bindgen.Runtime;

/// <content>Strings and sequences: a pointer and a length in two slots (docs/abi.md, Sequences into the host).</content>
public unsafe ref partial struct HostCall
{
    /// <summary>Reads a string: UTF-16 as it is, lone surrogates too, or UTF-8, which must be valid.</summary>
    /// <param name="slot">The slot of the pointer; the length is in the next.</param>
    /// <param name="parameter">The parameter's C# name, for errors.</param>
    /// <param name="maxBytes">The most bytes that the guest may pass.</param>
    /// <returns>A new string.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public string ReadString(int slot, string parameter, int maxBytes = int.MaxValue) =>
        reader.ReadString(slots[slot].UInt32, slots[slot + 1].UInt32, parameter, maxBytes);

    /// <summary>Reads a string, or null where the pointer is 0.</summary>
    /// <inheritdoc cref="ReadString"/>
    /// <returns>A new string, or null.</returns>
    public string? ReadNullableString(int slot, string parameter, int maxBytes = int.MaxValue) =>
        GuestReader.IsNull(slots + slot) ? null : ReadString(slot, parameter, maxBytes);

    /// <summary>Reads text without making a string: a view of guest memory, or a pooled buffer when it must be decoded.</summary>
    /// <inheritdoc cref="ReadString"/>
    /// <returns>The text, to be disposed at the end of the call.</returns>
    public GuestText ReadText(int slot, string parameter, int maxBytes = int.MaxValue)
    {
        if ((slots[slot + 1].UInt32 & GuestReader.Utf16Tag) != 0)
        {
            Instance.HasViews = true;
        }

        return reader.ReadText(slots[slot].UInt32, slots[slot + 1].UInt32, parameter, maxBytes);
    }

    /// <summary>Gets a view of a sequence in guest memory, valid until the import returns or the guest runs.</summary>
    /// <typeparam name="T">The element: a number.</typeparam>
    /// <param name="slot">The slot of the pointer; the count of elements is in the next.</param>
    /// <param name="parameter">The parameter's C# name, for errors.</param>
    /// <param name="maxBytes">The most bytes that the guest may pass.</param>
    /// <returns>The view.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<T> ReadSpan<T>(int slot, string parameter, int maxBytes = int.MaxValue)
        where T : unmanaged
    {
        Instance.HasViews = true;
        return reader.ReadSpan<T>(slots[slot].UInt32, slots[slot + 1].UInt32, parameter, maxBytes);
    }

    /// <summary>Gets a buffer in guest memory that the host may write, valid until the import returns or the guest runs.</summary>
    /// <inheritdoc cref="ReadSpan"/>
    /// <returns>The buffer.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> ReadBuffer<T>(int slot, string parameter, int maxBytes = int.MaxValue)
        where T : unmanaged
    {
        Instance.HasViews = true;
        Span<T> buffer = reader.ReadSpan<T>(slots[slot].UInt32, slots[slot + 1].UInt32, parameter, maxBytes);
        Instance.Observation?.Lend(slots[slot].UInt32, buffer.Length * sizeof(T));
        return buffer;
    }

    /// <summary>Begins to use the guest's memory while a method of the host runs, which may call the guest.</summary>
    public readonly void BeginViews() => Instance.HasViews = true;

    /// <summary>Ends the views that the host's method has had.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void EndViews() => Instance.HasViews = false;

    /// <summary>Copies a sequence.</summary>
    /// <inheritdoc cref="ReadSpan"/>
    /// <returns>A new array.</returns>
    public T[] ReadArray<T>(int slot, string parameter, int maxBytes = int.MaxValue)
        where T : unmanaged => reader.ReadSpan<T>(slots[slot].UInt32, slots[slot + 1].UInt32, parameter, maxBytes).ToArray();

    /// <summary>Copies a sequence, or gets null where the pointer is 0.</summary>
    /// <inheritdoc cref="ReadSpan"/>
    /// <returns>A new array, or null.</returns>
    public T[]? ReadNullableArray<T>(int slot, string parameter, int maxBytes = int.MaxValue)
        where T : unmanaged => GuestReader.IsNull(slots + slot) ? null : ReadArray<T>(slot, parameter, maxBytes);

    /// <summary>Reads the 16 bytes of a GUID, in the order of RFC 4122.</summary>
    /// <param name="slot">The slot of the pointer.</param>
    /// <param name="parameter">The parameter's C# name, for errors.</param>
    /// <returns>The GUID.</returns>
    public Guid ReadGuid(int slot, string parameter) => reader.ReadGuid(slots[slot].UInt32, parameter);

    /// <summary>Reads the 16 bytes of a GUID, or null where the pointer is 0.</summary>
    /// <inheritdoc cref="ReadGuid"/>
    /// <returns>The GUID, or null.</returns>
    public Guid? ReadNullableGuid(int slot, string parameter) => slots[slot].UInt32 == 0 ? null : ReadGuid(slot, parameter);

    /// <summary>
    /// Reads a string of AssemblyScript itself: a pointer to UTF-16 text, its length in bytes in the four bytes before. Empty for null.
    /// </summary>
    /// <param name="slot">The slot of the pointer.</param>
    /// <param name="parameter">The parameter's C# name, for errors.</param>
    /// <param name="longest">How many characters to read of a longer text.</param>
    internal string ReadAssemblyScriptString(int slot, string parameter, int longest = int.MaxValue)
    {
        uint pointer = slots[slot].UInt32;
        if (pointer == 0)
        {
            return "";
        }

        uint byteCount = MemoryMarshal.Read<uint>(reader.Locate(pointer - sizeof(uint), sizeof(uint), parameter));
        if (byteCount >= GuestReader.Utf16Tag)
        {
            throw reader.Origin.Bad(parameter, $"a string of {byteCount} bytes is longer than any");
        }

        return (long)longest * sizeof(char) < byteCount
            ? reader.ReadString(pointer, ((uint)longest * sizeof(char)) | GuestReader.Utf16Tag, parameter) + "…"
            : reader.ReadString(pointer, byteCount | GuestReader.Utf16Tag, parameter);
    }
}
