using System.Text;
using Microsoft.CodeAnalysis;
using Ngixi.Bindgen.Generator.Tests.Support;
using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Bindgen.Generator.Tests.Diagnostics;

/// <summary>
/// The examples of the rules' pages, compiled by the compiler of the SDK: a user reads the rule, and nothing of generated code.
/// </summary>
public sealed class PageExampleTests
{
    // The page of the first has no source, and nothing that a source says makes the generator fail, as far as is known.
    private static readonly string[] WithoutExamples = ["NGX0015", "NGX0041"];

    // Rules that only imports have, or whose example is good for exports, or has resources, which exports cannot have.
    private static readonly string[] ForImportsOnly =
    [
        "NGX0006", "NGX0010", "NGX0011", "NGX0012", "NGX0013", "NGX0016", "NGX0018", "NGX0021", "NGX0022", "NGX0023", "NGX0024", "NGX0025",
        "NGX0026", "NGX0027", "NGX0028", "NGX0029", "NGX0031", "NGX0032", "NGX0035", "NGX0036", "NGX0042", "NGX0043", "NGX0044",
    ];

    // Rules about settings, recorded contracts and names of types of .NET: their examples change the whole project.
    private static readonly string[] OfTheWholeProject = ["NGX0007", "NGX0013", "NGX0018", "NGX0037", "NGX0039", "NGX0043"];

    private static readonly string[] Ids =
        [.. AnalyzerTest.Analyzers
            .SelectMany(analyzer => analyzer.SupportedDiagnostics.ToArray())
            .Select(rule => rule.Id)
            .Order(StringComparer.Ordinal)];

    public static TheoryData<string> Pages => [.. Ids.Except(WithoutExamples)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_rule_is_reported_where_the_page_says_and_the_remedy_is_clean(string id)
    {
        DiagnosticPage page = DiagnosticPage.Read(id);
        Assert.NotEmpty(page.Examples);
        foreach (DiagnosticExample example in page.Examples)
        {
            IReadOnlyList<IReadOnlyList<SdkDiagnostic>> results = SdkCompiler.CompileAll([example.BadProject, example.GoodProject]);
            Assert.Equal(MarksOf(example, id), Found(results[0]));
            Assert.Empty(results[1]);
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_same_rule_is_reported_in_an_interface_that_guests_export(string id)
    {
        StringBuilder differences = new();
        foreach (DiagnosticExample example in DiagnosticPage.Read(id).Examples.Select(example => example.ForExports))
        {
            IReadOnlyList<IReadOnlyList<SdkDiagnostic>> results = SdkCompiler.CompileAll([example.BadProject, example.GoodProject]);
            if (!MarksOf(example, id).SequenceEqual(Found(results[0])) || results[1].Count > 0)
            {
                differences.AppendJoin(
                    '\n',
                    ["expected", .. MarksOf(example, id), "found", .. results[0], "after the remedy", .. results[1]]);
            }
        }

        Assert.True((differences.Length > 0) == ForImportsOnly.Contains(id), $"{id} in an export:\n{differences}");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void All_mistakes_of_a_project_are_reported_in_one_build_and_no_error_of_the_compiler(bool areExports)
    {
        // Each page is a namespace. They may take names from each other, which is reported too.
        List<(string Path, string Text)> files = [];
        List<string> expected = [];
        foreach (string id in Ids.Except([.. WithoutExamples, .. OfTheWholeProject, .. areExports ? ForImportsOnly : []]))
        {
            DiagnosticExample example = DiagnosticPage.Read(id).Examples[0];
            files.Add(($"{id}.cs", $"namespace {id}\n{{\n{(areExports ? example.ForExports : example).Bad}\n}}"));
            expected.AddRange(MarksOf(example, id).Select(mark => $"{id}: {mark}"));
        }

        IReadOnlyList<SdkDiagnostic> diagnostics = SdkCompiler.Compile(new SdkProject(files));
        Assert.Subset(
            diagnostics
                .Select(diagnostic =>
                    $"{Path.GetFileNameWithoutExtension(diagnostic.File)}: {diagnostic.Id} in line {diagnostic.Place.Start.Line - 1}")
                .ToHashSet(),
            expected.ToHashSet());
        Assert.DoesNotContain(diagnostics, diagnostic =>
            diagnostic.Severity == "error" && !diagnostic.Id.StartsWith("NGX", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_block_of_a_page_is_in_its_examples(string id)
    {
        string text = File.ReadAllText(Path.Combine(TestPaths.Diagnostics, $"{id}.md"));
        IEnumerable<string> examples = DiagnosticPage.Read(id).Examples
            .SelectMany(example => (string?[])[example.Bad, example.Good, example.Recorded]).OfType<string>();
        Assert.Equal(
            CodeRegions.BlocksOf(text).Concat(CodeRegions.BlocksOf(text, "xml")).Order(StringComparer.Ordinal),
            examples.Order(StringComparer.Ordinal));
        Assert.InRange(CodeRegions.BlocksOf(text, "ini").Count(), 0, 1);
    }

    [Fact]
    public void Pages_without_examples_are_those_that_can_have_none() =>
        Assert.Equal(WithoutExamples, Ids.Where(id => DiagnosticPage.Read(id).Examples.Count == 0));

    private static IEnumerable<string> MarksOf(DiagnosticExample example, string id) =>
        example.Language == "csharp" ? example.Marks : [DiagnosticExample.MarkOfProperty(id)];

    private static IEnumerable<string> Found(IEnumerable<SdkDiagnostic> diagnostics) => diagnostics
        .OrderBy(diagnostic => diagnostic.Place.Start)
        .Select(diagnostic =>
            $"{diagnostic.Id} in line {diagnostic.Place.Start.Line + 1}{(diagnostic.File == "Example.cs" ? "" : $" of {diagnostic.File}: {diagnostic.Message}")}");
}
