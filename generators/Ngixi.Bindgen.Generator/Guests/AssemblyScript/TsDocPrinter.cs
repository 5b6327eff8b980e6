using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Printing;

namespace Ngixi.Bindgen.Generator.Guests.AssemblyScript;

/// <summary>Prints documentation as TSDoc.</summary>
internal static class TsDocPrinter
{
    private const int Width = 80;

    public static void Write(CodeWriter writer, Documentation documentation, IReadOnlyList<(string Source, string Printed)> parameters)
    {
        List<string> lines = [.. Paragraph(documentation.Summary)];
        if (documentation.Remarks.Length > 0)
        {
            AddBlankLine(lines);
            lines.Add("@remarks");
            lines.AddRange(Paragraph(documentation.Remarks));
        }

        List<string> tags = [];
        foreach ((string source, string printed) in parameters)
        {
            if (documentation.Parameters.FirstOrDefault(parameter => parameter.Name == source) is { Text.Length: > 0 } parameter)
            {
                tags.AddRange(Paragraph(parameter.Text, $"@param {printed} - "));
            }
        }

        if (documentation.Returns.Length > 0)
        {
            tags.AddRange(Paragraph(documentation.Returns, "@returns "));
        }

        foreach (NamedText exception in documentation.Exceptions)
        {
            tags.AddRange(Paragraph(exception.Text, $"@throws {{@link {exception.Name}}} "));
        }

        if (documentation.Deprecated is { } deprecated)
        {
            tags.AddRange(Paragraph(deprecated, deprecated.Length == 0 ? "@deprecated" : "@deprecated "));
        }

        if (documentation.IsExperimental)
        {
            tags.Add("@experimental");
        }

        if (tags.Count > 0)
        {
            AddBlankLine(lines);
            lines.AddRange(tags);
        }

        WriteComment(writer, lines);
    }

    public static void Write(CodeWriter writer, Documentation documentation) => Write(writer, documentation, []);

    private static void WriteComment(CodeWriter writer, List<string> lines)
    {
        List<string> wrapped = [.. WrapAll(lines, Width - writer.Indent.Length - " * ".Length)];
        if (wrapped.Count == 0)
        {
            return;
        }

        if (wrapped.Count == 1 && !wrapped[0].StartsWith("@", StringComparison.Ordinal))
        {
            writer.Line($"/** {wrapped[0]} */");
            return;
        }

        writer.Line("/**");
        foreach (string line in wrapped)
        {
            writer.Line($" *{(line.Length == 0 ? "" : " ")}{line}");
        }

        writer.Line(" */");
    }

    private static void AddBlankLine(List<string> lines)
    {
        if (lines.Count > 0)
        {
            lines.Add("");
        }
    }

    private static string[] Paragraph(string markdown, string start = "")
    {
        if (markdown.Length == 0)
        {
            return start.Length == 0 ? [] : [start.TrimEnd()];
        }

        string[] lines = markdown.Split('\n');
        bool isCode = false;
        for (int i = 0; i < lines.Length; i++)
        {
            bool isFence = lines[i] == "```";
            lines[i] = (isCode || isFence ? lines[i].Replace("*/", "*\\/") : Escape(lines[i]));
            isCode ^= isFence;
        }

        lines[0] = start + lines[0];
        return lines;
    }

    private static string Escape(string line)
    {
        string escaped = line.Replace("*/", "*\\/").Replace("{", "\\{").Replace("}", "\\}");
        return escaped.StartsWith("@", StringComparison.Ordinal) ? "\\" + escaped : escaped;
    }

    private static IEnumerable<string> WrapAll(IEnumerable<string> lines, int width)
    {
        bool isCode = false;
        foreach (string line in lines)
        {
            bool isFence = line == "```";
            if (isCode || isFence)
            {
                yield return line;
            }
            else
            {
                foreach (string part in Wrap(line, width))
                {
                    yield return part;
                }
            }

            isCode ^= isFence;
        }
    }

    private static IEnumerable<string> Wrap(string line, int width)
    {
        if (line.Length <= width && !line.StartsWith(" ", StringComparison.Ordinal))
        {
            yield return line;
            yield break;
        }

        string indent = line.StartsWith("- ", StringComparison.Ordinal) || line.StartsWith("@", StringComparison.Ordinal) ? "  " : "";
        string current = "";
        foreach (string word in line.Split(' '))
        {
            if (current.Trim().Length > 0 && current.Length + 1 + word.Length > width)
            {
                yield return current;
                current = indent + word;
            }
            else
            {
                current = current.Length == 0 ? word : $"{current} {word}";
            }
        }

        yield return current;
    }
}
