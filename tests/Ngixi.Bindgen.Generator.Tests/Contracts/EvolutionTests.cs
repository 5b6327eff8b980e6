using Ngixi.Bindgen.Contracts;
using Ngixi.Bindgen.Generator.Tests.Support;

namespace Ngixi.Bindgen.Generator.Tests.Contracts;

/// <summary>
/// Every change of a contract that alters a value, a trap or a meaning is a difference, in words that name it; no other change is.
/// </summary>
public sealed class EvolutionTests
{
    private const string Source =
        """
        using System;

        [WasmImport("env", Prefix = "kv_")]
        public interface IStore
        {
            int Get(string key, Access access, Level level, TimeSpan limit);
            Mode ModeOf(string key);
            Report Describe(string key);
            [WasmErrors(typeof(StoreError))] void Put(Shape shape);
            IFile Open(string path);
        }

        [WasmResource("file_")]
        public interface IFile : IDisposable
        {
            int Read(int count);
        }

        [Flags] public enum Access { None, Read, Write }
        public enum Level { Debug, Warn = 2 }
        public enum Mode { Debug, Warn = 2 }
        public enum StoreError { Locked, Full }
        public sealed record Report(string Title, int Level);
        public abstract record Shape
        {
            public sealed record Circle(double Radius) : Shape;
            public sealed record Square(double Side) : Shape;
        }
        """;

    private const string Exported =
        """
        [WasmExport]
        public interface IPlugin
        {
            void Start();
            Verdict Move(string from, string to, Mood mood);
        }

        public enum Mood { Calm, Angry }
        public enum Verdict { Good, Bad }
        """;

    [Theory]
    [InlineData("[Flags] public enum Access", "public enum Access", "`Access` is not a set of flags any more")]
    [InlineData("public enum Level", "[Flags] public enum Level", "`Level` became a set of flags")]
    public void Flags_are_a_part_of_the_contract(string what, string by, string words) => Assert.Equal([words], Differences(what, by));

    [Theory]
    [InlineData("Move(string from, string to, Mood mood)", "Move(string to, string from, Mood mood)", "the parameters changed places")]
    [InlineData("Calm, Angry", "Angry, Calm", "`Mood.Calm` changed from 0 to 1", "`Mood.Angry` changed from 1 to 0")]
    public void A_method_that_went_to_another_interface_is_compared_with_what_guests_say_of_it(
        string what, string by, params string[] words)
    {
        string moved = Edit(Exported, what, by)
            .Replace("void Start();", "", StringComparison.Ordinal)
            .Replace("IPlugin", "IMover", StringComparison.Ordinal);
        Assert.Equal(
            words,
            ContractComparison.BreaksOfExports(ContractFiles.ShapesOf(Exported), ContractFiles.ShapesOf(moved).Single())
                .Select(change => change.Words));
        string same = Exported.Replace("IPlugin", "IMover", StringComparison.Ordinal);
        Assert.Empty(ContractComparison.BreaksOfExports(ContractFiles.ShapesOf(Exported), ContractFiles.ShapesOf(same).Single()));
    }

    [Theory]
    [InlineData("public enum TimeSpan : long { Short, Long }", "`TimeSpan` of parameter `limit` was a type of .NET and is an enum")]
    [InlineData("public sealed record TimeSpan(long Ticks);", "`TimeSpan` of parameter `limit` was a type of .NET and is a record")]
    [InlineData("[WasmResource(\"time_\")] public interface TimeSpan;", "`TimeSpan` of parameter `limit` was a type of .NET and is a resource")]
    public void A_type_with_the_name_of_one_of_NET_is_another(string declaration, string words) =>
        Assert.Contains(words, Differences("public enum Mode", $"{declaration} public enum Mode"));

    [Fact]
    public void A_type_with_the_name_of_a_keyword_is_another() => Assert.Equal(
        ["`int` of the result was a type of .NET and is a record"],
        Differences("int Get(", "@int Get(", "public enum Mode", "public sealed record @int(int Value); public enum Mode"));

    [Theory]
    [InlineData("enum Mode { Debug, Warn = 2 }", "enum Mode { Debug, Warn = 2, Warning = Warn }")]
    [InlineData("enum Level { Debug, Warn = 2 }", "enum Level { Debug, Warning = 2, Warn = 2 }")]
    [InlineData("None, Read, Write }", "None, Read, Write, All = Read | Write }")]
    public void An_alias_is_no_difference(string what, string by)
    {
        Assert.Empty(Differences(what, by));
        Assert.Empty(Compare(Edit(Source, what, by), Source));
    }

    [Theory]
    [InlineData("enum Level { Debug, Warn = 2 }", "enum Level { Debug, Warn = 2, Fatal = 3 }")]
    [InlineData("enum StoreError { Locked, Full }", "enum StoreError { Locked, Full, Gone }")]
    [InlineData("enum Mode { Debug, Warn = 2 }", "enum Mode { Debug }")]
    [InlineData("enum StoreError { Locked, Full }", "enum StoreError { Locked }")]
    [InlineData("Square(double Side) : Shape;", "Square(double Side) : Shape; public sealed record Line(double Length) : Shape;")]
    public void Values_that_cannot_reach_the_side_that_does_not_know_them_are_no_difference(string what, string by) =>
        Assert.Empty(Differences(what, by));

