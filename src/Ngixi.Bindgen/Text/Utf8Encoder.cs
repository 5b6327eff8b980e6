using System.Text;

namespace Ngixi.Bindgen.Text;

/// <summary>Encodes UTF-16 as UTF-8. A surrogate that is not one of a pair becomes U+FFFD.</summary>
internal static class Utf8Encoder
{
    /// <summary>The most bytes that a unit becomes; a pair of surrogates becomes four.</summary>
    private const int MaxBytesPerUnit = 3;

    /// <summary>Encodes text where there is room for it whatever it is: its bytes need not be counted first.</summary>
    /// <param name="text">The text.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="written">How many bytes the text became.</param>
    /// <returns>Whether there is so much room. Where there is not, nothing was written.</returns>
    public static bool TryGetBytes(ReadOnlySpan<char> text, Span<byte> destination, out int written)
    {
        if ((long)text.Length * MaxBytesPerUnit > destination.Length)
        {
            written = 0;
            return false;
        }

        written = GetBytes(text, destination);
        return true;
    }

    /// <summary>Counts the bytes that text becomes.</summary>
    /// <param name="text">The text.</param>
    /// <returns>How many.</returns>
    public static int GetByteCount(ReadOnlySpan<char> text) => Encoding.UTF8.GetByteCount(text);

    /// <summary>Encodes text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="destination">Room for it.</param>
    /// <returns>How many bytes the text became.</returns>
    public static int GetBytes(ReadOnlySpan<char> text, Span<byte> destination) => Encoding.UTF8.GetBytes(text, destination);
}
