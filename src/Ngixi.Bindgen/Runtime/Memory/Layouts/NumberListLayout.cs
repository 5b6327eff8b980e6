using System.ComponentModel;
using Ngixi.Bindgen.Runtime.Values;

namespace Ngixi.Bindgen.Runtime.Layouts;

/// <summary>A list of numbers: a pointer and a count.</summary>
/// <typeparam name="T">The number.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct NumberListLayout<T> : IMemoryLayout<IReadOnlyList<T>>
    where T : unmanaged
{
    /// <inheritdoc/>
    public static int Size => SequencePair.Size;

    /// <inheritdoc/>
    public static int Alignment => SequencePair.Alignment;

    /// <inheritdoc/>
    public static IReadOnlyList<T> Read(ref GuestReader guest, scoped ReadOnlySpan<byte> bytes, string name) =>
        guest.ReadNumbers<T>(bytes, name);

    /// <inheritdoc/>
    public static void Write(ref BlockWriter block, int at, IReadOnlyList<T> value, string name) =>
        block.WriteNumbers(at, ListItems.Of(BlockWriter.Require(value, name)));
}
