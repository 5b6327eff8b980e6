using Ngixi.Bindgen;

namespace Ngixi.Testing.Reports;

/// <summary>Texts of guests and hosts as a terminal and XML can have them.</summary>
internal static class EscapedText
{
    /// <summary>
    /// Escapes each line: XML has no room for most controls and for lone surrogates. Backticks stay, as nothing quotes the lines.
    /// </summary>
    public static string Lines(string text) =>
        string.Join('\n', text.Split('\n').Select(line => string.Join('`', line.TrimEnd('\r').Split('`').Select(UntrustedText.Escape))));
}
