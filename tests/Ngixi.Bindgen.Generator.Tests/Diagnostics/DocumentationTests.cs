using System.Globalization;
using Microsoft.CodeAnalysis;
using Ngixi.Bindgen.Generator.Analyzers;
using Ngixi.Bindgen.Generator.Tests.Support;

namespace Ngixi.Bindgen.Generator.Tests.Diagnostics;

public sealed class DocumentationTests
{
    public static TheoryData<string, string> Rules
    {
        get
        {
            TheoryData<string, string> rules = [];
            foreach (DiagnosticDescriptor rule in new ContractAnalyzer().SupportedDiagnostics)
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
        Assert.StartsWith($"# {id}: {title}\n", File.ReadAllText(Path.Combine(TestPaths.Diagnostics, $"{id}.md")), StringComparison.Ordinal);
        Assert.Contains($"| [{id}]({id}.md) | {title} |\n", File.ReadAllText(Path.Combine(TestPaths.Diagnostics, "README.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_page_is_of_a_rule() => Assert.Equal(
        new ContractAnalyzer().SupportedDiagnostics.Select(rule => $"{rule.Id}.md").Append("README.md").Order(StringComparer.Ordinal),
        Directory.GetFiles(TestPaths.Diagnostics).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal));
}
