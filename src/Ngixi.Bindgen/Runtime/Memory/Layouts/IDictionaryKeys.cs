using System.ComponentModel;

namespace Ngixi.Bindgen.Runtime.Layouts;

/// <summary>Keys of a dictionary that are stored in 64 bits: sign- or zero-extended, as the type of the key is.</summary>
/// <typeparam name="TKey">The key.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IDictionaryKeys<TKey>
{
    /// <summary>Reads a key.</summary>
    /// <param name="stored">The 64 bits.</param>
    /// <param name="key">Gets the key.</param>
    /// <returns>The reason why it is none, as the end of a sentence; or null.</returns>
    static abstract string? Read(long stored, out TKey key);

    /// <summary>Gets the 64 bits of a key.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The bits.</returns>
    static abstract long Write(TKey key);
}
