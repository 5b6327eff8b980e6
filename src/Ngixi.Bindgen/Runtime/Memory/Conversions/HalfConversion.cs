using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Ngixi.Bindgen.Runtime.Conversions;

/// <summary>A <see cref="Half"/>: a float, rounded to the nearest.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct HalfConversion : IConversion<Half, float>
{
    /// <inheritdoc/>
    public static bool TryRead(float value, out Half converted, [NotNullWhen(false)] out string? reason)
    {
        converted = (Half)value;
        reason = null;
        return true;
    }

    /// <inheritdoc/>
    public static float Write(Half value, string name) => (float)value;
}
