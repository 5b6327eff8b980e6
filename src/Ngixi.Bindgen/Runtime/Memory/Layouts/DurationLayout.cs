using System.Buffers.Binary;
using System.ComponentModel;
using Ngixi.Bindgen.Runtime.Values;

namespace Ngixi.Bindgen.Runtime.Layouts;

/// <summary>A duration: 64 bits of nanoseconds.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DurationLayout : IMemoryLayout<TimeSpan>
{
    /// <inheritdoc/>
    public static int Size => sizeof(long);

    /// <inheritdoc/>
    public static int Alignment => sizeof(long);

    /// <inheritdoc/>
    public static TimeSpan Read(ref GuestReader guest, scoped ReadOnlySpan<byte> bytes, string name) =>
        Nanoseconds.ToDuration(BinaryPrimitives.ReadInt64LittleEndian(bytes));

    /// <inheritdoc/>
    public static void Write(ref BlockWriter block, int at, TimeSpan value, string name) =>
        BinaryPrimitives.WriteInt64LittleEndian(block.At(at, Size), Nanoseconds.Of(value, name));
}
