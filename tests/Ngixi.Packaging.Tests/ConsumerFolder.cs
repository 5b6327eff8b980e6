using System.Text.RegularExpressions;
using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Packaging.Tests;

/// <summary>Fresh projects of a user of the package, outside the repository.</summary>
internal sealed class ConsumerFolder : IDisposable
{
    public const string Contract = """
        using Ngixi.Bindgen;

        namespace Calculator;

        /// <summary>Adds numbers.</summary>
        [WasmImport("env")]
        public interface IAdder
        {
            /// <summary>Adds two numbers.</summary>
            int Add(int left, int right);

            /// <summary>Adds amounts.</summary>
            Total Sum(IReadOnlyList<Amount> amounts, Rounding? rounding = null);
        }

        /// <summary>Some of something.</summary>
        public readonly record struct Amount(string Label, int Value);

        /// <summary>All of it.</summary>
        public record Total(int Value, IReadOnlyDictionary<string, Amount> Parts);

        /// <summary>How to round.</summary>
        public abstract record Rounding
        {
            /// <summary>To a multiple.</summary>
            public sealed record ToMultiple(int Of) : Rounding;
        }

        /// <summary>What a guest answers.</summary>
        [WasmExport]
        public interface IOracle
        {
            /// <summary>Answers.</summary>
            int Answer(string question);
        }
        """;

    public const string Program = """"
        using Calculator;
        using Ngixi.Bindgen;
        using Wasmtime;

        using Config config = GuestConfig.Create();
        using Engine engine = new(config);
        using Store store = new(engine);
        using Linker linker = new(engine);
        linker.DefineAdder(new Adder());
        using Module module = Module.FromText(engine, "guest", """
            (module
              (import "env" "add" (func $add (param i32 i32) (result i32)))
              (import "env" "sum" (func $sum (param i32 i32 i32 i32) (result i32)))
              (memory (export "memory") 1)
              (global (export "ngixi_area") i32 (i32.const 1024))
              (data (i32.const 16) "\40\00\00\00\01\00\00\00\1e\00\00\00\41\00\00\00\01\00\00\00\0a\00\00\00")
              (data (i32.const 64) "ab")
              (data (i32.const 1024) "\00\01\00\00")
              (func (export "answer") (param i32) (result i32)
                (drop (call $sum (i32.const 16) (i32.const 2) (i32.const 0) (i32.const 1024)))
                (call $add (i32.load (i32.const 1032)) (i32.const 2))))
            """);
        linker.CheckContracts(engine, module);
        IOracle oracle = linker.Instantiate(store, module).GetOracle();
        Console.WriteLine($"The guest says {oracle.Answer("why?")}");

        internal sealed class Adder : IAdder
        {
            public int Add(int left, int right) => left + right;

            public Total Sum(IReadOnlyList<Amount> amounts, Rounding? rounding = null) =>
                new(amounts.Sum(amount => amount.Value), amounts.ToDictionary(amount => amount.Label));
        }
        """";

    private readonly TemporaryFolder folder = new(hasPlainName: true);
    private readonly string version;
    private string programs = "";

    public ConsumerFolder(PackedBindgen package)
    {
        version = package.Version;
        Write("Directory.Build.props", $"""
            <Project>
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <AnalysisLevel>latest-all</AnalysisLevel>
                <InvariantGlobalization>true</InvariantGlobalization>
                <!-- CA1515: the contract is public, in a program too, as it would be in a library. CA1303: the output is English. CA1034: a union has its cases inside. -->
                <NoWarn>$(NoWarn);CA1515;CA1303;CA1034</NoWarn>
                <RestorePackagesPath>{folder.At("packages")}</RestorePackagesPath>
                <RestoreFallbackFolders>{PackedBindgen.MachinePackages}</RestoreFallbackFolders>
                <RestoreAdditionalProjectSources>{package.Feed}</RestoreAdditionalProjectSources>
              </PropertyGroup>
            </Project>
            """);
    }

    public string At(string relativePath) => folder.At(relativePath);

    public void Write(string relativePath, string text) => folder.Write(relativePath, text);

    /// <summary>Writes a project that references the package and nothing else.</summary>
    public void WriteProject(string name, params string[] properties) =>
        WriteProject(name, $"""<PackageReference Include="Ngixi.Bindgen" Version="{version}" />""", properties);

    /// <summary>Writes a project that references the package of capabilities and nothing else.</summary>
    /// <param name="guests">The guests, as items.</param>
    public void WriteProjectWithCapabilities(string name, string guests, params string[] properties) =>
        WriteProject(name, $"""<PackageReference Include="Ngixi.Capabilities" Version="{version}" />{guests}""", properties);

    /// <summary>Writes a project that references the package on a condition, or in another language than C#.</summary>
    public void WriteConditionalProject(string name, string condition, string extension, params string[] properties) =>
        WriteProject(
            name,
            $"""<PackageReference Include="Ngixi.Bindgen" Version="{version}" Condition="{condition}" />""",
            properties,
            extension);

    /// <summary>Writes a project in F# that references another project and nothing else.</summary>
    public void WriteFSharpProjectOn(string library, string name, params string[] properties) =>
        WriteProject(
            name,
            $"""<ProjectReference Include="../{library}/{library}.csproj" /><Compile Include="Program.fs" />""",
            properties,
            "fsproj");

    /// <summary>Writes a project that references another project and nothing else.</summary>
    public void WriteProjectOn(string library, string name, params string[] properties) =>
        WriteProject(name, $"""<ProjectReference Include="../{library}/{library}.csproj" />""", properties);

    public CommandResult Dotnet(params string[] arguments) => Command.Dotnet(folder.Path, [.. arguments, "-nologo", "-tl:off"]);

    /// <summary>Runs commands as a reader of the documentation would.</summary>
    public CommandResult Shell(string script) => Command.Run("bash", folder.Path, "-c", $"{programs}{script}");

    /// <summary>Gives the commands a program under the name that the documentation has.</summary>
    public void AddProgram(string name, string program) => programs += $"{name}() {{ command {program} \"$@\"; }}\n";

    /// <summary>A project file of the documentation, with the package that was packed here in place of the printed version.</summary>
    public string WithVersion(string text) =>
        Regex.Replace(
            text, $"(?<=Include=\"Ngixi[.A-Za-z]*\" Version=\"){Regex.Escape(PackedBindgen.PrintedVersion)}(?=\")", version);

    public CommandResult Run(string program) => Command.Run(At(program), folder.Path);

    public void Dispose() => folder.Dispose();

    private void WriteProject(string name, string reference, string[] properties, string extension = "csproj") =>
        Write($"{name}/{name}.{extension}", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                {string.Join("\n    ", properties)}
              </PropertyGroup>
              <ItemGroup>
                {reference}
              </ItemGroup>
            </Project>
            """);
}
