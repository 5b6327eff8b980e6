using System.ComponentModel;

namespace Ngixi.Bindgen.Runtime.Layouts;

/// <summary>A list of anything but numbers: a pointer to a table, and a count.</summary>
/// <typeparam name="T">The item.</typeparam>
/// <typeparam name="TLayout">Its layout.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ListLayout<T, TLayout> : IMemoryLayout<IReadOnlyList<T>>
    where TLayout : IMemoryLayout<T>
{
    /// <inheritdoc/>
    public static int Size => SequencePair.Size;

    /// <inheritdoc/>
    public static int Alignment => SequencePair.Alignment;

    /// <inheritdoc/>
    public static IReadOnlyList<T> Read(ref GuestReader guest, scoped ReadOnlySpan<byte> bytes, string name) =>
        guest.ReadItems<T, TLayout>(bytes, name);

    /// <inheritdoc/>
    public static void Write(ref BlockWriter block, int at, IReadOnlyList<T> value, string name) =>
        block.WriteItems<T, TLayout>(at, BlockWriter.Require(value, name), name);
}
