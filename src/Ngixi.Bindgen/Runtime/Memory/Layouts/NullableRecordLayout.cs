using System.Buffers.Binary;
using System.ComponentModel;

namespace Ngixi.Bindgen.Runtime.Layouts;

/// <summary>A record or null: a pointer, 0 for null.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <typeparam name="TLayout">Its layout.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct NullableRecordLayout<T, TLayout> : IMemoryLayout<T?>
    where T : class
    where TLayout : IMemoryLayout<T>
{
    /// <inheritdoc/>
    public static int Size => sizeof(uint);

    /// <inheritdoc/>
    public static int Alignment => sizeof(uint);

    /// <inheritdoc/>
    public static T? Read(ref GuestReader guest, scoped ReadOnlySpan<byte> bytes, string name)
    {
        uint pointer = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        return pointer == 0 ? null : guest.ReadPointedTo<T, TLayout>(pointer, name);
    }

    /// <inheritdoc/>
    public static void Write(ref BlockWriter block, int at, T? value, string name)
    {
        if (value is not null)
        {
            block.WritePointedTo<T, TLayout>(at, value, name);
        }
    }
}
