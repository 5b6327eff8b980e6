using System.Globalization;
using Microsoft.CodeAnalysis;
using Ngixi.Bindgen.Generator.Guests.AssemblyScript;
using Ngixi.Bindgen.Generator.Tests.Support;

namespace Ngixi.Bindgen.Generator.Tests.Diagnostics;

public sealed class DocumentationTests
{
    private static IEnumerable<DiagnosticDescriptor> All => AnalyzerTest.Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics);

    public static TheoryData<string, string> Rules
    {
        get
        {
            TheoryData<string, string> rules = [];
            foreach (DiagnosticDescriptor rule in All)
            {
                rules.Add(rule.Id, rule.Title.ToString(CultureInfo.InvariantCulture));
            }

            return rules;
        }
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Every_rule_has_a_page_with_its_title_and_is_in_the_list(string id, string title)
    {
        Assert.StartsWith(
            $"# {id}: {title}\n",
            File.ReadAllText(Path.Combine(TestPaths.Diagnostics, $"{id}.md")),
            StringComparison.Ordinal);
        Assert.Contains(
            $"| [{id}]({id}.md) | {title} |\n",
            File.ReadAllText(Path.Combine(TestPaths.Diagnostics, "README.md")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Every_rule_links_to_its_page() => Assert.All(
        All, rule => Assert.Equal($"https://github.com/ngixi/bindgen/blob/main/docs/diagnostics/{rule.Id}.md", rule.HelpLinkUri));

    [Fact]
    public void The_page_of_stub_names_lists_the_types_of_the_stubs_themselves() => Assert.All(
        SupportStub.Exported, name =>
            Assert.Contains($"`{name}`", File.ReadAllText(Path.Combine(TestPaths.Diagnostics, "NGX0009.md")), StringComparison.Ordinal));

    [Fact]
    public void Every_page_is_of_a_rule() => Assert.Equal(
        All.Select(rule => $"{rule.Id}.md").Append("README.md").Order(StringComparer.Ordinal),
        Directory.GetFiles(TestPaths.Diagnostics).Select(file => Path.GetFileName(file)!)
            .Where(file => !file.StartsWith("NGXB", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
}
