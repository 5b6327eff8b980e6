namespace Ngixi.Bindgen.Runtime.Conversions;

/// <summary>Numbers in decimal digits, as docs/abi.md has them: no sign but a minus, no exponent, no spaces, no groups.</summary>
internal static class DecimalText
{
    public static bool IsNumber(string text, bool mayHaveFraction)
    {
        ReadOnlySpan<char> digits = WithoutSign(text);
        int point = mayHaveFraction ? digits.IndexOf('.') : -1;
        return point < 0 ? AreDigits(digits) : AreDigits(digits[..point]) && AreDigits(digits[(point + 1)..]);
    }

    /// <summary>Gets the digits and the point, without the sign and zeros in front.</summary>
    public static ReadOnlySpan<char> Digits(string text)
    {
        ReadOnlySpan<char> digits = WithoutSign(text);
        int first = digits.IndexOfAnyExcept('0');
        return first < 0 ? [] : digits[first..];
    }

    private static ReadOnlySpan<char> WithoutSign(string text) => text.StartsWith('-') ? text.AsSpan(1) : text;

    private static bool AreDigits(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');
}
