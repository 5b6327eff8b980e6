using Microsoft.CodeAnalysis;
using Ngixi.Bindgen.Generator.Tests.Diagnostics;
using Ngixi.Bindgen.Generator.Tests.Support;
using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Bindgen.Generator.Tests.Cases;

/// <summary>
/// What holds for every case. A new file in a folder of <c>Cases</c>, named for its kind of fault, is a new case of all of these.
/// </summary>
public sealed class CaseTests
{
    public static TheoryData<string> Cases => [.. CaseFile.Names];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Each_mistake_is_told_by_its_rule_at_its_place_and_nothing_else_is(string name)
    {
        CaseFile @case = CaseFile.Read(name);
        IEnumerable<Diagnostic> errors = (await AnalyzerTest.Analyze(@case.Compile())).Where(diagnostic =>
            diagnostic.Severity >= DiagnosticSeverity.Warning);
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

    /// <summary>
    /// A build shows the errors of the compiler alone where there are any in declarations, and hides the rules then: of the cases that the
    /// rules refuse, none may have such an error in generated code.
    /// </summary>
    [Fact]
    public void A_build_shows_the_rules_that_apply_and_no_error_in_generated_code()
    {
        using TemporaryFolder folder = new();
        (string Name, CaseFile Case)[] cases = [.. CaseFile.Names
            .Select(name => (name, CaseFile.Read(name)))
            .Where(@case => @case.Item2.HasMistakes)];
        IReadOnlyList<IReadOnlyList<SdkDiagnostic>> built = SdkCompiler.CompileAll(cases.Select(@case => @case.Case.ToProject(folder)));
        foreach (((string name, CaseFile @case), IReadOnlyList<SdkDiagnostic> diagnostics) in cases.Zip(built))
        {
            IEnumerable<SdkDiagnostic> shown = diagnostics.Where(diagnostic => diagnostic.Severity is "error" or "warning");
            Assert.DoesNotContain(shown, diagnostic => diagnostic.File.EndsWith(".g.cs", StringComparison.Ordinal));
            bool isUsersError = shown.Any(diagnostic =>
                diagnostic.Severity == "error" && diagnostic.Id.StartsWith("CS", StringComparison.Ordinal));
            string[] expected = isUsersError
                ? []
                : [.. @case.Sources.SelectMany(source => source.Source.Marks.Select(mark => mark.Id)).Order(StringComparer.Ordinal)];
            Assert.Equal(
                (name, string.Join(" ", expected)),
                (
                    name,
                    string.Join(
                        " ",
                        shown
                            .Select(diagnostic => diagnostic.Id)
                            .Where(id => id.StartsWith("NGX", StringComparison.Ordinal))
                            .Order(StringComparer.Ordinal))));
        }
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

        Assert.Empty(folders.Problems());
    }
}
