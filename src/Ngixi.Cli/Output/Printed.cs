using System.Globalization;
using System.Text;

namespace Ngixi.Cli.Output;

/// <summary>
/// Makes text fit to be printed: nothing of it steers a terminal, moves the cursor or turns the direction of a line. All text goes
/// through here, whoever wrote it.
/// </summary>
internal static class Printed
{
    /// <summary>Escapes a text that may have several lines.</summary>
    public static string Text(string text) => Escape(text, keepsLines: true);

    /// <summary>Escapes a text that is a part of one line.</summary>
    public static string Name(string text) => Escape(text, keepsLines: false);

    /// <summary>Writes a text for an encoding that lacks some of its characters.</summary>
    public static string In(Encoding encoding, string text)
    {
        if (encoding.CodePage is 65001 or 1200 or 12000 || text.All(char.IsAscii))
        {
            return text;
        }

        Encoding strict = Encoding.GetEncoding(encoding.CodePage, EncoderFallback.ExceptionFallback, DecoderFallback.ReplacementFallback);
        StringBuilder fitting = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            string shown = rune.ToString();
            fitting.Append(CanWrite(strict, shown) ? shown : Substitute(rune));
        }

        return fitting.ToString();
    }

    private static string Escape(string text, bool keepsLines)
    {
        if (!text.EnumerateRunes().Any(rune => IsUnsafe(rune, keepsLines)) && !HasLoneSurrogate(text))
        {
            return text;
        }

        StringBuilder escaped = new(text.Length + 16);
        for (int at = 0; at < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, at, out Rune rune))
            {
                Append(escaped, text[at++]);
                continue;
            }

            if (!IsUnsafe(rune, keepsLines))
            {
                escaped.Append(rune.ToString());
            }
            else
            {
                foreach (char unit in rune.ToString())
                {
                    Append(escaped, unit);
                }
            }

            at += rune.Utf16SequenceLength;
        }

        return escaped.ToString();
    }

    private static bool IsUnsafe(Rune rune, bool keepsLines) => rune.Value switch
    {
        '\n' => !keepsLines,
        '\t' => false,
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse,
    };

    private static bool HasLoneSurrogate(string text)
    {
        for (int at = 0; at < text.Length; at++)
        {
            if (char.IsSurrogate(text[at]) && (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[++at])))
            {
                return true;
            }
        }

        return false;
    }

    private static void Append(StringBuilder escaped, char unit) =>
        escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}");

    private static bool CanWrite(Encoding strict, string text)
    {
        try
        {
            _ = strict.GetByteCount(text);
            return true;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }

    private static string Substitute(Rune rune) => rune.Value switch
    {
        '→' => "->",
        '…' => "...",
        '–' => "-",
        '×' => "x",
        '├' or '└' or '│' => "|",
        '─' => "-",
        _ => string.Concat(rune.ToString().Select(unit => $"\\u{(int)unit:X4}")),
    };
}
