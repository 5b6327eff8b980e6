using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Ngixi.Bindgen.Text;

namespace Ngixi.Bindgen.Runtime.Conversions;

/// <summary>A <see cref="UInt128"/>: its decimal digits.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct UInt128Conversion : IConversion<UInt128, string>
{
    /// <inheritdoc/>
    public static bool TryRead(string value, out UInt128 converted, [NotNullWhen(false)] out string? reason)
    {
        converted = default;
        bool isNumber = DecimalText.IsNumber(value, mayHaveFraction: false)
            && UInt128.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out converted);
        reason = isNumber ? null : $"{Quoted.Of(value, maxShown: 40)} is not a whole number of 128 bits without a sign";
        return isNumber;
    }

    /// <inheritdoc/>
    public static string Write(UInt128 value, string name) => value.ToString(CultureInfo.InvariantCulture);
}
