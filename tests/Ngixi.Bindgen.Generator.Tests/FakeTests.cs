using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Ngixi.Bindgen.Generator.Tests.Contracts;
using Ngixi.Bindgen.Generator.Tests.Incremental;
using Ngixi.Bindgen.Generator.Tests.Support;
using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Bindgen.Generator.Tests;

/// <summary>Fakes compile, whatever the signatures of their interface are.</summary>
public sealed class FakeTests
{
    private const int UsualCount = 30;

    public static TheoryData<string> Cases => SnapshotCase.All;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Fakes_of_all_cases_compile(string name)
    {
        CSharpCompilation compilation = SnapshotCase.Compile(name).WithFakes();
        Assert.Contains(compilation.SyntaxTrees, tree => tree.FilePath == FakeSources.File);
        AssertCompiles(compilation);
    }

    [Fact]
    public void Fakes_of_generated_signatures_compile()
    {
        foreach (int seed in Tries.Seeds(UsualCount))
        {
            AssertCompiles(Sources.Compile(new RandomContract(seed).Print("Made")).WithFakes());
        }
    }

    [Fact]
    public void Fakes_of_interfaces_of_a_library_compile_with_its_asynchronous_ones()
    {
        string library = string.Join('\n', SnapshotCase.Names.Select(SnapshotCase.Compile)
            .SelectMany(compilation => compilation.SyntaxTrees)
            .Where(tree => tree.FilePath.StartsWith("Source", StringComparison.Ordinal))
            .Select(tree => tree.ToString())
            .Where(source => source.Contains("Async = true", StringComparison.Ordinal))
            .Take(1));
        CSharpCompilation source = Sources.Compile(library).WithAssemblyName("Library");
        Sources.Driver().RunGeneratorsAndUpdateCompilation(source, out Compilation made, out _);
        string project = source.WithFakes().SyntaxTrees.Single(tree => tree.FilePath == FakeSources.File).ToString();
        CSharpCompilation compilation = Sources.Compile(project).AddReferences(Sources.Reference((CSharpCompilation)made));
        AssertCompiles(compilation);
        Assert.Contains(
            GeneratedFiles.From(compilation).Host, file => file.Value.Contains("Guest.", StringComparison.Ordinal));
    }

    [Fact]
    public void An_edit_of_the_interface_makes_its_fake_anew_and_no_other_edit_does()
    {
        CSharpCompilation original = Sources.Compile(
            """
            namespace Demo;

            [WasmImport("env")]
            public interface IMail
            {
                int Send(string to);
            }
            """,
            """
            namespace Demo.Tests;

            [Ngixi.Testing.Fake<IMail>]
            internal sealed partial class FakeMail;
            """,
            "namespace Demo; public sealed record Letter(string Text);");
        StepReasons edited = StepReasons.After(original, original.Edit(0, "string to", "long to"));
        Assert.Equal("M", edited[StepNames.ParseFake]);
        Assert.Contains("Demo.Tests.FakeMail.g.cs", edited.NewFiles);
        StepReasons other = StepReasons.After(original, original.Edit(2, "string Text", "int Text"));
        Assert.Equal("C", other[StepNames.ParseFake]);
        Assert.Equal("C", other[StepNames.Fake]);
        Assert.Empty(other.NewFiles);
    }

    private static void AssertCompiles(CSharpCompilation compilation)
    {
        GeneratedFiles files = GeneratedFiles.From(compilation);
        Assert.Empty(files.DiagnosticsInGeneratedCode);
        Assert.Empty(files.NamesByPlace);
        Assert.DoesNotContain(files.Diagnostics, diagnostic => diagnostic.Id is "CS0535" or "CS0738");
    }
}
