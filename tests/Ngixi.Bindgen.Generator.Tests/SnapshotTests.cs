using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Ngixi.Bindgen.Generator.Glue;
using Ngixi.Bindgen.Generator.Tests.Support;

namespace Ngixi.Bindgen.Generator.Tests;

/// <summary>What holds for every snapshot case. A new folder under <c>Snapshots</c> is a new case of all of these.</summary>
public sealed class SnapshotTests
{
    public static TheoryData<string> Cases => SnapshotCase.All;

    [Theory]
    [MemberData(nameof(Cases))]
    public void All_languages_are_as_approved(string name)
    {
        GeneratedFiles files = GeneratedFiles.From(SnapshotCase.Compile(name));
        IEnumerable<KeyValuePair<string, string>> host = files.HostWithoutStubs.Where(file =>
            !file.Key.Contains("+AssemblyScript", StringComparison.Ordinal) && file.Key != HintName.Manifest.Text);
        IEnumerable<KeyValuePair<string, string>> guest = files.Guest.Where(file => file.Key != "ngixi.ts");
        IEnumerable<KeyValuePair<string, string>> headers = GeneratedFiles.From(SnapshotCase.Compile(name), "C")
            .GuestIn("C")
            .Where(file => file.Key != "ngixi.h");
        Snapshot.Verify(SnapshotCase.DirectoryOf(name), host.Concat(guest).Concat(headers).ToDictionary());
    }

    [Fact]
    public void A_file_of_the_host_is_as_approved_with_the_stub_that_it_carries()
    {
        const string Name = "Demo.IKeyValue.g.cs";
        Snapshot.Verify(
            TestPaths.Emitted,
            new Dictionary<string, string> { [Name] = GeneratedFiles.From(SnapshotCase.Compile("KeyValue")).Host[Name] });
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_host_compiles_without_a_warning(string name) =>
        Assert.Empty(GeneratedFiles.From(SnapshotCase.Compile(name)).Diagnostics);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Generated_code_finds_nothing_by_where_it_stands(string name) =>
        Assert.Empty(GeneratedFiles.From(SnapshotCase.Compile(name)).NamesByPlace);

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_host_compiles_in_the_oldest_language_that_the_rules_allow(string name) =>
        Assert.Empty(GeneratedFiles.From(SnapshotCase.Compile(name).WithLanguage(GlueRequirements.OldestLanguage)).Diagnostics);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Text_has_line_feeds_only_and_ends_with_one(string name)
    {
        GeneratedFiles files = GeneratedFiles.From(SnapshotCase.Compile(name));
        foreach ((string path, string text) in files.Host.Concat(files.Guest))
        {
            Assert.DoesNotContain('\r', text);
            Assert.EndsWith("\n", text, StringComparison.Ordinal);
            Assert.DoesNotContain(text.Split('\n'), line => line.EndsWith(' '));
            Assert.False(text.EndsWith("\n\n", StringComparison.Ordinal), $"{path} ends with a blank line");
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Output_does_not_depend_on_the_order_of_files(string name)
    {
        CSharpCompilation compilation = SnapshotCase.Compile(name);
        GeneratedFiles shuffled = GeneratedFiles.From(compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(compilation.SyntaxTrees.Reverse()));
        Assert.Equal(GeneratedFiles.From(compilation).Host, shuffled.Host);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Output_does_not_depend_on_the_culture(string name)
    {
        CultureInfo original = CultureInfo.CurrentCulture;
        IReadOnlyDictionary<string, string> expected = GeneratedFiles.From(SnapshotCase.Compile(name)).Host;
        try
        {
            // Its minus sign is not '-', its 'i' has no plain capital, and its digits are grouped by a point.
            CultureInfo strange = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            strange.NumberFormat.NegativeSign = "\u2212";
            strange.NumberFormat.NumberGroupSeparator = ".";
            CultureInfo.CurrentCulture = strange;
            Assert.Equal(expected, GeneratedFiles.From(SnapshotCase.Compile(name)).Host);
        }
        finally
        {
            CultureInfo.CurrentCulture = original;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_unrelated_edit_runs_nothing_again(string name)
    {
        CSharpCompilation compilation = SnapshotCase.Compile(name);
        GeneratorDriver driver = Sources.Driver().RunGenerators(compilation);
        driver = driver.RunGenerators(compilation.AddSyntaxTrees(Sources.Tree("class Unrelated;", "Unrelated.cs")));
        GeneratorRunResult run = driver.GetRunResult().Results.Single();
        Assert.All(
            run.TrackedSteps.Where(step => StepNames.All.Contains(step.Key))
                .SelectMany(step => step.Value).SelectMany(step => step.Outputs),
            output => Assert.True(
                output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged,
                output.Reason.ToString()));
        Assert.All(
            run.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs),
            output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void No_step_holds_anything_of_the_compiler(string name)
    {
        GeneratorRunResult run = Sources.Driver().RunGenerators(SnapshotCase.Compile(name)).GetRunResult().Results.Single();
        int walked = 0;
        foreach (string step in StepNames.All)
        {
            foreach ((object value, _) in run.TrackedSteps.GetValueOrDefault(step).OrEmpty().SelectMany(run => run.Outputs))
            {
                ModelGraph.AssertHoldsNothingOfTheCompiler(value);
                walked++;
            }
        }

        Assert.NotEqual(0, walked);
    }

    [Fact]
    public void The_stubs_of_all_cases_compile_in_release_and_debug_and_are_formatted()
    {
        using StubFolders folders = new();
        foreach (string name in SnapshotCase.Names)
        {
            folders.Add(name, GeneratedFiles.From(SnapshotCase.Compile(name)).Guest);
        }

        folders.Check();
    }
}
