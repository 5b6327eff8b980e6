using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace Ngixi.Bindgen.Generator.Tests.Diagnostics;

/// <summary>A source that marks where a diagnostic is expected, as <c>{|NGX0001:code|}</c>.</summary>
internal sealed partial class MarkedSource
{
    private MarkedSource(string text, IReadOnlyList<(string Id, TextSpan Span)> marks) => (Text, Marks) = (text, marks);

    /// <summary>Gets the source without its marks.</summary>
    public string Text { get; }

    public IReadOnlyList<(string Id, TextSpan Span)> Marks { get; }

    public static MarkedSource Parse(string source)
    {
        StringBuilder text = new();
        List<(string Id, TextSpan Span)> marks = [];
        Stack<(string Id, int Start)> open = [];
        int end = 0;
        foreach (Match match in Border().Matches(source))
        {
            text.Append(source, end, match.Index - end);
            end = match.Index + match.Length;
            if (match.Groups["id"] is { Success: true } id)
            {
                open.Push((id.Value, text.Length));
            }
            else
            {
                (string closed, int start) = open.Pop();
                marks.Add((closed, TextSpan.FromBounds(start, text.Length)));
            }
        }

        Assert.Empty(open);
        text.Append(source, end, source.Length - end);
        return new MarkedSource(
            text.ToString(),
            [.. marks.OrderBy(mark => mark.Span.Start).ThenBy(mark => mark.Id, StringComparer.Ordinal)]);
    }

    [GeneratedRegex(@"\{\|(?<id>NGX\d+):|\|\}")]
    private static partial Regex Border();
}
