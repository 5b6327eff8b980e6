using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Ngixi.Bindgen.Runtime.Layouts;
using Ngixi.Bindgen.Runtime.Memory;
using Ngixi.Bindgen.Runtime.Values;

namespace Ngixi.Bindgen.Runtime;

/// <content>Reads slots: the arguments of an import, and the result of an export (docs/abi.md, Scalars).</content>
public unsafe ref partial struct GuestReader
{
    /// <summary>Checks that an i32 is in the range of a C# type.</summary>
    internal readonly uint RequireAtMost(uint value, uint max, string name) =>
        value <= max ? value : throw origin.OutOfRange(name, value, 0, max);

    /// <inheritdoc cref="RequireAtMost(uint, uint, string)"/>
    internal readonly int RequireBetween(int value, int min, int max, string name) =>
        value >= min && value <= max ? value : throw origin.OutOfRange(name, value, min, max);

    /// <summary>Reads an enum; its value, or with <see cref="FlagsAttribute"/> each of its bits, must be defined.</summary>
    internal readonly T ReadEnum<T>(ValueSlot* slot, string name)
        where T : unmanaged, Enum
    {
        T value = Unsafe.SizeOf<T>() switch
        {
            1 => EnumValues<T>.IsSigned
                ? Unsafe.BitCast<sbyte, T>((sbyte)RequireBetween(slot->Int32, sbyte.MinValue, sbyte.MaxValue, name))
                : Unsafe.BitCast<byte, T>((byte)RequireAtMost(slot->UInt32, byte.MaxValue, name)),
            8 => Unsafe.BitCast<long, T>(slot->Int64),
            2 => EnumValues<T>.IsSigned
                ? Unsafe.BitCast<short, T>((short)RequireBetween(slot->Int32, short.MinValue, short.MaxValue, name))
                : Unsafe.BitCast<ushort, T>((ushort)RequireAtMost(slot->UInt32, ushort.MaxValue, name)),
            _ => Unsafe.BitCast<int, T>(slot->Int32),
        };
        return EnumValues<T>.IsDefined(value) ? value : throw Undefined(origin, value, name);
    }

    /// <summary>Reads the 16 bytes of a GUID, in the order of RFC 4122.</summary>
    internal Guid ReadGuid(uint pointer, string name) => new(Locate(RequirePointer(pointer, name), 16, name), bigEndian: true);

    /// <summary>Reads what has a layout: by a pointer in one slot, or by a pointer and a length in two.</summary>
    internal T ReadStored<T, TLayout>(ValueSlot* slots, string name, int maxBytes = int.MaxValue, int maxItems = int.MaxValue)
        where TLayout : IMemoryLayout<T>
    {
        Span<byte> stored = stackalloc byte[SequencePair.Size];
        BinaryPrimitives.WriteUInt32LittleEndian(stored, slots[0].UInt32);
        if (TLayout.Size == SequencePair.Size)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(stored[sizeof(uint)..], slots[1].UInt32);
            RequireAtMost(stored, maxItems, name);
        }

        return ReadParameter<T, TLayout>(stored[..TLayout.Size], name, maxBytes);
    }

    /// <summary>Gets whether a sequence is null.</summary>
    internal static bool IsNull(ValueSlot* slots) => slots[0].UInt32 == 0 && slots[1].UInt32 == 0;

    private static Exception Undefined<T>(ValueOrigin origin, T value, string name)
        where T : unmanaged, Enum => origin.Bad(name, EnumValues<T>.Excludes(value));
}
