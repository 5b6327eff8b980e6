using Ngixi.Bindgen;

namespace Ngixi.Testing.Reports;

/// <summary>Texts of guests and hosts as a terminal and XML can have them.</summary>
internal static class EscapedText
{
    /// <summary>Escapes each line: XML has no room for most controls and for lone surrogates.</summary>
    public static string Lines(string text) =>
        string.Join('\n', text.Split('\n').Select(line => UntrustedText.Escape(line.TrimEnd('\r'))));
}
