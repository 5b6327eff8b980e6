using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Ngixi.Bindgen.Generator.Collections;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Parsing;

/// <summary>
/// Reads documentation comments from the source itself: the compiler's own reading is empty in a project that does not
/// generate a documentation file.
/// </summary>
internal static class DocumentationParser
{
    private const string Start = "///";

    public static Documentation Parse(ISymbol symbol, CancellationToken cancellation)
    {
        foreach (SyntaxReference reference in symbol.DeclaringSyntaxReferences)
        {
            if (TextBefore(reference.GetSyntax(cancellation)) is { } text && TryParse(text, out XElement? comment))
            {
                return Read(comment!);
            }
        }

        return Documentation.None;
    }

    /// <summary>The comment right before a declaration, without its slashes.</summary>
    private static string? TextBefore(SyntaxNode node)
    {
        if (!node.HasLeadingTrivia)
        {
            return null;
        }

        StringBuilder text = new();
        ReadOnlySpan<char> rest = node.GetLeadingTrivia().ToFullString().AsSpan();
        while (!rest.IsEmpty)
        {
            int end = rest.IndexOf('\n');
            ReadOnlySpan<char> line = (end < 0 ? rest : rest.Slice(0, end)).Trim();
            rest = end < 0 ? default : rest.Slice(end + 1);
            if (line.StartsWith(Start.AsSpan(), StringComparison.Ordinal))
            {
                text.Append(line.Slice(Start.Length).ToString()).Append('\n');
            }
        }

        return text.Length == 0 ? null : text.ToString();
    }

    private static bool TryParse(string text, out XElement? comment)
    {
        try
        {
            // This reader takes no more memory than the text does; the one that XElement makes takes 8 KB.
            using XmlTextReader reader = new($"<doc>{text}</doc>", XmlNodeType.Element, context: null) { Normalization = true, DtdProcessing = DtdProcessing.Prohibit };
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
