using System.ComponentModel;

namespace Ngixi.Bindgen.Runtime.Layouts;

/// <summary>A dictionary: a pointer to a table of entries, and their count. An entry is the key, then the value.</summary>
/// <typeparam name="T">The value.</typeparam>
/// <typeparam name="TLayout">Its layout.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DictionaryLayout<T, TLayout> : IMemoryLayout<IReadOnlyDictionary<string, T>>
    where TLayout : IMemoryLayout<T>
{
    /// <inheritdoc/>
    public static int Size => SequencePair.Size;

    /// <inheritdoc/>
    public static int Alignment => SequencePair.Alignment;

    /// <inheritdoc/>
    public static IReadOnlyDictionary<string, T> Read(ref GuestReader guest, scoped ReadOnlySpan<byte> bytes, string name) =>
        guest.ReadDictionary<T, TLayout>(bytes, name);

    /// <inheritdoc/>
    public static void Write(ref BlockWriter block, int at, IReadOnlyDictionary<string, T> value, string name) =>
        block.WriteDictionary<T, TLayout>(at, BlockWriter.Require(value, name), name);

    internal static int EntryAlignment => Math.Max(SequencePair.Alignment, TLayout.Alignment);

    internal static int EntrySize => (SequencePair.Size + TLayout.Size + EntryAlignment - 1) / EntryAlignment * EntryAlignment;
}
