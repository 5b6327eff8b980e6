using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Ngixi.Bindgen.Generator.Collections;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Parsing;

/// <summary>
/// Reads documentation comments from the source itself: the compiler's own reading is empty in a project that does not
/// generate a documentation file.
/// </summary>
internal static class DocumentationParser
{
    public static Documentation Parse(ISymbol symbol, CancellationToken cancellation)
    {
        Documentation documentation = symbol.DeclaringSyntaxReferences
            .Select(reference => CommentBefore(reference.GetSyntax(cancellation)))
            .Where(text => text.Length > 0)
            .OrderBy(text => text, StringComparer.Ordinal)
            .Select(text => TryParse(text, out XElement? comment) ? Read(comment!) : null)
            .FirstOrDefault(read => read is not null) ?? Documentation.None;
        return Obsolescences.Of(symbol) is not { } obsolete && !Obsolescences.IsExperimental(symbol)
            ? documentation
            : documentation with
            {
                Deprecated = Obsolescences.Of(symbol) is { } found ? found.Message ?? "" : null,
                IsExperimental = Obsolescences.IsExperimental(symbol),
            };
    }

    /// <summary>
    /// The comment that the compiler takes for that of a declaration, without its slashes and stars: the last one before it, and
    /// what stands before that with nothing but white space between.
    /// </summary>
    private static string CommentBefore(SyntaxNode node)
    {
        if (!node.HasLeadingTrivia)
        {
            return "";
        }

        List<string> parts = [];
        foreach (SyntaxTrivia trivia in node.GetLeadingTrivia().Reverse())
        {
            if (trivia.IsKind(SyntaxKind.WhitespaceTrivia) || trivia.IsKind(SyntaxKind.EndOfLineTrivia))
            {
                continue;
            }

            if (TextOf(trivia) is { } text)
            {
                parts.Add(text);
            }
            else if (parts.Count > 0)
            {
                break;
            }
        }

        parts.Reverse();
        return string.Concat(parts);
    }

    /// <summary>
    /// The text of a documentation comment, or null for anything else. In a project without a documentation file it is a plain comment.
    /// </summary>
    private static string? TextOf(SyntaxTrivia trivia)
    {
        string text = trivia.ToFullString();
        return trivia.Kind() switch
        {
            SyntaxKind.SingleLineDocumentationCommentTrivia => WithoutSlashes(text),
            SyntaxKind.SingleLineCommentTrivia
                when text.StartsWith("///", StringComparison.Ordinal) && !text.StartsWith("////", StringComparison.Ordinal) =>
                WithoutSlashes(text),
            SyntaxKind.MultiLineDocumentationCommentTrivia => WithoutStars(text),
            SyntaxKind.MultiLineCommentTrivia
                when text.StartsWith("/**", StringComparison.Ordinal)
                    && !text.StartsWith("/***", StringComparison.Ordinal)
                    && text.Length > "/**/".Length =>
                    WithoutStars(text),
            _ => null,
        };
    }

    private static string WithoutSlashes(string comment) => string.Concat(
        comment.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).Select(line => line.Substring("///".Length) + "\n"));

    private static string WithoutStars(string comment)
    {
        string[] lines = comment.Substring("/**".Length, comment.Length - "/**".Length - "*/".Length).Split('\n');
        return string.Concat(lines.Select((line, index) => (index > 0 ? WithoutStar(line) : line).TrimEnd() + "\n"));
    }

    private static string WithoutStar(string line)
    {
        string trimmed = line.TrimStart();
        return trimmed.StartsWith("*", StringComparison.Ordinal) ? trimmed.Substring(1) : line;
    }

    private static bool TryParse(string text, out XElement? comment)
    {
        try
        {
            // This reader takes no more memory than the text does; the one that XElement makes takes 8 KB.
            using XmlTextReader reader = new($"<doc>{text}</doc>", XmlNodeType.Element, context: null)
            {
                Normalization = true,
                DtdProcessing = DtdProcessing.Prohibit,
            };
            comment = XElement.Load(reader, LoadOptions.PreserveWhitespace);
            return true;
        }
        catch (XmlException)
        {
            // The compiler warns of it (CS1570).
            comment = null;
            return false;
        }
    }

    private static Documentation Read(XElement comment) => new(
        Markdown.From(comment.Element("summary")),
        Markdown.From(comment.Element("remarks")),
        Markdown.From(comment.Element("returns")),
        Named(comment, "param", "name"),
        Named(comment, "exception", "cref"));

    private static EquatableArray<NamedText> Named(XElement comment, string element, string attribute) =>
        comment.Elements(element)
            .Select(item => new NamedText(Markdown.LastName(item.Attribute(attribute)?.Value ?? ""), Markdown.From(item)))
            .ToEquatableArray();
}
