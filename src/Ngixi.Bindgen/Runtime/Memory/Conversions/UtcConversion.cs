using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Ngixi.Bindgen.Runtime.Conversions;

/// <summary>A <see cref="DateTime"/> in UTC.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct UtcConversion : IConversion<DateTime, DateTimeOffset>
{
    /// <inheritdoc/>
    public static bool TryRead(DateTimeOffset value, out DateTime converted, [NotNullWhen(false)] out string? reason)
    {
        converted = value.UtcDateTime;
        reason = null;
        return true;
    }

    /// <inheritdoc/>
    public static DateTimeOffset Write(DateTime value, string name) => value.Kind == DateTimeKind.Utc
        ? new DateTimeOffset(value)
        : throw new ArgumentException(
            $"A DateTime of {nameof(DateTimeKind)}.{value.Kind} where only UTC crosses: {name}. "
            + $"Convert it with {nameof(DateTime.ToUniversalTime)}, or use a {nameof(DateTimeOffset)}.");
}
