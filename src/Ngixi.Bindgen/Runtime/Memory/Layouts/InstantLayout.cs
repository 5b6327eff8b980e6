using System.Buffers.Binary;
using System.ComponentModel;
using Ngixi.Bindgen.Runtime.Values;

namespace Ngixi.Bindgen.Runtime.Layouts;

/// <summary>A point in time: 64 bits of nanoseconds since 1970-01-01 UTC.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct InstantLayout : IMemoryLayout<DateTimeOffset>
{
    /// <inheritdoc/>
    public static int Size => sizeof(long);

    /// <inheritdoc/>
    public static int Alignment => sizeof(long);

    /// <inheritdoc/>
    public static DateTimeOffset Read(ref GuestReader guest, scoped ReadOnlySpan<byte> bytes, string name) =>
        Nanoseconds.ToInstant(BinaryPrimitives.ReadInt64LittleEndian(bytes));

    /// <inheritdoc/>
    public static void Write(ref BlockWriter block, int at, DateTimeOffset value, string name) =>
        BinaryPrimitives.WriteInt64LittleEndian(block.At(at, Size), Nanoseconds.Of(value, name));
}
