using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Ngixi.Bindgen.Runtime.Conversions;

/// <summary>A <see cref="HashSet{T}"/>: each item once, in no order.</summary>
/// <typeparam name="T">The item.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct HashSetConversion<T> : IConversion<HashSet<T>, T[]>
{
    /// <inheritdoc/>
    public static bool TryRead(T[] value, [MaybeNullWhen(false)] out HashSet<T> converted, [NotNullWhen(false)] out string? reason)
    {
        converted = SeededComparer<T>.SetOf(value);
        reason = null;
        return true;
    }

    /// <inheritdoc/>
    public static T[] Write(HashSet<T> value, string name) => [.. BlockWriter.Require(value, name)];
}
