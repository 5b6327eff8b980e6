using System.Runtime.Intrinsics;

namespace Ngixi.Bindgen.Text;

/// <summary>The numbers of UTF-8 and UTF-16 (RFC 3629, RFC 2781).</summary>
internal static class Utf8Constants
{
    /// <summary>The first lead byte of a character of two bytes.</summary>
    public const byte Lead2 = 0xC0;

    /// <summary>The first lead byte of a character of three bytes.</summary>
    public const byte Lead3 = 0xE0;

    /// <summary>The first lead byte of a character of four bytes.</summary>
    public const byte Lead4 = 0xF0;

    /// <summary>The last continuation byte, 0xBF, as a signed number: all continuation bytes and nothing else are less or equal.</summary>
    public const sbyte LastContinuation = -65;

    /// <summary>The bits of a continuation byte that are the character's.</summary>
    public const byte ContinuationBits = 0x3F;

    /// <summary>The bits of ASCII. A continuation byte has those of its character and none else of them.</summary>
    public const byte AsciiBits = 0x7F;

    /// <summary>The first high surrogate.</summary>
    public const ushort HighSurrogate = 0xD800;

    /// <summary>The first low surrogate.</summary>
    public const ushort LowSurrogate = 0xDC00;

    /// <summary>The bits of a surrogate that are the character's.</summary>
    public const ushort SurrogateBits = 0x03FF;

    /// <summary>The summand that makes bits 10 to 20 of a character its high surrogate: 0xD800, less bits 10 to 20 of 0x10000.</summary>
    public const ushort HighSurrogateOffset = HighSurrogate - (0x10000 >> 10);

    /// <summary>Two continuation bytes, one after the other: an error if no lead byte of three or four is before them.</summary>
    public const byte TwoContinuations = 1 << 7;

    // The errors that two bytes show, each a bit, after Keiser and Lemire.
    private const byte TooShort = 1 << 0;
    private const byte TooLong = 1 << 1;
    private const byte Overlong3 = 1 << 2;
    private const byte TooLarge = 1 << 3;
    private const byte Surrogate = 1 << 4;
    private const byte Overlong2 = 1 << 5;

    /// <summary>0xF5 or more before 0x80 to 0x8F, or overlong in four bytes: both have the second byte in common.</summary>
    private const byte TooLargeOrOverlong4 = 1 << 6;

    /// <summary>Errors that do not depend on the low half of the first byte.</summary>
    private const byte AnyLow1 = TooShort | TooLong | TwoContinuations;

    /// <summary>Gets the errors that the high half of the first byte allows.</summary>
    public static Vector128<byte> ErrorsOfHigh1 => Vector128.Create(
        TooLong, TooLong, TooLong, TooLong, TooLong, TooLong, TooLong, TooLong,
        TwoContinuations, TwoContinuations, TwoContinuations, TwoContinuations,
        TooShort | Overlong2,
        TooShort,
        TooShort | Overlong3 | Surrogate,
        TooShort | TooLarge | TooLargeOrOverlong4);

    /// <summary>Gets the errors that the low half of the first byte allows.</summary>
    public static Vector128<byte> ErrorsOfLow1 => Vector128.Create(
        AnyLow1 | Overlong2 | Overlong3 | TooLargeOrOverlong4,
        AnyLow1 | Overlong2,
        AnyLow1,
        AnyLow1,
        AnyLow1 | TooLarge,
        AnyLow1 | TooLarge | TooLargeOrOverlong4,
        AnyLow1 | TooLarge | TooLargeOrOverlong4,
        AnyLow1 | TooLarge | TooLargeOrOverlong4,
        AnyLow1 | TooLarge | TooLargeOrOverlong4,
        AnyLow1 | TooLarge | TooLargeOrOverlong4,
        AnyLow1 | TooLarge | TooLargeOrOverlong4,
        AnyLow1 | TooLarge | TooLargeOrOverlong4,
        AnyLow1 | TooLarge | TooLargeOrOverlong4,
        AnyLow1 | TooLarge | TooLargeOrOverlong4 | Surrogate,
        AnyLow1 | TooLarge | TooLargeOrOverlong4,
        AnyLow1 | TooLarge | TooLargeOrOverlong4);

    /// <summary>Gets the errors that the high half of the second byte allows.</summary>
    public static Vector128<byte> ErrorsOfHigh2 => Vector128.Create(
        TooShort, TooShort, TooShort, TooShort, TooShort, TooShort, TooShort, TooShort,
        TooLong | TwoContinuations | Overlong2 | Overlong3 | TooLargeOrOverlong4,
        TooLong | TwoContinuations | Overlong2 | Overlong3 | TooLarge,
        TooLong | TwoContinuations | Overlong2 | Surrogate | TooLarge,
        TooLong | TwoContinuations | Overlong2 | Surrogate | TooLarge,
        TooShort, TooShort, TooShort, TooShort);

    /// <summary>Gets the greatest bytes with which text may end: with greater ones it ends in the middle of a character.</summary>
    public static Vector128<byte> LongestEnd => Vector128.Create(
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, Lead4 - 1, Lead3 - 1, (byte)(Lead2 - 1));
}
