using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Ngixi.Bindgen.Text;

namespace Ngixi.Bindgen.Runtime.Conversions;

/// <summary>An <see cref="Int128"/>: its decimal digits.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Int128Conversion : IConversion<Int128, string>
{
    /// <inheritdoc/>
    public static bool TryRead(string value, out Int128 converted, [NotNullWhen(false)] out string? reason)
    {
        converted = default;
        bool isNumber = DecimalText.IsNumber(value, mayHaveFraction: false)
            && Int128.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out converted);
        reason = isNumber ? null : $"{Quoted.Of(value, maxShown: 40)} is not a whole number of 128 bits";
        return isNumber;
    }

    /// <inheritdoc/>
    public static string Write(Int128 value, string name) => value.ToString(CultureInfo.InvariantCulture);
}
