namespace Ngixi.Hosting.Diagnostics;

/// <summary>Reads numbers in the form of source maps: digits of base 64, each with five bits and whether more follow.</summary>
/// <param name="text">The digits, with commas between segments.</param>
internal ref struct VariableLengthReader(ReadOnlySpan<char> text)
{
    private const int MoreFollow = 32;

    private readonly ReadOnlySpan<char> text = text;
    private int position;

    public readonly bool IsAtEnd => position == text.Length;

    public readonly bool IsAtEndOfSegment => IsAtEnd || text[position] == ',';

    public bool TrySkip(char character)
    {
        bool isIt = !IsAtEnd && text[position] == character;
        position += isIt ? 1 : 0;
        return isIt;
    }

    /// <exception cref="FormatException">There is no number of 32 bits.</exception>
    public long Read()
    {
        long value = 0;
        for (int shift = 0; shift <= 30; shift += 5)
        {
            int digit = IsAtEnd ? -1 : DigitOf(text[position++]);
            if (digit < 0)
            {
                throw new FormatException("A mapping ends in a number, or has what is no digit of base 64.");
            }

            value |= (long)(digit & (MoreFollow - 1)) << shift;
            if (digit < MoreFollow)
            {
                // The lowest bit is the sign.
                return (value & 1) == 0 ? value >> 1 : -(value >> 1);
            }
        }

        throw new FormatException("A number of a mapping is too large.");
    }

    private static int DigitOf(char character) => character switch
    {
        >= 'A' and <= 'Z' => character - 'A',
        >= 'a' and <= 'z' => character - 'a' + 26,
        >= '0' and <= '9' => character - '0' + 52,
        '+' => 62,
        '/' => 63,
        _ => -1,
    };
}
