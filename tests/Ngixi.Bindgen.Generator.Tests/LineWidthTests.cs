using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Ngixi.Bindgen.Generator.Tests.Support;
using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Bindgen.Generator.Tests;

/// <summary>The width of the source: what a reader of two files side by side sees of a line.</summary>
public sealed class LineWidthTests
{
    private const int MaxColumns = 140;

    private static readonly string[] Folders = ["generators", "samples", "src", "tests"];

    [Fact]
    public void No_line_is_longer_than_140_columns()
    {
        string[] files = [.. Folders.SelectMany(folder => SourcesIn(Path.Combine(Troubleshooting.Repository, folder)))];
        Assert.True(files.Length > 300, "The sources were not found.");
        Assert.Empty(files.SelectMany(LongLinesOf));
    }

    [Theory]
    [InlineData("class C; // {0}", 1)]
    [InlineData("class C {{ string text = \"{0}\"; }}", 0)]
    [InlineData("class C {{ string text = $\"{{1}} {0}\"; }}", 0)]
    [InlineData("class C {{ string text = \"\"\"\n{0}\n\"\"\"; }}", 0)]
    [InlineData("class C {{ string text = \"\"; int {0}; }}", 1)]
    public void Only_the_text_of_a_literal_may_be_longer(string source, int expected) =>
        Assert.Equal(expected, LongLinesIn(string.Format(null, source, new string('x', MaxColumns)), mayHaveLongTexts: true).Count());

    [Fact]
    public void Outside_of_tests_only_a_literal_of_several_lines_may_be_longer()
    {
        string text = new('x', MaxColumns);
        Assert.Single(LongLinesIn($"class C {{ string text = \"{text}\"; }}", mayHaveLongTexts: false));
        Assert.Empty(LongLinesIn($"class C {{ string text = \"\"\"\n{text}\n\"\"\"; }}", mayHaveLongTexts: false));
    }

    /// <summary>
    /// The sources that people write: not what is built, generated or approved, and not the cases, which are what tests compile.
    /// </summary>
    private static IEnumerable<string> SourcesIn(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(".verified.cs", StringComparison.Ordinal) && !file.EndsWith(".g.cs", StringComparison.Ordinal))
            .Where(file => !Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"))
            .Where(file => !IsIn(Path.GetDirectoryName(file)!, TestPaths.Cases) && !IsIn(file, TestPaths.Snapshots));

    private static bool IsIn(string path, string folder) =>
        Path.GetFullPath(path).StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static IEnumerable<string> LongLinesOf(string file)
    {
        string name = Path.GetRelativePath(Troubleshooting.Repository, file);
        return LongLinesIn(File.ReadAllText(file), mayHaveLongTexts: name.StartsWith("tests", StringComparison.Ordinal))
            .Select(line => $"{name}:{line}");
    }

    /// <summary>
    /// The numbers of lines that are too long. Those of a literal of several lines are text, and a test may expect a long text.
    /// </summary>
    private static IEnumerable<int> LongLinesIn(string source, bool mayHaveLongTexts)
    {
        SourceText text = SourceText.From(source);
        TextLine[] lines = [.. text.Lines.Where(line => line.Span.Length > MaxColumns)];
        if (lines.Length == 0)
        {
            return [];
        }

        TextSpan[] literals = [.. CSharpSyntaxTree.ParseText(text).GetRoot().DescendantNodes().Where(IsText).Select(node => node.Span)];
        return lines.Where(line => !IsAllowed(line)).Select(line => line.LineNumber + 1);

        bool IsAllowed(TextLine line)
        {
            IEnumerable<TextSpan> within = literals.Where(literal => mayHaveLongTexts || !line.Span.Contains(literal));
            return line.Span.Length - within.Sum(literal => literal.Intersection(line.Span)?.Length ?? 0) <= MaxColumns;
        }
    }

    /// <summary>Gets whether a node is a literal string, and is not in the hole of another.</summary>
    private static bool IsText(SyntaxNode node) =>
        (node is InterpolatedStringExpressionSyntax || node.IsKind(SyntaxKind.StringLiteralExpression))
        && !node.Ancestors().Any(outer => outer is InterpolatedStringExpressionSyntax);
}
