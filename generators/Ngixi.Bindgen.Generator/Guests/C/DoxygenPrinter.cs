using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Printing;

namespace Ngixi.Bindgen.Generator.Guests.C;

/// <summary>Prints documentation as Doxygen reads it, and editors show it.</summary>
internal static class DoxygenPrinter
{
    /// <param name="names">The names that parameters have in C; others are left out.</param>
    public static void Write(CodeWriter writer, Documentation documentation, IReadOnlyList<(string Source, string Printed)>? names = null)
    {
        List<string> paragraphs =
        [
            documentation.Summary,
            documentation.Remarks,
            string.Join("\n", documentation.Parameters.SelectMany(parameter =>
                (names ?? [])
                    .Where(name => name.Source == parameter.Name)
                    .Select(name => $"@param {name.Printed} {OneLine(parameter.Text)}"))),
            documentation.Returns.Length > 0 ? $"@return {OneLine(documentation.Returns)}" : "",
            documentation.Deprecated is { } message ? $"@deprecated {OneLine(message)}".TrimEnd() : "",
            documentation.IsExperimental ? "@warning Experimental." : "",
        ];
        string text = string.Join("\n\n", paragraphs.Where(paragraph => paragraph.Length > 0));
        if (text.Length > 0)
        {
            // A backslash at the end of a line would continue the comment.
            writer.Lines(text
                .Split('\n')
                .Select(line => $"/// {line}".TrimEnd())
                .Select(line => line.EndsWith("\\", StringComparison.Ordinal) ? line + "." : line));
        }
    }

    private static string OneLine(string text) => string.Join(" ", text.Split(['\n', '\r', ' '], StringSplitOptions.RemoveEmptyEntries));
}
