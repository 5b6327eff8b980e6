using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Ngixi.Bindgen.Contracts;
using Ngixi.Bindgen.Generator.Tests.Support;

namespace Ngixi.Bindgen.Generator.Tests.Contracts;

/// <summary>What the contract file keeps when contracts change.</summary>
public sealed class ContractFileTests
{
    private const string First = "[WasmImport(\"env\")] interface ILog { void Write(string text); }";
    private const string Second = "[WasmImport(\"env\")] interface ILog { void Write(string text); void Flush(); }";
    private const string Third = "[WasmImport(\"env\")] interface ILog { void Write(string text); void Flush(); void Clear(); }";
    private const string Broken = "[WasmImport(\"env\")] interface ILog { void Write(string text); void Flush(bool now); void Clear(); }";

    [Fact]
    public void What_is_printed_reads_back_as_it_was()
    {
        string text = Record(First, Second, Third);
        Assert.Equal(text, ContractFile.Parse(text).Print());
        Assert.Equal(text, ContractFile.Parse(text.ReplaceLineEndings("\r\n")).Print());
        Assert.Equal(text, ContractFile.Parse(text.Replace("\n", "", StringComparison.Ordinal)).Print());
    }

    [Fact]
    public void Limits_are_recorded_of_all_that_guests_pass_and_are_those_of_the_last_record()
    {
        const string Limited =
            "[WasmImport(\"env\")] interface ILog { void Write([MaxBytes(10)] string text, Order order); } record Order([MaxItems(5)] byte[] Data);";
        string text = Record(First, Limited);
        Assert.Contains(
            "\"limits\": [\n        \"record Order Data: 5 items\",\n        \"write text: 10 bytes\"\n      ],\n      \"earlier\"",
            text,
            StringComparison.Ordinal);
        Assert.Equal(text, ContractFile.Parse(text).Print());
        Assert.Equal(
            text.Replace("5 items", "6 items", StringComparison.Ordinal),
            ContractFile.Parse(text).RecordLimit("env/ILog", ContractLimit.Parse("record Order Data: 6 items")!).Print());
        Assert.Contains("\"limits\": [],\n      \"earlier\"", Record(Limited, First), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_a_version_without_limits_keeps_its_text_until_its_contracts_are_recorded()
    {
        const string Limits = "      \"limits\": [],\n";
        string previous = Record($"{First} [WasmImport(\"env\")] interface IClock {{ long Now(); }}")
            .Replace(Limits, "", StringComparison.Ordinal);
        Assert.Equal(previous, ContractFile.Parse(previous).Print());
        Assert.Equal(previous, ContractFile.Parse(previous).RecordLimit("env/ILog", ContractLimit.Parse("write text: 5 bytes")!).Print());
        string renewed = ContractFile.Parse(previous).Record(ContractFiles.ContractsOf(First).Single()).Print();
        Assert.Equal(2, renewed.Split(Limits).Length);
        Assert.True(renewed.IndexOf(Limits, StringComparison.Ordinal) > renewed.IndexOf("env/ILog", StringComparison.Ordinal));
    }

    [Fact]
    public void Earlier_shapes_are_kept_the_latest_first() =>
        Assert.Equal([HashOf(Third), HashOf(Second), HashOf(First)], HashesOf(Record(First, Second, Third)));

    [Fact]
    public void A_shape_that_comes_back_is_recorded_once() =>
        Assert.Equal([HashOf(First)], HashesOf(Record(First, Second, First)));

    [Fact]
    public void A_break_forgets_the_shapes_that_it_breaks_and_no_others() =>
        Assert.Equal([HashOf(Broken), HashOf(First)], HashesOf(Record(First, Second, Third, Broken)));

    [Fact]
    public void A_contract_that_is_gone_is_forgotten() =>
        Assert.Equal("{\n  \"format\": 1,\n  \"contracts\": [\n  ]\n}\n", Record(First, "class Empty;"));

    [Fact]
    public void Earlier_shapes_that_are_served_are_in_the_glue_and_others_are_not()
    {
        string glue = GlueOf(Third, Record(First, Second, Third));
        Assert.Contains($"env/ILog@{HashOf(First)}", glue, StringComparison.Ordinal);
        Assert.Contains($"env/ILog@{HashOf(Second)}", glue, StringComparison.Ordinal);
        Assert.Equal(3, glue.Split("env/ILog@").Length - 1);

        string broken = GlueOf(Broken, Record(First, Second, Third));
        Assert.Contains($"env/ILog@{HashOf(First)}", broken, StringComparison.Ordinal);
        Assert.DoesNotContain($"env/ILog@{HashOf(Second)}", broken, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_read_leaves_the_glue_with_the_current_shape() =>
        Assert.Equal(1, GlueOf(Third, "<<<<<<<").Split("env/ILog@").Length - 1);

    [Fact]
    public void A_changed_contract_file_makes_the_contracts_again_that_it_is_about_and_nothing_else()
    {
        const string Clock = "[WasmImport(\"env\")] interface IClock { long Now(); }";
        CSharpCompilation compilation = Sources.Compile(Second, Clock);
        AdditionalText file = ContractFiles.AdditionalText(Record(First + Clock));
        GeneratorRunResult run = Sources.Driver()
            .AddAdditionalTexts([file])
            .RunGenerators(compilation)
            .ReplaceAdditionalText(file, ContractFiles.AdditionalText(Record(Second + Clock)))
            .RunGenerators(compilation)
            .GetRunResult().Results.Single();
        Assert.Equal("CC", Reasons(StepNames.Parse));
        Assert.Equal("CC", Reasons(StepNames.HostFile));
        Assert.Equal("MU", Reasons(StepNames.Contract));

        string Reasons(string step) =>
            string.Concat(run.TrackedSteps[step].SelectMany(step => step.Outputs).Select(output => output.Reason.ToString()[0]));
    }

    /// <summary>A file of 3 MB: where each value counted the lines before it, this took minutes.</summary>
    [Fact]
    public void A_large_file_is_read_in_time_that_is_linear_in_its_length()
    {
        string[] lines = [.. Enumerable.Range(0, 20).Select(number =>
            $"function_{number}: Function{number}(string text, int number) -> string")];
        string text = ContractFile.Empty.Record(
            Enumerable.Range(0, 2_000).Select(number => new HostContract(ContractHash.Shape($"env/IContract{number}", lines), [])))
            .Print();
        Stopwatch clock = Stopwatch.StartNew();
        Assert.Equal(2_000, ContractFile.Parse(text).Contracts.Count);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), $"{clock.Elapsed}");
    }

    [Fact]
    public void A_member_that_stands_in_a_file_twice_is_refused_at_its_line()
    {
        ContractFileException exception = Assert.Throws<ContractFileException>(() =>
            ContractFile.Parse("{\n\"format\": 1,\n\"contracts\": [],\n\"format\": 1 }"));
        Assert.Equal((4, "\"format\" stands here twice"), (exception.Line, exception.Message));
    }

    private static string Record(params string[] sources) =>
        sources.Aggregate(ContractFile.Empty, (file, source) => file.Record(ContractFiles.ContractsOf(source))).Print();

    private static string HashOf(string source) => ContractFiles.ShapesOf(source).Single().Hash;

    private static IEnumerable<string> HashesOf(string file)
    {
        RecordedShapes shapes = ContractFile.Parse(file).Contracts.Single();
        return shapes.Earlier.Select(shape => shape.Hash).Prepend(shapes.Current.Hash);
    }

    private static string GlueOf(string source, string file) => GeneratedFiles.WithoutStub(Sources.Driver()
        .AddAdditionalTexts([ContractFiles.AdditionalText(file)])
        .RunGenerators(Sources.Compile(source))
        .GetRunResult().Results.Single().GeneratedSources.Single(generated => generated.HintName == "ILog.g.cs").SourceText.ToString());
}
