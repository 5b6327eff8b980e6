using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Ngixi.Bindgen.Runtime.Conversions;

/// <summary>A <see cref="List{T}"/>.</summary>
/// <typeparam name="T">The item.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ListConversion<T> : IConversion<List<T>, IReadOnlyList<T>>
{
    /// <inheritdoc/>
    public static bool TryRead(
        IReadOnlyList<T> value, [MaybeNullWhen(false)] out List<T> converted, [NotNullWhen(false)] out string? reason)
    {
        converted = [.. value];
        reason = null;
        return true;
    }

    /// <inheritdoc/>
    public static IReadOnlyList<T> Write(List<T> value, string name) => BlockWriter.Require(value, name);
}
