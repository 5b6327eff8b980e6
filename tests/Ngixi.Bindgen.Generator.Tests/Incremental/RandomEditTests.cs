using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Ngixi.Bindgen.Generator.Tests.Support;

namespace Ngixi.Bindgen.Generator.Tests.Incremental;

/// <summary>After any edits, a generator that saw all of them makes what one makes that sees the project for the first time.</summary>
public sealed class RandomEditTests
{
    private const int Edits = 60;

    /// <summary>The files, and what each may have in it; an empty one is not there.</summary>
    private static readonly string[][] Files =
    [
        [
            "namespace Demo { [WasmImport(\"env\")] public partial interface IScale : IBase { [WasmName(Names.Weigh)] Number Weigh(Unit unit, Item item); } }",
            "namespace Demo { [WasmImport(\"env\")] public partial interface IScale { Number Weigh(Unit unit = Unit.Foot, [MaxItems(Names.Limit)] Item[] items = null!); } }",
            "",
        ],
        [
            "namespace Demo { public partial interface IScale { void Reset(); } }",
            "namespace Demo { public partial interface IScale { } }",
            "",
        ],
        [
            "public interface IBase { int Version(); }",
            "public interface IBase : Demo.IOther { long Version(); }",
        ],
        [
            "namespace Demo { public interface IOther { void Other(); } }",
            "namespace Demo { public interface IOther { void Other(Unit unit); } }",
        ],
        [
            "public enum Unit { Metre, Foot = Factors.Foot }",
            "public enum Unit { Metre, Yard, Foot = 7 }",
            "namespace Demo { /// <summary>How far.</summary>\npublic enum Unit { Foot = Factors.Foot } }",
        ],
        [
            "public static class Factors { public const int Foot = 3; public static int Body() => 1; }",
            "public static class Factors { public const int Foot = 4; public static int Body() => 2; }",
            "public static class Factors { public const int Foot = Names.Limit; public static int Body() => Foot; }",
        ],
        [
            "public static class Names { public const string Weigh = \"weigh\"; public const int Limit = 8; }",
            "public static class Names { public const string Weigh = \"measure\"; public const int Limit = 9; }",
        ],
        [
            "public record Item(string Name, Part? Part);",
            "public record Item(string Name, Part Part, IReadOnlyList<Unit> Units);",
        ],
        [
            "public record Part(int Count);",
            "public record struct Part(int Count, Guid Id);",
            "public abstract record Part { public sealed record Screw(Unit Length) : Part; public sealed record Nail : Part; }",
        ],
        [
            "global using Number = int;",
            "global using Number = long;",
        ],
        [
            "",
            "namespace Demo.Unit { class Hidden; }",
            "namespace Demo { class HostCall; }",
            "namespace Demo { enum Unit { Foot = 1 } }",
            "namespace Demo { class Item; class Part; }",
            "class WasmNameAttribute(string name) : Attribute { public string Name => name; }",
        ],
        [
            "namespace Demo { [WasmImport(\"log\")] public interface ILog { void Write(string text); } }",
            "namespace Demo { [WasmExport] public interface ILog { Item Write(string text); } }",
            "namespace Demo { [WasmExport(Async = true)] public interface ILog { Item Write(string text); } }",
            "namespace Demo { [WasmImport(\"log\")] public interface ILog { IFile Open(Unit unit); } }",
        ],
        [
            "[WasmResource] public interface IFile : IDisposable { Part Read(); }",
            "[WasmResource(\"f_\")] public interface IFile { Number Read(Item item); }",
            "public interface IFile;",
        ],
        [
            "namespace Elsewhere { class Unrelated { int value = 1; } }",
            "namespace Elsewhere { class Unrelated { string Value => \"\"; } }",
            "namespace Elsewhere { class AnotherName { } }",
            "namespace Demo { interface ILogGuest { } }",
        ],
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void What_was_kept_is_never_stale(int seed)
    {
        Random random = new(seed);
        int[] versions = new int[Files.Length];
        CSharpCompilation compilation = Compile();
        GeneratorDriver driver = Driver().RunGenerators(compilation);
        for (int edit = 0; edit < Edits; edit++)
        {
            int file = random.Next(Files.Length);
            int version = random.Next(Files[file].Length);
            compilation = Edit(compilation, file, Files[file][version]);
            versions[file] = version;

            // Not every edit is seen: typing is faster than that.
            if (random.Next(3) > 0)
            {
                driver = driver.RunGenerators(compilation);
                AssertSame(
                    Driver().RunGenerators(Anew(compilation)),
                    driver,
                    $"after edit {edit}, with versions {string.Join(", ", versions)}");
            }
        }
    }

    private static void AssertSame(GeneratorDriver expected, GeneratorDriver actual, string when)
    {
        Dictionary<string, string> expectedFiles = FilesOf(expected);
        Dictionary<string, string> actualFiles = FilesOf(actual);
        string different = string.Join(
            ", ",
            expectedFiles.Keys
                .Union(actualFiles.Keys)
                .Where(name => expectedFiles.GetValueOrDefault(name) != actualFiles.GetValueOrDefault(name)));
        Assert.True(different.Length == 0, $"{different}, {when}");
    }

    private static Dictionary<string, string> FilesOf(GeneratorDriver driver)
    {
        GeneratorRunResult run = driver.GetRunResult().Results.Single();
        Assert.Null(run.Exception);
        return run.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString());
    }

    // A driver that records steps loses outputs when several of one node come and go.
    private static GeneratorDriver Driver() => Sources.Driver(recordsSteps: false);

    private static CSharpCompilation Compile() =>
        Files.Select((_, file) => file).Aggregate(Sources.Compile(), static (compilation, file) => Edit(compilation, file, Files[file][0]));

    /// <summary>The same files in the same order, as nobody has seen them.</summary>
    private static CSharpCompilation Anew(CSharpCompilation compilation) => compilation.RemoveAllSyntaxTrees()
        .AddSyntaxTrees(compilation.SyntaxTrees.Select(tree => Sources.Tree(tree.ToString(), tree.FilePath)));

    private static CSharpCompilation Edit(CSharpCompilation compilation, int file, string text)
    {
        string path = $"File{file}.cs";
        SyntaxTree? old = compilation.SyntaxTrees.SingleOrDefault(tree => tree.FilePath == path);
        return (old, text.Length > 0) switch
        {
            (null, false) => compilation,
            (null, true) => compilation.AddSyntaxTrees(Sources.Tree(text, path)),
            (_, false) => compilation.RemoveSyntaxTrees(old),
            (_, true) => compilation.ReplaceSyntaxTree(old, Sources.Tree(text, path)),
        };
    }
}
