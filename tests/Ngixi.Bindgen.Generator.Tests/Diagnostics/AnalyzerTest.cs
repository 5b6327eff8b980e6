using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Ngixi.Bindgen.Generator.Tests.Support;

namespace Ngixi.Bindgen.Generator.Tests.Diagnostics;

/// <summary>Checks that the analyzers say what a source marks as <c>{|NGX0001:code|}</c>, there and nowhere else.</summary>
internal static class AnalyzerTest
{
    /// <summary>Gets every analyzer that there is: each test is one for all rules that do not apply, too.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
    [
        .. typeof(BindgenGenerator).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)))
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    /// <summary>Returns the messages, in the order of their places.</summary>
    public static Task<IReadOnlyList<string>> Verify(string markedSource, bool allowUnsafe = true, AnalyzerOptions? options = null)
    {
        MarkedSource source = MarkedSource.Parse(markedSource);
        return Verify(source, Sources.Compile(allowUnsafe, source.Text), options);
    }

    /// <summary>Returns the messages of a source that is compiled in a way of its own.</summary>
    public static Task<IReadOnlyList<string>> Verify(string markedSource, Func<CSharpCompilation, CSharpCompilation> change)
    {
        MarkedSource source = MarkedSource.Parse(markedSource);
        return Verify(source, change(Sources.Compile(source.Text)));
    }

    public static async Task<IEnumerable<Diagnostic>> Errors(CSharpCompilation compilation) =>
        (await Analyze(compilation)).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    /// <summary>What all analyzers say, in the order of its places.</summary>
    public static async Task<IEnumerable<Diagnostic>> Analyze(Compilation compilation, AnalyzerOptions? options = null)
    {
        ImmutableArray<Diagnostic> diagnostics = await compilation
            .WithAnalyzers(Analyzers, options)
            .GetAnalyzerDiagnosticsAsync(CancellationToken.None);

        // An analyzer that throws is reported, and must not be taken for one that has nothing to say.
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Id == "AD0001");
        return diagnostics
            .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal);
    }

    private static async Task<IReadOnlyList<string>> Verify(
        MarkedSource source, CSharpCompilation compilation, AnalyzerOptions? options = null)
    {
        Diagnostic[] actual = [.. await Analyze(compilation, options)];
        Assert.Equal(
            source.Marks.Select(mark => $"{mark.Id} at '{source.Text[mark.Span.Start..mark.Span.End]}'"),
            actual.Select(diagnostic =>
                $"{diagnostic.Id} at '{source.Text[diagnostic.Location.SourceSpan.Start..diagnostic.Location.SourceSpan.End]}'"));

        // The generator leaves out what the analyzers complain of, and does not fail.
        Assert.Null(Sources.Driver().RunGenerators(compilation).GetRunResult().Results.Single().Exception);
        return [.. actual.Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture))];
    }
}
