using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Ngixi.Bindgen.Contracts;
using Ngixi.Bindgen.Generator.Diagnostics;
using Ngixi.Bindgen.Generator.Parsing;
using Ngixi.Bindgen.Generator.Tests.Support;

namespace Ngixi.Bindgen.Generator.Tests.Contracts;

/// <summary>The same source is the same contract on every machine, and so is the same library.</summary>
public sealed class SameContractTests
{
    private const string Library =
        """
        namespace Shared;

        public sealed record Point(int X, int Y = 3);
        public record struct Size(double Width, double Height);
        public readonly record struct Area(Point Origin, Size Size);
        public sealed record Settings { public required string Name { get; init; } public Level? Level { get; init; } public IReadOnlyList<Point> Points { get; init; } = []; }
        public sealed record Tree(Tree? Left, Tree? Right, string? Label);
        public enum Level : byte { Low, High = 200 }
        [Flags] public enum Access { None, Read, Write = 4 }
        public enum Failure { Locked, Full }
        public abstract record Shape
        {
            public sealed record Square(double Side) : Shape;
            public sealed record Circle(double Radius, Point? Center) : Shape;
        }

        [WasmResource("file_")]
        public interface IFile : IDisposable { int Read(Span<byte> buffer); }

        public interface IVersioned { int Version(); }
        """;

    private const string Interfaces =
        """
        namespace Demo;

        using Shared;

        [WasmImport("env", Prefix = "demo_")]
        public interface IDemo : IVersioned
        {
            [WasmErrors(typeof(Failure))] Area? Move(Point point, Size size, Area? area, Settings settings);
            (int First, Point? Second) Pair();
            Tree Grow(Tree? tree, IReadOnlyDictionary<string, Shape> shapes, Access access = Access.Read);
            IFile? Open(string path);
            Level Rate(string path, out int rank);
        }

        [WasmExport]
        public interface IPlugin
        {
            Shape? Draw(Settings settings, IReadOnlyList<Size> sizes);
        }
        """;

    private static readonly (string Path, string Source)[] Files =
    [
        ("Api/IParts.cs", "[WasmImport(\"env\")] public partial interface IParts { void Second(Level level); void First(Point point); }"),
        (
            "ApiMore/IParts.cs",
            "public partial interface IParts { Shape Alpha(Point point); void Second(int other, [MaxBytes(3)] string text); }"),
        ("Api.cs", "public partial interface IParts { [WasmVersion(2)] void First(Point point, int more); IFile Zeta(); }"),
        (
            "types/Point.cs",
            "public sealed record Point(int X, int Y);\npublic abstract record Shape\n{\n    /// <summary>Is round.</summary>\n    public sealed record Circle(double Radius) : Shape;\n    public sealed record Box(Point At) : Shape;\n}"),
        (
            "types/Level.cs",
            "public enum Level { Low = -1, High }\n[WasmResource(\"file_\")]\npublic partial interface IFile { int Read(); }"),
        (
            "Types2.cs",
            "public partial interface IFile { int Length(); }\n[WasmExport] public partial interface IPlugin { Level Run(Shape shape); }"),
        ("Z.cs", "public partial interface IPlugin { void Another(); }"),
    ];

    [Fact]
    public void The_order_and_the_paths_of_files_line_ends_and_the_culture_make_no_difference()
    {
        (string expectedFile, string expectedCode) = Outputs(Files);
        CultureInfo original = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo strange = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            strange.NumberFormat.NegativeSign = "\u2212";
            strange.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = strange;
            Random random = new(1);
            for (int attempt = 0; attempt < 12; attempt++)
            {
                (string Path, string Source)[] files = [.. Files];
                random.Shuffle(files);
                string root = attempt % 2 == 0 ? "/home/user/project/" : "C:\\Users\\User\\project\\";
                (string file, string code) = Outputs([.. files.Select(one => (
                    root + (attempt % 2 == 0 ? one.Path : one.Path.Replace('/', '\\')),
                    attempt % 3 == 0 ? one.Source.ReplaceLineEndings("\r\n") : one.Source))]);
                Assert.Equal(expectedFile, file);
                Assert.Equal(expectedCode, code);
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = original;
        }
    }

    [Fact]
    public void Types_of_a_library_are_those_of_its_source()
    {
        string fromSource = string.Join('\n', ContractFiles.ShapesOf(Library, Interfaces).Select(shape => shape.Text));
        Assert.Contains("record Settings: (string Name, Level? Level, Point[] Points)", fromSource, StringComparison.Ordinal);
        CSharpCompilation referencing = Sources.Compile(Interfaces).AddReferences(Sources.Reference(Library));
        Assert.Empty(referencing.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        Violations violations = Violations.Collect();
        InterfaceParser.ParseExport(referencing.GetTypeByMetadataName("Demo.IPlugin")!, violations, CancellationToken.None);
        InterfaceParser.ParseImport(referencing.GetTypeByMetadataName("Demo.IDemo")!, violations, CancellationToken.None);
        Assert.Empty(violations.Collected);
        Assert.Equal(fromSource, string.Join('\n', ContractFiles.ShapesOf(referencing).Select(shape => shape.Text)));
    }

    [Fact]
    public void A_contract_file_has_the_same_text_whatever_the_order_in_which_its_contracts_are_recorded()
    {
        IReadOnlyList<HostContract> contracts = ContractFiles.ContractsOf(Library, Interfaces);
        Assert.Equal(ContractFile.Empty.Record(contracts).Print(), ContractFile.Empty.Record(contracts.Reverse()).Print());
    }

    /// <summary>The contract file of a project, and all code and stubs that are made of it.</summary>
    private static (string File, string Code) Outputs(IEnumerable<(string Path, string Source)> files)
    {
        CSharpCompilation compilation = Sources.Compile().AddSyntaxTrees(files.Select(file => Sources.Tree(file.Source, file.Path)));
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        GeneratorRunResult run = Sources.Driver().RunGenerators(compilation).GetRunResult().Results.Single();
        Assert.Null(run.Exception);
        return (
            ContractFile.Empty.Record(ContractFiles.ContractsOf(compilation)).Print(),
            string.Join(
                '\n',
                run.GeneratedSources
                    .OrderBy(source => source.HintName, StringComparer.Ordinal)
                    .Select(source => $"{source.HintName}\n{source.SourceText}")));
    }
}
