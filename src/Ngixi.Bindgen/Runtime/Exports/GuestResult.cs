using System.ComponentModel;
using Ngixi.Bindgen.Runtime.Conversions;
using Ngixi.Bindgen.Runtime.Layouts;
using Ngixi.Bindgen.Runtime.Values;

namespace Ngixi.Bindgen.Runtime;

/// <summary>
/// The result of a guest's export, to be read once and before the guest runs again (docs/abi.md, Exports). A value that its
/// C# type does not allow is a <see cref="WasmExportException"/>. For generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public unsafe ref struct GuestResult
{
    /// <summary>The name of the result in errors.</summary>
    private const string Name = "result";

    private readonly ValueSlot* slots;
    private GuestReader reader;

    internal GuestResult(GuestReader reader, ValueSlot* slots)
    {
        this.slots = slots;
        this.reader = reader;
    }

    /// <summary>Reads an i32 that must be 0 or 1.</summary>
    /// <returns>The value.</returns>
    public readonly bool ReadBoolean() => reader.RequireAtMost(slots->UInt32, 1, Name) != 0;

    /// <summary>Reads an i32 in the range of <see cref="sbyte"/>.</summary>
    /// <returns>The value.</returns>
    public readonly sbyte ReadSByte() => (sbyte)reader.RequireBetween(slots->Int32, sbyte.MinValue, sbyte.MaxValue, Name);

    /// <summary>Reads an i32 in the range of <see cref="byte"/>.</summary>
    /// <returns>The value.</returns>
    public readonly byte ReadByte() => (byte)reader.RequireAtMost(slots->UInt32, byte.MaxValue, Name);

    /// <summary>Reads an i32 in the range of <see cref="short"/>.</summary>
    /// <returns>The value.</returns>
    public readonly short ReadInt16() => (short)reader.RequireBetween(slots->Int32, short.MinValue, short.MaxValue, Name);

    /// <summary>Reads an i32 in the range of <see cref="ushort"/>.</summary>
    /// <returns>The value.</returns>
    public readonly ushort ReadUInt16() => (ushort)reader.RequireAtMost(slots->UInt32, ushort.MaxValue, Name);

    /// <summary>Reads an i32 in the range of <see cref="char"/>, one UTF-16 code unit.</summary>
    /// <returns>The value.</returns>
    public readonly char ReadChar() => (char)reader.RequireAtMost(slots->UInt32, char.MaxValue, Name);

    /// <summary>Reads an i32.</summary>
    /// <returns>The value.</returns>
    public readonly int ReadInt32() => slots->Int32;

    /// <summary>Reads an i32 as unsigned.</summary>
    /// <returns>The value.</returns>
    public readonly uint ReadUInt32() => slots->UInt32;

    /// <summary>Reads an i64.</summary>
    /// <returns>The value.</returns>
    public readonly long ReadInt64() => slots->Int64;

    /// <summary>Reads an i64 as unsigned.</summary>
    /// <returns>The value.</returns>
    public readonly ulong ReadUInt64() => (ulong)slots->Int64;

    /// <summary>Reads an f32; the payload of a NaN is kept.</summary>
    /// <returns>The value.</returns>
    public readonly float ReadSingle() => slots->Single;

    /// <summary>Reads an f64; the payload of a NaN is kept.</summary>
    /// <returns>The value.</returns>
    public readonly double ReadDouble() => slots->Double;

    /// <summary>Reads nanoseconds since 1970, rounded down to 100; in UTC.</summary>
    /// <returns>The value.</returns>
    public readonly DateTimeOffset ReadDateTimeOffset() => Nanoseconds.ToInstant(slots->Int64);

    /// <summary>Reads nanoseconds, rounded down to 100.</summary>
    /// <returns>The value.</returns>
    public readonly TimeSpan ReadTimeSpan() => Nanoseconds.ToDuration(slots->Int64);

    /// <summary>Reads an enum; its value, or with <see cref="FlagsAttribute"/> each of its bits, must be defined.</summary>
    /// <typeparam name="T">The enum.</typeparam>
    /// <returns>The value.</returns>
    public readonly T ReadEnum<T>()
        where T : unmanaged, Enum => reader.ReadEnum<T>(slots, Name);

    /// <summary>Reads a string: UTF-16 as it is, lone surrogates too, or UTF-8, which must be valid.</summary>
    /// <returns>A new string.</returns>
    public string ReadString() => reader.ReadString(slots[0].UInt32, slots[1].UInt32, Name);

    /// <summary>Reads a string, or null where the pointer is 0.</summary>
    /// <returns>A new string, or null.</returns>
    public string? ReadNullableString() => GuestReader.IsNull(slots) ? null : ReadString();

    /// <summary>Copies a sequence.</summary>
    /// <typeparam name="T">The element: a number.</typeparam>
    /// <returns>A new array.</returns>
    public T[] ReadArray<T>()
        where T : unmanaged => reader.ReadSpan<T>(slots[0].UInt32, slots[1].UInt32, Name).ToArray();

    /// <summary>Copies a sequence, or gets null where the pointer is 0.</summary>
    /// <typeparam name="T">The element: a number.</typeparam>
    /// <returns>A new array, or null.</returns>
    public T[]? ReadNullableArray<T>()
        where T : unmanaged => GuestReader.IsNull(slots) ? null : ReadArray<T>();

    /// <summary>Reads the 16 bytes of a GUID, in the order of RFC 4122.</summary>
    /// <returns>The GUID.</returns>
    public Guid ReadGuid() => reader.ReadGuid(slots->UInt32, Name);

    /// <summary>Reads the 16 bytes of a GUID, or null where the pointer is 0.</summary>
    /// <returns>The GUID, or null.</returns>
    public Guid? ReadNullableGuid() => slots->UInt32 == 0 ? null : ReadGuid();

    /// <summary>Reads a record.</summary>
    /// <typeparam name="T">The record.</typeparam>
    /// <typeparam name="TLayout">Its layout.</typeparam>
    /// <returns>The record.</returns>
    public T ReadRecord<T, TLayout>()
        where TLayout : IMemoryLayout<T> => ReadStored<T, PointerLayout<T, TLayout>>();

    /// <summary>Reads a list, a dictionary, or a value that may be null.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <typeparam name="TLayout">Its layout: a pointer in one slot, or a pointer and a length in two.</typeparam>
    /// <returns>The value.</returns>
    public T ReadStored<T, TLayout>()
        where TLayout : IMemoryLayout<T> => reader.ReadStored<T, TLayout>(slots, Name);

    /// <summary>Converts what the guest returned to the type of the host.</summary>
    /// <typeparam name="T">The type of the host.</typeparam>
    /// <typeparam name="TBase">The type that it crosses as.</typeparam>
    /// <typeparam name="TConversion">The conversion between the two.</typeparam>
    /// <param name="value">The value of the base type, as it was read.</param>
    /// <returns>The value.</returns>
    public readonly T Convert<T, TBase, TConversion>(TBase value)
        where TConversion : IConversion<T, TBase> => reader.Convert<T, TBase, TConversion>(value, Name);
}
