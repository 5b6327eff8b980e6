using System.ComponentModel;

namespace Ngixi.Bindgen.Runtime.Layouts;

/// <summary>An array of numbers: a pointer and a count.</summary>
/// <typeparam name="T">The number.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ArrayLayout<T> : IMemoryLayout<T[]>
    where T : unmanaged
{
    /// <inheritdoc/>
    public static int Size => SequencePair.Size;

    /// <inheritdoc/>
    public static int Alignment => SequencePair.Alignment;

    /// <inheritdoc/>
    public static T[] Read(ref GuestReader guest, scoped ReadOnlySpan<byte> bytes, string name) => guest.ReadNumbers<T>(bytes, name);

    /// <inheritdoc/>
    public static void Write(ref BlockWriter block, int at, T[] value, string name) =>
        block.WriteNumbers<T>(at, BlockWriter.Require(value, name));
}
