using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Ngixi.Benchmarks.Workloads;

/// <summary>A project with many interfaces, and what a developer does to it.</summary>
internal sealed class GeneratorEdits
{
    private const int MethodsOfEach = 10;
    private const int OtherFiles = 1000;
    private const string RecordFile = "Item.cs";
    private const string EnumFile = "Level.cs";

    private static readonly CSharpParseOptions Options = new(LanguageVersion.Preview);

    private static readonly MetadataReference[] References = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Select(path => MetadataReference.CreateFromFile(path))];

    private readonly CSharpCompilation original;

    public GeneratorEdits(int interfaces)
    {
        Interfaces = interfaces;
        original = Compile(0);
    }

    public int Interfaces { get; }

    /// <summary>Gets the edits; each makes a compilation that no generator has seen, with a number that makes it new.</summary>
    public IReadOnlyList<(string Name, Func<int, CSharpCompilation> Apply)> All =>
    [
        ("unrelated edit", number => Replace("Other0.cs", Other(0, number))),
        ("comment in an interface's file", number => Replace(FileOf(0), $"// {number}\n{Contract(0)}")),
        ("signature edit", number => Replace(FileOf(0), Contract(0, $"int Method0(int left{number}, int right);"))),
        ("added interface", number => original.AddSyntaxTrees(Tree("Added.cs", Contract(10_000 + number)))),
        ("edited shared record", number => Replace(RecordFile, SharedRecord($"Place{number}"))),
        ("edited shared enum", number => Replace(EnumFile, SharedEnum(number))),
    ];

    public CSharpCompilation Original => original;

    /// <summary>Gets the project as nobody has compiled it yet: no file of it is one that was seen before.</summary>
    public CSharpCompilation Fresh(int number) => Compile(number);

    private static string FileOf(int index) => $"IService{index}.cs";

    private static string Contract(int index, string firstMethod = "int Method0(int left, int right);") =>
        $$"""
        using System;
        using Ngixi.Bindgen;

        namespace Services;

        /// <summary>Service {{index}} of the benchmark.</summary>
        [WasmImport("env", Prefix = "service{{index}}_")]
        public interface IService{{index}}
        {
            /// <summary>The method that is edited.</summary>
            {{firstMethod}}

        {{string.Join("\n", Enumerable.Range(1, MethodsOfEach - 1).Select(Method))}}
        }
        """;

    private static string Method(int index) => (index % 4) switch
    {
        0 =>
            $"    /// <summary>Gets a value.</summary>\n    /// <param name=\"key\">Its key.</param>\n    byte[]? Method{index}(string key, ReadOnlySpan<byte> value);",
        1 =>
            $"    /// <summary>Changes an item.</summary>\n    /// <param name=\"item\">The item as it is.</param>\n    Item Method{index}(Item item);",
        2 =>
            $"    /// <summary>Writes a line.</summary>\n    /// <param name=\"level\">How important it is.</param>\n    /// <param name=\"message\">The line.</param>\n    void Method{index}(Level level, string message);",
        _ => $"    long Method{index}(long position, bool isRelative);",
    };

    private static string Other(int index, int number) =>
        $$"""
        namespace Others;

        public sealed class Other{{index}}
        {
            private int value = {{number}};

            public int Next() => value++;
        }
        """;

    private static string SharedRecord(string lastProperty) =>
        $$"""
        namespace Services;

        /// <summary>What there is to have.</summary>
        /// <param name="Id">Its number.</param>
        /// <param name="Name">What it is called.</param>
        /// <param name="{{lastProperty}}">Where it is.</param>
        public sealed record Item(int Id, string Name, double {{lastProperty}});
        """;

    private static string SharedEnum(int number) =>
        $$"""
        namespace Services;

        /// <summary>How important a line is.</summary>
        public enum Level { Debug = {{number}}, Info = 1_000_000, Error = 2_000_000 }
        """;

    private static SyntaxTree Tree(string path, string text) => CSharpSyntaxTree.ParseText(text, Options, path);

    private CSharpCompilation Replace(string path, string text) =>
        original.ReplaceSyntaxTree(original.SyntaxTrees.First(tree => tree.FilePath == path), Tree(path, text));

    private CSharpCompilation Compile(int number) => CSharpCompilation.Create(
        "Benchmark",
        [
            .. Enumerable.Range(0, Interfaces).Select(index => Tree(FileOf(index), Contract(index))),
            .. Enumerable.Range(0, OtherFiles).Select(index => Tree($"Other{index}.cs", Other(index, number))),
            Tree(RecordFile, SharedRecord("Place")),
            Tree(EnumFile, SharedEnum(0)),
        ],
        References,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            allowUnsafe: true,
            nullableContextOptions: NullableContextOptions.Enable));
}
