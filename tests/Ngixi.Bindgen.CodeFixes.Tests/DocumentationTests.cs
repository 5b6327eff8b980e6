using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Ngixi.Bindgen.Generator.Tests.Diagnostics;

namespace Ngixi.Bindgen.CodeFixes.Tests;

public sealed class DocumentationTests
{
    private static readonly string Diagnostics = typeof(DocumentationTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "DiagnosticsDirectory")
        .Value!;

    private static readonly CodeFixProvider[] Fixes =
    [
        .. typeof(BindgenFix).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(CodeFixProvider)) && !type.IsAbstract)
            .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!),
    ];

    private static readonly string[] Ids = [.. AnalyzerTest.Analyzers
        .SelectMany(analyzer => analyzer.SupportedDiagnostics.ToArray())
        .Select(rule => rule.Id)];

    public static TheoryData<string> Rules => [.. Ids];

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_page_tells_of_a_code_fix_where_there_is_one(string id)
    {
        string page = File.ReadAllText(Path.Combine(Diagnostics, $"{id}.md"));
        Assert.Equal(Fixes.Any(fix => fix.FixableDiagnosticIds.Contains(id)), page.Contains("\nThe code fix", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_fix_is_for_rules_that_there_are_and_can_be_made_everywhere() => Assert.All(Fixes, fix =>
    {
        Assert.NotNull(fix.GetFixAllProvider());
        Assert.Subset(Ids.ToHashSet(), fix.FixableDiagnosticIds.ToHashSet());
    });

    [Fact]
    public void Editors_find_every_fix() => Assert.All(
        Fixes, fix => Assert.Equal([LanguageNames.CSharp], fix.GetType().GetCustomAttribute<ExportCodeFixProviderAttribute>()!.Languages));
}
