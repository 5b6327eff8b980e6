using System.ComponentModel;

namespace Ngixi.Bindgen.Runtime.Layouts;

/// <summary>Memory of numbers: a pointer and a count.</summary>
/// <typeparam name="T">The number.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ReadOnlyMemoryLayout<T> : IMemoryLayout<ReadOnlyMemory<T>>
    where T : unmanaged
{
    /// <inheritdoc/>
    public static int Size => SequencePair.Size;

    /// <inheritdoc/>
    public static int Alignment => SequencePair.Alignment;

    /// <inheritdoc/>
    public static ReadOnlyMemory<T> Read(ref GuestReader guest, scoped ReadOnlySpan<byte> bytes, string name) =>
        guest.ReadNumbers<T>(bytes, name);

    /// <inheritdoc/>
    public static void Write(ref BlockWriter block, int at, ReadOnlyMemory<T> value, string name) => block.WriteNumbers(at, value.Span);
}
