using Ngixi.Bindgen.Text;

namespace Ngixi.Bindgen;

/// <summary>Shows text of a guest in a message or a log, where it can neither forge a line nor steer a terminal.</summary>
public static class UntrustedText
{
    /// <summary>
    /// Quotes a text in backticks. Controls, format characters such as bidi marks, line separators, lone surrogates,
    /// unassigned characters and backticks become <c>\uXXXX</c>. A longer text is cut, and its length follows.
    /// </summary>
    /// <param name="text">The text, of any length.</param>
    /// <param name="maxShown">The most UTF-16 code units to show; a surrogate pair is kept whole or left out.</param>
    /// <returns>The text in backticks.</returns>
    public static string Quote(string text, int maxShown = Quoted.MaxShown)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfNegative(maxShown);
        return Quoted.Of(text, maxShown);
    }

    /// <summary>Escapes a text like <see cref="Quote"/>, without quoting or cutting it.</summary>
    /// <param name="text">The text, of any length.</param>
    /// <returns>The text, with unprintable characters and backticks as <c>\uXXXX</c>.</returns>
    public static string Escape(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Quoted.Escape(text);
    }
}
