using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Ngixi.Bindgen.Runtime.Conversions;

/// <summary>A <see cref="Dictionary{TKey, TValue}"/>.</summary>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="T">The value.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DictionaryConversion<TKey, T> : IConversion<Dictionary<TKey, T>, IReadOnlyDictionary<TKey, T>>
    where TKey : notnull
{
    /// <inheritdoc/>
    public static bool TryRead(
        IReadOnlyDictionary<TKey, T> value,
        [MaybeNullWhen(false)] out Dictionary<TKey, T> converted,
        [NotNullWhen(false)] out string? reason)
    {
        converted = value as Dictionary<TKey, T> ?? new Dictionary<TKey, T>(value);
        reason = null;
        return true;
    }

    /// <inheritdoc/>
    public static IReadOnlyDictionary<TKey, T> Write(Dictionary<TKey, T> value, string name) => BlockWriter.Require(value, name);
}
