using System.Text;

namespace Ngixi.Capabilities;

/// <summary>What a key may be.</summary>
internal static class KeyRules
{
    /// <summary>Says what is wrong with a key.</summary>
    /// <returns>The words; null where nothing is.</returns>
    public static string? Fault(string key) =>
        key.Length == 0 ? "it is empty"
        : TextFault(key) ?? (HasControl(key) ? "it has a control character" : null);

    /// <summary>Says why a text cannot stand beside keys, as a prefix or as a place between two.</summary>
    /// <returns>The words; null where it can.</returns>
    public static string? TextFault(string text) =>
        text.Length > KeyValueGrant.MaxKeyBytes || Encoding.UTF8.GetByteCount(text) > KeyValueGrant.MaxKeyBytes
            ? $"it has more than {KeyValueGrant.MaxKeyBytes} bytes"
        : HasLoneSurrogate(text) ? "it has half a surrogate pair"
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
