using System.Buffers;
using System.Globalization;
using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>Text of a guest as logs, spans and metrics have it: cut, and unable to forge a line or to steer a terminal.</summary>
internal static class ShownText
{
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_abcdefghijklmnopqrstuvwxyz{|}~");

    /// <summary>Gets a text, at most <paramref name="maxLength"/> UTF-16 code units of it and then an ellipsis.</summary>
    /// <remarks>Cut first: the work for a text, and with six characters for one what comes of it, have a limit.</remarks>
    public static string Of(ReadOnlySpan<char> text, int maxLength)
    {
        if (text.Length <= maxLength)
        {
            return Escape(text);
        }

        int end = maxLength > 0 && char.IsSurrogatePair(text[maxLength - 1], text[maxLength]) ? maxLength - 1 : maxLength;
        return Escape(text[..end]) + "…";
    }

    /// <inheritdoc cref="Of(ReadOnlySpan{char}, int)"/>
    public static string Of(string text, int maxLength) =>
        text.Length <= maxLength && !text.AsSpan().ContainsAnyExcept(Plain) ? text : Of(text.AsSpan(), maxLength);

    /// <summary>Gets a text like <see cref="Of(ReadOnlySpan{char}, int)"/>, and says how long it was where it is cut.</summary>
    public static string WithLength(ReadOnlySpan<char> text, int maxLength) => text.Length <= maxLength
        ? Escape(text)
        : string.Create(CultureInfo.InvariantCulture, $"{Of(text, maxLength)} ({text.Length:N0} characters)");

    private static string Escape(ReadOnlySpan<char> text) =>
        text.ContainsAnyExcept(Plain) ? UntrustedText.Escape(text.ToString()) : text.ToString();
}
