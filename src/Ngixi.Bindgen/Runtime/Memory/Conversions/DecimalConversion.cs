using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Ngixi.Bindgen.Text;

namespace Ngixi.Bindgen.Runtime.Conversions;

/// <summary>A <see cref="decimal"/>: its digits, with as many behind the point as it has.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DecimalConversion : IConversion<decimal, string>
{
    /// <inheritdoc/>
    public static bool TryRead(string value, out decimal converted, [NotNullWhen(false)] out string? reason)
    {
        bool isNumber = DecimalText.IsNumber(value, mayHaveFraction: true);
        bool isExact = decimal.TryParse(
            value,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out converted)
            && DecimalText.Digits(value).SequenceEqual(DecimalText.Digits(converted.ToString(CultureInfo.InvariantCulture)));
        reason = isNumber && isExact ? null
            : isNumber ? $"{Quoted.Of(value, maxShown: 40)} has more digits than a decimal"
            : $"{Quoted.Of(value, maxShown: 40)} is not a decimal number, such as -12.50";
        return reason is null;
    }

    /// <inheritdoc/>
    public static string Write(decimal value, string name) => value.ToString(CultureInfo.InvariantCulture);
}