    [Theory]
    [InlineData("enum Mode { Debug, Warn = 2 }", "enum Mode { Debug, Warn = 2, Fatal = 3 }", "`Mode.Fatal` was added, which the guest would be handed and does not know")]
    [InlineData("enum Level { Debug, Warn = 2 }", "enum Level { Debug }", "`Level.Warn = 2` was removed")]
    [InlineData("None, Read, Write }", "None, Read }", "`Access.Write = 2` was removed")]
    [InlineData("public sealed record Square(double Side) : Shape;", "", "`Shape.Square = 1 (double Side)` was removed")]
    public void Values_that_reach_a_side_that_does_not_know_them_are(string what, string by, string words) =>
        Assert.Equal([words], Differences(what, by));

    [Fact]
    public void A_version_that_guests_cannot_call_may_go_and_the_guests_of_the_earlier_are_told()
    {
        const string First = "[WasmImport(\"env\")] interface IStore { int Get(string key); }";
        const string Both =
            "[WasmImport(\"env\")] interface IStore { int Get(string key); [WasmVersion(2)] int Get(string key, int scope); }";
        const string Second = "[WasmImport(\"env\")] interface IStore { [WasmVersion(2)] int Get(string key, int scope); }";
        Assert.Empty(Compare(First, Both));
        Assert.Empty(Compare(Both, Second));
        Assert.Equal(["the import `get` became `get_v2`, parameter `scope` was added"], Compare(First, Second));

        ContractFile file = ContractFile.Empty.Record(ContractFiles.ContractsOf(First))
            .Record(ContractFiles.ContractsOf(Both))
            .Record(ContractFiles.ContractsOf(Second));
        Assert.Equal([ContractFiles.ShapesOf(Both).Single().Hash], file.Contracts.Single().Earlier.Select(shape => shape.Hash));
    }

    [Fact]
    public void A_contract_of_any_length_is_compared_by_its_words()
    {
        string[] methods = [.. Enumerable.Range(0, 1_000).Select(number => $"string Method{number}(string first, string second);")];
        ContractShape before = ContractFiles.ShapesOf($"[WasmExport] interface ILarge {{ {string.Concat(methods)} }}").Single();
        ContractShape after = ContractFiles.ShapesOf($"[WasmExport] interface ILarge {{ {string.Concat(methods.SkipLast(1))} }}").Single();
        ContractShape guest = ContractMarker.Join(ContractMarker.ExportsOf(before).Select(name => ContractMarker.ParseExport(name)!))!;
        Assert.Empty(ContractComparison.BreaksOf(guest, after));
        Assert.Equal(
            ["`Method999(string first, string second) → string` was added"],
            ContractComparison.BreaksOf(after, guest).Select(change => change.Words));
    }

    [Theory]
    [InlineData("Prefix = \"kv_\"", "Prefix = \"store_\"", "the import `kv_open` became `store_open`")]
    [InlineData("int Get(", "[WasmName(\"fetch\")] int Get(", "the import `kv_get` became `fetch`")]
    [InlineData("WasmResource(\"file_\")", "WasmResource(\"f_\")", "the import `file_read` became `f_read`")]
    [InlineData("WasmResource(\"file_\")", "WasmResource(\"file_\", Module = \"files\")", "the import `file_read` became `files/file_read`")]
    [InlineData("Warn = 2 }\npublic enum Mode", "Warning = 2 }\npublic enum Mode", "`Level.Warn` became `Level.Warning`, so that 2 means another member")]
    [InlineData("record Square(", "record Box(", "`Shape.Square` became `Shape.Box`, so that 1 means another case")]
    [InlineData("string Title, int Level", "string Title, string Author, int Level", "field `Author` was added before `Level`")]
    [InlineData("string Title, int Level", "string? Title, int Level", "field `Title` became nullable")]
    [InlineData("string Title, int Level", "string Title, long Level", "field `Level` changed from `int` to `long`")]
    [InlineData("int Read(int count)", "int Read(int? count)", "parameter `count` became nullable")]
    [InlineData("public sealed record Report(string Title, int Level);", "public enum Report { Good }", "`Report` of the result was a record and is an enum")]
    public void Words_name_the_edit(string what, string by, string words) => Assert.Contains(words, Differences(what, by));

    [Fact]
    public void Types_of_a_record_are_told_from_its_fields() => Assert.Empty(Compare(
        "[WasmImport(\"env\")] interface I { Report Get(); void Set(Level level); } record Report(int Level); enum Level { Low }",
        "[WasmImport(\"env\")] interface I { Report Get(); void Set(Level level); } record Report(int Level); enum Level { Low, High }"));

    [Fact]
    public void Types_that_contain_themselves_are_compared_once() => Assert.Equal(
        ["field `Kind` was added"],
        Compare(
            "[WasmImport(\"env\")] interface I { void Set(Tree tree); } record Tree(Tree? Left, IReadOnlyList<Tree> Rest);",
            "[WasmImport(\"env\")] interface I { void Set(Tree tree); } record Tree(Tree? Left, IReadOnlyList<Tree> Rest, int Kind);"));

    private static IEnumerable<string> Differences(params string[] edits)
    {
        string source = Source;
        for (int i = 0; i < edits.Length; i += 2)
        {
            source = Edit(source, edits[i], edits[i + 1]);
        }

        return Compare(Source, source);
    }

    private static IEnumerable<string> Compare(string before, string after) =>
        ContractComparison.BreaksOf(ContractFiles.ShapesOf(before).Single(), ContractFiles.ShapesOf(after).Single())
            .Select(change => change.Words);

    private static string Edit(string source, string what, string by)
    {
        Assert.Contains(what, source, StringComparison.Ordinal);
        return source.Replace(what, by, StringComparison.Ordinal);
    }
}
