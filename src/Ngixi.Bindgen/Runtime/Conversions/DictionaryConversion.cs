using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Ngixi.Bindgen.Runtime.Conversions;

/// <summary>A <see cref="Dictionary{TKey, TValue}"/> with keys of text.</summary>
/// <typeparam name="T">The value.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DictionaryConversion<T> : IConversion<Dictionary<string, T>, IReadOnlyDictionary<string, T>>
{
    /// <inheritdoc/>
    public static bool TryRead(IReadOnlyDictionary<string, T> value, [MaybeNullWhen(false)] out Dictionary<string, T> converted, [NotNullWhen(false)] out string? reason)
    {
        converted = value as Dictionary<string, T> ?? new Dictionary<string, T>(value);
        reason = null;
        return true;
    }

    /// <inheritdoc/>
    public static IReadOnlyDictionary<string, T> Write(Dictionary<string, T> value, string name) => BlockWriter.Require(value, name);
}
