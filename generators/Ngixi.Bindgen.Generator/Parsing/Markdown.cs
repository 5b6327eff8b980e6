using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Ngixi.Bindgen.Generator.Parsing;

/// <summary>Turns the contents of a documentation element into Markdown: one line for each paragraph, list item or line of code.</summary>
internal static class Markdown
{
    // All white space but a single space, which is a space already.
    private static readonly Regex WhiteSpace = new(@"\s\s+|[^\S ]");

    public static string From(XElement? element)
    {
        if (element is null)
        {
            return "";
        }

        StringBuilder text = new();
        Append(text, element);
        string markdown = text.ToString().TrimEnd();
        return markdown.IndexOf('\n') < 0
            ? markdown
            : string.Join("\n", TrimBlank([.. markdown.Split('\n').Select(line => line.TrimEnd())]));
    }

    /// <summary><c>M:Demo.IKeyValue.Get(string)</c> becomes <c>Get</c>.</summary>
    public static string LastName(string reference)
    {
        int end = reference.IndexOfAny(['(', '{', '<']);
        string name = end < 0 ? reference : reference.Substring(0, end);
        return name.Substring(name.LastIndexOfAny(['.', ':']) + 1);
    }

    private static void Append(StringBuilder text, XElement element)
    {
        foreach (XNode node in element.Nodes())
        {
            switch (node)
            {
                case XText words:
                    AppendWords(text, words.Value);
                    break;
                case XElement inner:
                    AppendElement(text, inner);
                    break;
            }
        }
    }

    private static void AppendElement(StringBuilder text, XElement element)
    {
        switch (element.Name.LocalName)
        {
            case "c":
                text.Append('`').Append(element.Value).Append('`');
                break;
            case "code":
                BlankLine(text);
                text.Append("```\n").Append(string.Join("\n", Unindent(element.Value))).Append("\n```\n\n");
                break;
            case "see" or "seealso" when element.Attribute("href") is { } link:
                text.Append('[').Append(element.Value.Length == 0 ? link.Value : element.Value).Append("](").Append(link.Value).Append(')');
                break;
            case "see" or "seealso" when element.Attribute("cref") is { } reference:
                text.Append('`').Append(LastName(reference.Value)).Append('`');
                break;
            case "see" when element.Attribute("langword") is { } word:
                text.Append('`').Append(word.Value).Append('`');
                break;
            case "paramref" or "typeparamref":
                text.Append('`').Append(element.Attribute("name")?.Value).Append('`');
                break;
            case "para":
                BlankLine(text);
                Append(text, element);
                BlankLine(text);
                break;
            case "item":
                NewLine(text);
                text.Append("- ");
                Append(text, element);
                NewLine(text);
                break;
            default:
                Append(text, element);
                break;
        }
    }

    private static void AppendWords(StringBuilder text, string words)
    {
        string line = WhiteSpace.Replace(words, " ");
        text.Append(AtLineStart(text) ? line.TrimStart() : line);
    }

    private static bool AtLineStart(StringBuilder text) => text.Length == 0 || text[text.Length - 1] == '\n';

    private static void NewLine(StringBuilder text)
    {
        while (text.Length > 0 && text[text.Length - 1] == ' ')
        {
            text.Length--;
        }

        if (!AtLineStart(text))
        {
            text.Append('\n');
        }
    }

    private static void BlankLine(StringBuilder text)
    {
        NewLine(text);
        if (text.Length > 0 && !(text.Length > 1 && text[text.Length - 2] == '\n'))
        {
            text.Append('\n');
        }
    }

    private static List<string> Unindent(string code)
    {
        List<string> lines = TrimBlank([.. code.Split('\n').Select(line => line.TrimEnd())]);
        int indent = lines.Where(line => line.Length > 0).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty(0).Min();
        return [.. lines.Select(line => line.Length == 0 ? line : line.Substring(indent))];
    }

    private static List<string> TrimBlank(List<string> lines)
    {
        while (lines.Count > 0 && lines[0].Length == 0)
        {
            lines.RemoveAt(0);
        }

        while (lines.Count > 0 && lines[lines.Count - 1].Length == 0)
        {
            lines.RemoveAt(lines.Count - 1);
        }

        return lines;
    }
}
