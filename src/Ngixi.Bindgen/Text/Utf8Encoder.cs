namespace Ngixi.Bindgen.Text;

/// <summary>How UTF-16 becomes UTF-8: as .NET does it, a surrogate that is not one of a pair as U+FFFD.</summary>
internal static class Utf8Encoder
{
    /// <summary>The most bytes that a unit becomes; a pair of surrogates becomes four.</summary>
    private const int MaxBytesPerUnit = 3;

    /// <summary>Gets whether text fits whatever it is, so that its bytes need not be counted first.</summary>
    /// <param name="text">The text.</param>
    /// <param name="room">The bytes that there is room for.</param>
    public static bool FitsSurely(ReadOnlySpan<char> text, long room) => (long)text.Length * MaxBytesPerUnit <= room;
}
