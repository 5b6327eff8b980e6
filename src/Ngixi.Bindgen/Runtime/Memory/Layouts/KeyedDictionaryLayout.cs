using System.ComponentModel;

namespace Ngixi.Bindgen.Runtime.Layouts;

/// <summary>
/// A dictionary whose keys are integers or enums: a pointer to a table of entries, and their count. An entry is the
/// key in 64 bits, then the value.
/// </summary>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TKeys">The form of the key.</typeparam>
/// <typeparam name="T">The value.</typeparam>
/// <typeparam name="TLayout">Its layout.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct KeyedDictionaryLayout<TKey, TKeys, T, TLayout> : IMemoryLayout<IReadOnlyDictionary<TKey, T>>
    where TKey : unmanaged
    where TKeys : IDictionaryKeys<TKey>
    where TLayout : IMemoryLayout<T>
{
    internal const int EntryAlignment = sizeof(long);

    /// <inheritdoc/>
    public static int Size => SequencePair.Size;

    /// <inheritdoc/>
    public static int Alignment => SequencePair.Alignment;

    /// <inheritdoc/>
    public static IReadOnlyDictionary<TKey, T> Read(ref GuestReader guest, scoped ReadOnlySpan<byte> bytes, string name) =>
        guest.ReadDictionary<TKey, TKeys, T, TLayout>(bytes, name);

    /// <inheritdoc/>
    public static void Write(ref BlockWriter block, int at, IReadOnlyDictionary<TKey, T> value, string name) =>
        block.WriteDictionary<TKey, TKeys, T, TLayout>(at, BlockWriter.Require(value, name), name);

    internal static int EntrySize => (sizeof(long) + TLayout.Size + EntryAlignment - 1) / EntryAlignment * EntryAlignment;
}
