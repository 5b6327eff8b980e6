using System.Buffers.Binary;
using System.ComponentModel;
using Ngixi.Bindgen.Runtime.Memory;

namespace Ngixi.Bindgen.Runtime.Layouts;

/// <summary>A value or null: a u32 that is 1 where there is one, then the value at its alignment.</summary>
/// <typeparam name="T">The value.</typeparam>
/// <typeparam name="TLayout">Its layout.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct OptionalLayout<T, TLayout> : IMemoryLayout<T?>
    where T : struct
    where TLayout : IMemoryLayout<T>
{
    /// <inheritdoc/>
    public static int Size => (ValueOffset + TLayout.Size + Alignment - 1) / Alignment * Alignment;

    /// <inheritdoc/>
    public static int Alignment => Math.Max(sizeof(uint), TLayout.Alignment);

    /// <inheritdoc/>
    public static T? Read(ref GuestReader guest, scoped ReadOnlySpan<byte> bytes, string name)
    {
        uint flag = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        return flag switch
        {
            0 => null,
            1 => TLayout.Read(ref guest, bytes.Slice(ValueOffset, TLayout.Size), name),
            _ => throw guest.Origin.Bad(name, $"the flag before the value is {flag}, not 0 or 1"),
        };
    }

    /// <inheritdoc/>
    public static void Write(ref BlockWriter block, int at, T? value, string name)
    {
        if (value is { } present)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(block.At(at, sizeof(uint)), 1);
            TLayout.Write(ref block, at + ValueOffset, present, name);
        }
    }

    private static int ValueOffset => Alignment;
}
