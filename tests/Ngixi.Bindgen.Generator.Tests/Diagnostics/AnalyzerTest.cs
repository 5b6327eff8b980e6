using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Ngixi.Bindgen.Generator.Analyzers;
using Ngixi.Bindgen.Generator.Tests.Support;

namespace Ngixi.Bindgen.Generator.Tests.Diagnostics;

/// <summary>Checks that the analyzer says what a source marks as <c>{|NGX0001:code|}</c>, there and nowhere else.</summary>
internal static partial class AnalyzerTest
{
    /// <summary>Returns the messages, in the order of their places.</summary>
    public static async Task<IReadOnlyList<string>> Verify(string markedSource, bool allowUnsafe = true, AnalyzerOptions? options = null)
    {
        List<(string Id, TextSpan Span)> expected = [];
        string source = RemoveMarks(markedSource, expected);
        CSharpCompilation compilation = Sources.Compile(allowUnsafe, source);
        ImmutableArray<Diagnostic> actual = await compilation
            .WithAnalyzers([new ContractAnalyzer()], options)
            .GetAnalyzerDiagnosticsAsync(CancellationToken.None);
        Diagnostic[] ordered = [.. actual.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)];

        Assert.Equal(
            expected.OrderBy(mark => mark.Span.Start).ThenBy(mark => mark.Id, StringComparer.Ordinal).Select(mark => $"{mark.Id} at '{source[mark.Span.Start..mark.Span.End]}'"),
            ordered.Select(diagnostic => $"{diagnostic.Id} at '{source[diagnostic.Location.SourceSpan.Start..diagnostic.Location.SourceSpan.End]}'"));
        Assert.All(ordered, diagnostic => Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity));

        // The generator leaves out what the analyzer complains of, and does not fail.
        Assert.Null(Sources.Driver().RunGenerators(compilation).GetRunResult().Results.Single().Exception);
        return [.. ordered.Select(diagnostic => diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture))];
    }

    private static string RemoveMarks(string source, List<(string Id, TextSpan Span)> marks)
    {
        while (Mark().Match(source) is { Success: true } match)
        {
            marks.Add((match.Groups["id"].Value, new TextSpan(match.Index, match.Groups["code"].Length)));
            source = source[..match.Index] + match.Groups["code"].Value + source[(match.Index + match.Length)..];
        }

        return source;
    }

    [GeneratedRegex(@"\{\|(?<id>NGX\d+):(?<code>[^|]*)\|\}")]
    private static partial Regex Mark();
}
