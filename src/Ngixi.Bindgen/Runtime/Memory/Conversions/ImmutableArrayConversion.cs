using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Ngixi.Bindgen.Runtime.Conversions;

/// <summary>An <see cref="ImmutableArray{T}"/>.</summary>
/// <typeparam name="T">The item.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ImmutableArrayConversion<T> : IConversion<ImmutableArray<T>, T[]>
{
    /// <inheritdoc/>
    public static bool TryRead(T[] value, out ImmutableArray<T> converted, [NotNullWhen(false)] out string? reason)
    {
        converted = ImmutableCollectionsMarshal.AsImmutableArray(value);
        reason = null;
        return true;
    }

    /// <inheritdoc/>
    public static T[] Write(ImmutableArray<T> value, string name) => ImmutableCollectionsMarshal.AsArray(value)
        ?? throw new InvalidOperationException(
            $"A default ImmutableArray where the type of {name} does not allow it: it is none, not an empty one.");
}
