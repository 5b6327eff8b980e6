using Ngixi.Bindgen.Runtime.Values;

namespace Ngixi.Bindgen.Runtime;

/// <content>Scalars: a value out of range of the C# type is a bad argument (docs/abi.md, Scalars).</content>
public unsafe ref partial struct HostCall
{
    /// <summary>Reads an i32 that must be 0 or 1.</summary>
    /// <param name="slot">The argument's slot.</param>
    /// <param name="parameter">The parameter's C# name, for errors.</param>
    /// <returns>The value.</returns>
    public readonly bool ReadBoolean(int slot, string parameter) => reader.RequireAtMost(slots[slot].UInt32, 1, parameter) != 0;

    /// <summary>Reads an i32 in the range of <see cref="sbyte"/>.</summary>
    /// <inheritdoc cref="ReadBoolean"/>
    public readonly sbyte ReadSByte(int slot, string parameter) =>
        (sbyte)reader.RequireBetween(slots[slot].Int32, sbyte.MinValue, sbyte.MaxValue, parameter);

    /// <summary>Reads an i32 in the range of <see cref="byte"/>.</summary>
    /// <inheritdoc cref="ReadBoolean"/>
    public readonly byte ReadByte(int slot, string parameter) => (byte)reader.RequireAtMost(slots[slot].UInt32, byte.MaxValue, parameter);

    /// <summary>Reads an i32 in the range of <see cref="short"/>.</summary>
    /// <inheritdoc cref="ReadBoolean"/>
    public readonly short ReadInt16(int slot, string parameter) =>
        (short)reader.RequireBetween(slots[slot].Int32, short.MinValue, short.MaxValue, parameter);

    /// <summary>Reads an i32 in the range of <see cref="ushort"/>.</summary>
    /// <inheritdoc cref="ReadBoolean"/>
    public readonly ushort ReadUInt16(int slot, string parameter) =>
        (ushort)reader.RequireAtMost(slots[slot].UInt32, ushort.MaxValue, parameter);

    /// <summary>Reads an i32 in the range of <see cref="char"/>, one UTF-16 code unit.</summary>
    /// <inheritdoc cref="ReadBoolean"/>
    public readonly char ReadChar(int slot, string parameter) => (char)reader.RequireAtMost(slots[slot].UInt32, char.MaxValue, parameter);

    /// <summary>Reads an i32.</summary>
    /// <param name="slot">The argument's slot.</param>
    /// <returns>The value.</returns>
    public readonly int ReadInt32(int slot) => slots[slot].Int32;

    /// <summary>Reads an i32 as unsigned.</summary>
    /// <inheritdoc cref="ReadInt32"/>
    public readonly uint ReadUInt32(int slot) => slots[slot].UInt32;

    /// <summary>Reads an i64.</summary>
    /// <inheritdoc cref="ReadInt32"/>
    public readonly long ReadInt64(int slot) => slots[slot].Int64;

    /// <summary>Reads an i64 as unsigned.</summary>
    /// <inheritdoc cref="ReadInt32"/>
    public readonly ulong ReadUInt64(int slot) => (ulong)slots[slot].Int64;

    /// <summary>Reads an f32; the payload of a NaN is kept.</summary>
    /// <inheritdoc cref="ReadInt32"/>
    public readonly float ReadSingle(int slot) => slots[slot].Single;

    /// <summary>Reads an f64; the payload of a NaN is kept.</summary>
    /// <inheritdoc cref="ReadInt32"/>
    public readonly double ReadDouble(int slot) => slots[slot].Double;

    /// <summary>Reads nanoseconds since 1970, rounded down to 100; in UTC.</summary>
    /// <inheritdoc cref="ReadInt32"/>
    public readonly DateTimeOffset ReadDateTimeOffset(int slot) => Nanoseconds.ToInstant(slots[slot].Int64);

    /// <summary>Reads nanoseconds, rounded down to 100.</summary>
    /// <inheritdoc cref="ReadInt32"/>
    public readonly TimeSpan ReadTimeSpan(int slot) => Nanoseconds.ToDuration(slots[slot].Int64);

    /// <summary>Reads an enum; its value, or with <see cref="FlagsAttribute"/> each of its bits, must be defined.</summary>
    /// <typeparam name="T">The enum.</typeparam>
    /// <param name="slot">The argument's slot.</param>
    /// <param name="parameter">The parameter's C# name, for errors.</param>
    /// <returns>The value.</returns>
    public readonly T ReadEnum<T>(int slot, string parameter)
        where T : unmanaged, Enum => reader.ReadEnum<T>(slots + slot, parameter);

    /// <summary>Returns an i32: 0 or 1.</summary>
    /// <param name="value">The result.</param>
    public readonly void Return(bool value) => slots[0].Int32 = value ? 1 : 0;

    /// <summary>Returns an i32.</summary>
    /// <param name="value">The result.</param>
    public readonly void Return(int value) => slots[0].Int32 = value;

    /// <summary>Returns an i32 from an unsigned value.</summary>
    /// <param name="value">The result.</param>
    public readonly void Return(uint value) => slots[0].UInt32 = value;

    /// <summary>Returns an i32: one UTF-16 code unit.</summary>
    /// <param name="value">The result.</param>
    public readonly void Return(char value) => slots[0].UInt32 = value;

    /// <summary>Returns an i64.</summary>
    /// <param name="value">The result.</param>
    public readonly void Return(long value) => slots[0].Int64 = value;

    /// <summary>Returns an i64 from an unsigned value.</summary>
    /// <param name="value">The result.</param>
    public readonly void Return(ulong value) => slots[0].Int64 = (long)value;

    /// <summary>Returns an f32; the payload of a NaN is kept.</summary>
    /// <param name="value">The result.</param>
    public readonly void Return(float value) => slots[0].Single = value;

    /// <summary>Returns an f64; the payload of a NaN is kept.</summary>
    /// <param name="value">The result.</param>
    public readonly void Return(double value) => slots[0].Double = value;

    /// <summary>Returns nanoseconds since 1970.</summary>
    /// <param name="value">The result, 1677-09-21 to 2262-04-11.</param>
    public readonly void Return(DateTimeOffset value) => Return(Nanoseconds.Of(value, ResultName));

    /// <summary>Returns nanoseconds.</summary>
    /// <param name="value">The result, up to 292 years.</param>
    public readonly void Return(TimeSpan value) => Return(Nanoseconds.Of(value, ResultName));
}
