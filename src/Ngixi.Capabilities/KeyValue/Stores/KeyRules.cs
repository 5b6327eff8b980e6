using System.Text;

namespace Ngixi.Capabilities;

/// <summary>What a key may be.</summary>
internal static class KeyRules
{
    /// <summary>Says what is wrong with a key.</summary>
    /// <returns>The words; null where nothing is.</returns>
    public static string? Fault(string key) =>
        key.Length == 0 ? "it is empty"
        : key.Length > KeyValueGrant.MaxKeyBytes || Encoding.UTF8.GetByteCount(key) > KeyValueGrant.MaxKeyBytes
            ? $"it has more than {KeyValueGrant.MaxKeyBytes} bytes"
        : HasControl(key) ? "it has a control character"
        : HasLoneSurrogate(key) ? "it has half a surrogate pair"
        : null;

    public static bool HasLoneSurrogate(ReadOnlySpan<char> text)
    {
        int at = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        while (at >= 0)
        {
            if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
            {
                return true;
            }

            text = text[(at + 2)..];
            at = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        }

        return false;
    }

    private static bool HasControl(string key)
    {
        foreach (char unit in key)
        {
            if (char.IsControl(unit))
            {
                return true;
            }
        }

        return false;
    }
}
