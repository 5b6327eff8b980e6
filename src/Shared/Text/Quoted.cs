using System.Globalization;
using System.Text;

namespace Ngixi.Bindgen.Text;

/// <summary>Quotes text of a guest for a message or a log: it can neither forge a line nor steer a terminal.</summary>
/// <remarks>The generator, the build and the runtime share this code.</remarks>
internal static class Quoted
{
    /// <summary>The UTF-16 code units of a text that a message shows.</summary>
    public const int MaxShown = 100;

    private const char Mark = '`';

    /// <summary>
    /// Quotes a text in backticks. Controls, format characters such as bidi marks, line separators, lone surrogates,
    /// unassigned characters and backticks become <c>\uXXXX</c>. A longer text is cut, and its length follows.
    /// </summary>
    /// <param name="text">The text, of any length.</param>
    /// <param name="maxShown">The most UTF-16 code units to show; a surrogate pair is kept whole or left out.</param>
    /// <returns>The text in backticks.</returns>
    public static string Of(string text, int maxShown = MaxShown)
    {
        bool isCut = text.Length > maxShown;
        int end = isCut ? EndOfWhole(text, maxShown) : text.Length;
        StringBuilder quoted = new(end + 2);
        quoted.Append(Mark);
        AppendEscaped(quoted, text, end);
        quoted.Append(isCut ? "…" : "").Append(Mark);
        return isCut
            ? quoted.Append(" (").Append(text.Length.ToString("N0", CultureInfo.InvariantCulture)).Append(" characters)").ToString()
            : quoted.ToString();
    }

    /// <summary>Escapes a text without quoting or cutting it, for a message that shows several in one pair of quotes.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The text, with unprintable characters as <c>\uXXXX</c>.</returns>
    public static string Escape(string text)
    {
        StringBuilder escaped = new(text.Length);
        AppendEscaped(escaped, text, text.Length);
        return escaped.ToString();
    }

    private static void AppendEscaped(StringBuilder escaped, string text, int end)
    {
        for (int i = 0; i < end; i++)
        {
            if (i + 1 < end && char.IsSurrogatePair(text[i], text[i + 1]) && IsShown(CharUnicodeInfo.GetUnicodeCategory(text, i)))
            {
                escaped.Append(text[i]).Append(text[i + 1]);
                i++;
            }
            else if (text[i] != Mark && IsShown(CharUnicodeInfo.GetUnicodeCategory(text[i])))
            {
                escaped.Append(text[i]);
            }
            else
            {
                escaped.Append("\\u").Append(((int)text[i]).ToString("x4", CultureInfo.InvariantCulture));
            }
        }
    }

    private static int EndOfWhole(string text, int end) =>
        end > 0 && char.IsSurrogatePair(text[end - 1], text[end]) ? end - 1 : end;

    private static bool IsShown(UnicodeCategory category) => category is not (
        UnicodeCategory.Control
        or UnicodeCategory.Format
        or UnicodeCategory.Surrogate
        or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator);
}
