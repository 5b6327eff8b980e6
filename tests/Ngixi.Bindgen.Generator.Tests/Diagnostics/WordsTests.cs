using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Ngixi.Bindgen.Generator.Tests.Support;

namespace Ngixi.Bindgen.Generator.Tests.Diagnostics;

/// <summary>
/// The rules of house style that a machine can check, for all that a user reads: short sentences, and nouns for clauses with "what".
/// </summary>
public sealed partial class WordsTests
{
    private const int MaxWords = 25;
    private const int WordsOfAText = 4;

    private static readonly string Repository = Path.GetFullPath(Path.Combine(TestPaths.Diagnostics, "..", ".."));

    public static TheoryData<string> Pages =>
        [.. Directory.GetFiles(TestPaths.Diagnostics, "*.md").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [Fact]
    public void Messages_of_rules_are_one_short_sentence_without_a_period() => Assert.All(
        AnalyzerTest.Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics),
        rule =>
        {
            string message = rule.MessageFormat.ToString(CultureInfo.InvariantCulture);
            Assert.Equal([message], Sentences(message));
            Assert.False(message.EndsWith('.'), message);
            Assert.Empty(FaultsOf(message));
        });

    [Theory]
    [InlineData("generators")]
    [InlineData("src/Ngixi.Bindgen.Build")]
    [InlineData("src/Ngixi.Bindgen")]
    [InlineData("src/Shared")]
    public void Texts_in_the_code_are_short_sentences(string folder)
    {
        string[] files = Directory.GetFiles(Path.Combine(Repository, folder), "*.cs", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        AssertNone(
            from file in files
            where !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin")
            let tree = CSharpSyntaxTree.ParseText(File.ReadAllText(file), path: file)
            from token in tree.GetRoot().DescendantTokens()
            where token.IsKind(SyntaxKind.StringLiteralToken) || token.IsKind(SyntaxKind.InterpolatedStringTextToken)
            where Word().Count(token.ValueText) >= WordsOfAText
            from fault in FaultsOf(token.ValueText)
            select $"{Path.GetFileName(file)}:{tree.GetLineSpan(token.Span).StartLinePosition.Line + 1}: {fault}");
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Pages_are_written_in_short_sentences(string page)
    {
        string text = CodeBlock().Replace(File.ReadAllText(Path.Combine(TestPaths.Diagnostics, page)), "\n\n");
        AssertNone(Paragraph().Split(text).SelectMany(FaultsOf));
    }

    [Fact]
    public void Documentation_of_the_package_is_written_in_short_sentences()
    {
        XElement[] members = [.. XDocument.Load(Path.ChangeExtension(typeof(WasmImportAttribute).Assembly.Location, ".xml"))
            .Descendants("member")];
        Assert.NotEmpty(members);
        AssertNone(
            from member in members
            let name = (string)member.Attribute("name")!
            where IsPublic(name)
            from text in member.Elements().SelectMany(TextsOf)
            from fault in FaultsOf(text)
            select $"{name}: {fault}");
    }

    [Theory]
    [InlineData("Releasing the handle disposes this object; return a new one.", 0)]
    [InlineData("It does not say what may be null.", 1)]
    [InlineData("What a contract must keep to.", 1)]
    [InlineData("one two three four five six seven eight nine ten one two three four five six seven eight nine ten one two three four five six", 1)]
    [InlineData("This is short. This is, too.", 0)]
    [InlineData("`what it is` is code.", 0)]
    public void Faults_are_found(string text, int faults) => Assert.Equal(faults, FaultsOf(text).Count());

    private static void AssertNone(IEnumerable<string> faults)
    {
        string all = string.Join('\n', faults);
        Assert.True(all.Length == 0, all);
    }

    private static IEnumerable<string> FaultsOf(string text)
    {
        foreach (string sentence in Sentences(Code().Replace(text.ReplaceLineEndings(" "), "code")))
        {
            int words = Word().Count(sentence);
            if (words > MaxWords)
            {
                yield return $"{words} words, more than {MaxWords}: {sentence}";
            }

            if (WhatClause().IsMatch(sentence))
            {
                yield return $"a clause with 'what' in place of a noun: {sentence}";
            }
        }
    }

    /// <summary>
    /// Gets whether a member of the documentation, such as <c>M:Ngixi.Bindgen.GuestContext.RegisterForDispose</c>, is in a public type.
    /// </summary>
    private static bool IsPublic(string name)
    {
        string path = name[2..].Split('(')[0];
        while (path.Contains('.', StringComparison.Ordinal))
        {
            if (typeof(WasmImportAttribute).Assembly.GetType(path) is { } type)
            {
                return type.IsVisible;
            }

            path = path[..path.LastIndexOf('.')];
        }

        return false;
    }

    /// <summary>The text of an element of the documentation, and that of each paragraph and item in it by itself.</summary>
    private static IEnumerable<string> TextsOf(XElement element)
    {
        XElement[] inner = [.. element.Elements().Where(child => child.Name.LocalName is "para" or "list" or "item")];
        IEnumerable<string> own = element.Nodes().Except(inner).Select(node => node is XText text ? text.Value : "code");
        return inner.SelectMany(TextsOf).Append(string.Concat(own));
    }

    private static IEnumerable<string> Sentences(string text) => SentenceEnd().Split(text.Trim()).Where(sentence => sentence.Length > 0);

    [GeneratedRegex(@"(?<=[.!?])\s+")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"[\w'’<>\[\]{}./\-]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"(^|[.;:,(] |\b(of|by|for|to|with|and|or|from|in|on|at|than|as|is|are|was|says?|said|tells?|knows?) )[Ww]hat(ever)?\b(?! to )")]
    private static partial Regex WhatClause();

    [GeneratedRegex(@"`[^`]*`|\]\([^)]*\)")]
    private static partial Regex Code();

    [GeneratedRegex("```.*?```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"\n\n|\n(?=[|#])")]
    private static partial Regex Paragraph();
}
