using Microsoft.CodeAnalysis;
using Ngixi.Bindgen.Generator.Tests.Diagnostics;
using Ngixi.Bindgen.Generator.Tests.Support;

namespace Ngixi.Bindgen.Generator.Tests.Cases;

/// <summary>What holds for every case. A new file in a folder of <c>Cases</c>, named for its kind of fault, is a new case of all of these.</summary>
public sealed class CaseTests
{
    public static TheoryData<string> Cases => [.. CaseFile.Names];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Each_mistake_is_told_by_its_rule_at_its_place_and_nothing_else_is(string name)
    {
        CaseFile @case = CaseFile.Read(name);
        IEnumerable<Diagnostic> errors = (await AnalyzerTest.Analyze(@case.Compile())).Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);
        Assert.Equal(@case.Expected(), errors.Select(CaseFile.Actual).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_host_compiles_without_a_warning_in_generated_code(string name)
    {
        Assert.Empty(GeneratedFiles.From(CaseFile.Read(name).Compile()).DiagnosticsInGeneratedCode);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Generated_code_finds_nothing_by_where_it_stands(string name)
    {
        Assert.Empty(GeneratedFiles.From(CaseFile.Read(name).Compile()).NamesByPlace);
    }

    [Fact]
    public void The_guest_compiles()
    {
        using StubFolders folders = new();
        foreach (string name in CaseFile.Names)
        {
            if (CaseFile.Read(name) is { HasMistakes: false } @case)
            {
                folders.Add(name, GeneratedFiles.From(@case.Compile()).Guest);
            }
        }

        folders.Check();
    }
}
