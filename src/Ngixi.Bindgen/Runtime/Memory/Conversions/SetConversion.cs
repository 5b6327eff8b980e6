using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Ngixi.Bindgen.Runtime.Conversions;

/// <summary>An <see cref="IReadOnlySet{T}"/>: each item once, in no order.</summary>
/// <typeparam name="T">The item.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SetConversion<T> : IConversion<IReadOnlySet<T>, T[]>
{
    /// <inheritdoc/>
    public static bool TryRead(T[] value, [MaybeNullWhen(false)] out IReadOnlySet<T> converted, [NotNullWhen(false)] out string? reason)
    {
        converted = SeededComparer<T>.SetOf(value);
        reason = null;
        return true;
    }

    /// <inheritdoc/>
    public static T[] Write(IReadOnlySet<T> value, string name) => [.. BlockWriter.Require(value, name)];
}
