using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Packaging.Tests;

[Collection(PackedBindgen.Tests)]
public class PackageTests(PackedBindgen package)
{
    private const string Executable = "<OutputType>Exe</OutputType>";
    private const string WarningsAsErrors = "<TreatWarningsAsErrors>true</TreatWarningsAsErrors>";

    /// <summary>What every package has of its format.</summary>
    private static readonly string[] Wrapping = ["_rels/", "package/", "[Content_Types].xml"];

    [Fact]
    public void The_package_has_the_runtime_the_generator_its_fixes_and_the_build_task_and_depends_on_Wasmtime_alone()
    {
        using ZipArchive archive = ZipFile.OpenRead(package.PackageFile);
        Assert.Equal(
            [
                "Ngixi.Bindgen.nuspec",
                "README.md",
                "analyzers/dotnet/roslyn4.14/cs/Ngixi.Bindgen.CodeFixes.dll",
                "analyzers/dotnet/roslyn4.14/cs/Ngixi.Bindgen.Generator.dll",
                "build/net10.0/Ngixi.Bindgen.props",
                "build/net10.0/Ngixi.Bindgen.targets",
                "buildTransitive/net10.0/Ngixi.Bindgen.props",
                "buildTransitive/net10.0/Ngixi.Bindgen.targets",
                "icon.png",
                "lib/net10.0/Ngixi.Bindgen.dll",
                "lib/net10.0/Ngixi.Bindgen.xml",
                "tasks/netstandard2.0/Ngixi.Bindgen.Build.dll",
            ],
            archive.Entries.Select(entry => entry.FullName).Where(name => !Wrapping.Any(name.StartsWith)).Order(StringComparer.Ordinal));

        XElement dependency = Assert.Single(Dependencies(Metadata(archive)));
        Assert.Equal("Wasmtime", dependency.Attribute("id")!.Value);
        Assert.Equal("[50.0.1, 51.0.0)", dependency.Attribute("version")!.Value);
    }

    [Fact]
    public void The_package_of_capabilities_has_its_assembly_alone_and_brings_Bindgen()
    {
        using ZipArchive archive = ZipFile.OpenRead(package.FileOf("Ngixi.Capabilities"));
        Assert.Equal(
            [
                "Ngixi.Capabilities.nuspec", "README.md", "icon.png", "lib/net10.0/Ngixi.Capabilities.dll",
                "lib/net10.0/Ngixi.Capabilities.xml",
            ],
            archive.Entries.Select(entry => entry.FullName).Where(name => !Wrapping.Any(name.StartsWith)).Order(StringComparer.Ordinal));

        // What is excluded is for direct references: the build and the generator flow on by themselves.
        XElement bindgen = Assert.Single(
            Dependencies(Metadata(archive)),
            dependency => dependency.Attribute("id")!.Value == "Ngixi.Bindgen");
        Assert.Equal(package.Version, bindgen.Attribute("version")!.Value);
        Assert.Equal("Build,Analyzers", bindgen.Attribute("exclude")!.Value);
    }

    [Theory]
    [MemberData(nameof(PackedBindgen.Packages), MemberType = typeof(PackedBindgen))]
    public void The_package_states_license_description_tags_project_and_readme_and_has_symbols(string id)
    {
        using ZipArchive archive = ZipFile.OpenRead(package.FileOf(id));
        XElement metadata = Metadata(archive);
        Assert.Equal(id, Value("id"));
        Assert.Equal("MIT", Value("license"));
        Assert.Equal("expression", Element("license").Attribute("type")!.Value);
        Assert.StartsWith(
            "MIT License\n\nCopyright (c) 2026 Ngixi.Bindgen contributors\n",
            File.ReadAllText(Path.Combine(PackedBindgen.Repository, "LICENSE")),
            StringComparison.Ordinal);
        Assert.Equal("Copyright (c) 2026 Ngixi.Bindgen contributors", Value("copyright"));
        Assert.Equal("Ngixi.Bindgen contributors", Value("authors"));
        Assert.Equal("https://github.com/ngixi/bindgen", Value("projectUrl"));
        Assert.Equal("https://github.com/ngixi/bindgen", Element("repository").Attribute("url")!.Value);
        Assert.Equal("README.md", Value("readme"));
        Assert.InRange(Value("description").Length, 100, 500);
        Assert.Contains("wasmtime", Value("tags").Split(' '));

        using ZipArchive symbols = ZipFile.OpenRead(Path.ChangeExtension(package.FileOf(id), "snupkg"));
        Assert.Contains(symbols.Entries, entry => entry.FullName == $"lib/net10.0/{id}.pdb");

        XElement Element(string name) => metadata.Elements().Single(element => element.Name.LocalName == name);
        string Value(string name) => Element(name).Value;
    }

    [Fact]
    public void Every_link_of_the_readme_works_in_a_gallery_and_names_a_file_of_the_repository()
    {
        using ZipArchive archive = ZipFile.OpenRead(package.PackageFile);
        using StreamReader reader = new(archive.GetEntry("README.md")!.Open());
        string readme = reader.ReadToEnd();
        Match[] links = [.. Regex.Matches(readme, @"\]\(([^)\s]+)\)").Cast<Match>()];
        Assert.NotEmpty(links);
        Assert.All(links, link =>
        {
            string target = link.Groups[1].Value;
            Assert.StartsWith("https://", target, StringComparison.Ordinal);
            if (Regex.Match(target, "^https://github.com/ngixi/bindgen/(?:blob|tree)/main/([^#]+)") is { Success: true } own)
            {
                Assert.True(Path.Exists(Path.Combine(PackedBindgen.Repository, own.Groups[1].Value)), target);
            }
        });
    }

    [Fact]
    public void A_fresh_project_builds_without_a_warning_has_stubs_and_is_called_by_a_guest()
    {
        using ConsumerFolder consumer = new(package);
        consumer.WriteProject(
            "App",
            Executable,
            WarningsAsErrors,
            "<NgixiGuestDirectory>../guest/assembly/host</NgixiGuestDirectory>",
            "<EmitCompilerGeneratedFiles>true</EmitCompilerGeneratedFiles>");
        consumer.Write("App/IAdder.cs", ConsumerFolder.Contract);
        consumer.Write("App/Program.cs", ConsumerFolder.Program);

        CommandResult build = consumer.Dotnet("build", "App").Succeeds();
        Assert.True(build.Warnings.Count == 0, build.ToString());
        Assert.Contains("\"env\", \"add\"", File.ReadAllText(consumer.At("guest/assembly/host/adder.ts")), StringComparison.Ordinal);
        Assert.Contains(GeneratedFiles(consumer.At("App")), text => text.Contains("DefineAdder", StringComparison.Ordinal));
        consumer.Dotnet("run", "--project", "App", "--no-build").Succeeds().Says("The guest says 42");
        consumer.Dotnet("build", "App", "-p:NgixiStubs=Verify").Succeeds();
    }

    [Fact]
    public void A_program_compiled_ahead_of_time_is_called_by_a_guest_and_only_Wasmtime_itself_has_warnings()
    {
        using ConsumerFolder consumer = new(package);
        consumer.WriteProject("App", Executable, "<PublishAot>true</PublishAot>", "<TrimmerSingleWarn>false</TrimmerSingleWarn>");
        consumer.Write("App/IAdder.cs", ConsumerFolder.Contract);
        consumer.Write("App/Program.cs", ConsumerFolder.Program);

        CommandResult publish = consumer.Dotnet("publish", "App", "-o", consumer.At("published")).Succeeds();
        IEnumerable<string> ours = publish.Warnings.Where(warning => !Regex.IsMatch(warning, @"\banalysis warning IL\d+: Wasmtime\."));
        Assert.True(!ours.Any(), $"{string.Join('\n', ours)}\n\n{publish}");
        Assert.False(File.Exists(consumer.At("published/App.dll")), publish.ToString());
        consumer.Run(OperatingSystem.IsWindows() ? "published/App.exe" : "published/App").Succeeds().Says("The guest says 42");
    }

    [Fact]
    public void A_project_without_unsafe_code_is_told_by_the_analyzer()
    {
        using ConsumerFolder consumer = new(package);
        consumer.WriteProject("Contracts", "<AllowUnsafeBlocks>false</AllowUnsafeBlocks>");
        consumer.Write("Contracts/IAdder.cs", ConsumerFolder.Contract);
        consumer.Dotnet("build", "Contracts").FailsWith("NGX0007", "NGX0007");
    }

    [Fact]
    public void A_program_that_references_only_a_library_of_contracts_builds_and_runs()
    {
        using ConsumerFolder consumer = new(package);
        consumer.WriteProject("Contracts", WarningsAsErrors, "<NgixiGuestDirectory>../guest</NgixiGuestDirectory>");
        consumer.Write("Contracts/IAdder.cs", ConsumerFolder.Contract);
        consumer.WriteProjectOn("Contracts", "App", Executable, WarningsAsErrors);
        consumer.Write("App/Program.cs", ConsumerFolder.Program);

        CommandResult build = consumer.Dotnet("build", "App").Succeeds();
        Assert.True(build.Warnings.Count == 0, build.ToString());
        Assert.True(File.Exists(consumer.At("guest/adder.ts")), build.ToString());
        consumer.Dotnet("run", "--project", "App", "--no-build").Succeeds().Says("The guest says 42");
    }

    [Fact]
    public void A_host_that_references_the_capabilities_alone_gives_its_guest_the_one_that_it_names()
    {
        using ConsumerFolder consumer = new(package);
        consumer.WriteProjectWithCapabilities(
            "App",
            """<NgixiGuest Include="../guest/capabilities" From="Ngixi.Capabilities" Interfaces="ILog" />""",
            Executable,
            WarningsAsErrors);
        consumer.Write("App/Program.cs", """
            using Microsoft.Extensions.Logging;
            using Ngixi.Bindgen;
            using Ngixi.Capabilities;
            using Wasmtime;

            using Config config = GuestConfig.Create();
            using Engine engine = new(config);
            using Loggers loggers = new();
            using Linker linker = new(engine);
            linker.DefineLog(new GuestLog(loggers, "greeter").ForInstance);
            linker.DefineAssemblyScript();
            using Module module = Module.FromFile(engine, args[0]);
            linker.CheckContracts(engine, module);
            using Store store = new(engine);
            linker.Instantiate(store, module).Start();

            internal sealed class Loggers : ILoggerFactory, ILogger
            {
                public ILogger CreateLogger(string categoryName) => this;

                public void AddProvider(ILoggerProvider provider)
                {
                }

                public IDisposable? BeginScope<TState>(TState state)
                    where TState : notnull => null;

                public bool IsEnabled(LogLevel logLevel) => true;

                public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                    Console.WriteLine($"{logLevel}: {formatter(state, exception)}");

                public void Dispose()
                {
                }
            }
            """);
        CommandResult build = consumer.Dotnet("build", "App").Succeeds();
        Assert.True(build.Warnings.Count == 0, build.ToString());
        Assert.True(File.Exists(consumer.At("guest/capabilities/log.ts")), build.ToString());
        Assert.False(File.Exists(consumer.At("guest/capabilities/clock.ts")), build.ToString());

        consumer.Write("guest/main.ts", "import { log } from \"./capabilities\";\n\nlog.write(\"hello from the guest\");\n");
        string compiler = Path.Combine(PackedBindgen.Repository, "tests/guest-tools/node_modules/assemblyscript/bin/asc.js");
        Command.Run(
            "node", consumer.At("guest"), compiler, "main.ts", "--config", "none", "--exportStart", "_initialize", "--outFile", "main.wasm")
            .Succeeds();
        consumer
            .Dotnet("run", "--project", "App", "--no-build", "--", consumer.At("guest/main.wasm"))
            .Succeeds()
            .Says("Information: hello from the guest");
        consumer.Dotnet("build", "App", "-p:NgixiStubs=Verify").Succeeds();

        // The generator comes along, for interfaces of the host's own.
        consumer.Write("App/IAdder.cs", ConsumerFolder.Contract);
        consumer.Dotnet("build", "App").Succeeds();
        Assert.True(File.Exists(consumer.At("App/obj/Debug/net10.0/ngixi/adder.ts")));
    }

    [Fact]
    public void A_project_of_an_older_framework_is_refused_when_it_is_restored()
    {
        using ConsumerFolder consumer = new(package);
        consumer.WriteProject("Old", "<TargetFramework>net8.0</TargetFramework>");
        consumer.Write("Old/IAdder.cs", ConsumerFolder.Contract);
        consumer.Dotnet("build", "Old").FailsWith("NU1202")
            .Says(Troubleshooting.Quote("Package is not compatible").Replace("0.1.0", package.Version, StringComparison.Ordinal));
    }

    [Fact]
    public void The_first_target_framework_that_references_the_package_writes_the_stubs()
    {
        using ConsumerFolder consumer = new(package);
        consumer.WriteConditionalProject(
            "Contracts",
            "'$(TargetFramework)' == 'net10.0'",
            "csproj",
            "<TargetFramework />",
            "<TargetFrameworks>net10.0-windows; net10.0</TargetFrameworks>",
            "<EnableWindowsTargeting>true</EnableWindowsTargeting>",
            "<DisableTransitiveFrameworkReferenceDownloads>true</DisableTransitiveFrameworkReferenceDownloads>",
            "<NgixiGuestDirectory>../guest</NgixiGuestDirectory>");
        consumer.Write("Contracts/IAdder.cs", $"#if !WINDOWS\n{ConsumerFolder.Contract}\n#endif\n");
        CommandResult build = consumer.Dotnet("build", "Contracts").Succeeds();
        Assert.True(File.Exists(consumer.At("guest/adder.ts")), build.ToString());
    }

    [Fact]
    public void A_program_in_FSharp_runs_guests_of_contracts_in_a_CSharp_library()
    {
        using ConsumerFolder consumer = new(package);
        consumer.WriteProject("Contracts", "<NgixiGuestDirectory>../guest</NgixiGuestDirectory>");
        consumer.Write("Contracts/IAdder.cs", ConsumerFolder.Contract);
        consumer.WriteFSharpProjectOn("Contracts", "App", Executable, WarningsAsErrors);
        consumer.Write("App/Program.fs", """"
            open Calculator
            open Wasmtime

            type Adder() =
                interface IAdder with
                    member _.Add(left, right) = left + right
                    member _.Sum(_, _) = raise (System.NotSupportedException())

            [<EntryPoint>]
            let main _ =
                use engine = new Engine()
                use linker = new Linker(engine)
                linker.DefineAdder(Adder() :> IAdder)
                use modul =
                    Module.FromText(engine, "guest", """
                        (module
                          (import "env" "add" (func $add (param i32 i32) (result i32)))
                          (func (export "run") (result i32) (call $add (i32.const 40) (i32.const 2))))
                        """)
                use store = new Store(engine)
                let run = nonNull (linker.Instantiate(store, modul).GetFunction("run"))
                printfn "The guest says %O" (run.Invoke())
                0
            """");
        CommandResult build = consumer.Dotnet("build", "App").Succeeds();
        Assert.True(build.Warnings.Count == 0, build.ToString());
        consumer.Dotnet("run", "--project", "App", "--no-build").Succeeds().Says("The guest says 42");
    }

    [Theory]
    [InlineData("vbproj", "Contract.vb", "VB", """
        <Ngixi.Bindgen.WasmImport("env")>
        Public Interface IAdder
            Function Add(left As Integer, right As Integer) As Integer
        End Interface
        """)]
    [InlineData("fsproj", "Contract.fs", "F#", """
        namespace Calculator
        [<Ngixi.Bindgen.WasmImport("env")>]
        type IAdder =
            abstract Add: left: int * right: int -> int
        """)]
    public void A_contract_in_another_language_is_an_error_that_names_it(string extension, string file, string language, string source)
    {
        using ConsumerFolder consumer = new(package);
        consumer.WriteConditionalProject(
            "Contracts",
            "true",
            extension,
            extension == "fsproj"
                ? "</PropertyGroup><ItemGroup><Compile Include=\"Contract.fs\" /></ItemGroup><PropertyGroup>"
                : "<Nullable />");
        consumer.Write($"Contracts/{file}", source);
        consumer
            .Dotnet("build", "Contracts")
            .FailsWith("NGXB0011")
            .Says($".IAdder is declared in {language}, and the generator of Ngixi.Bindgen reads C# alone. Declare it in a C# library");
    }

    private static XElement Metadata(ZipArchive archive)
    {
        using Stream stream = archive.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(stream).Root!.Elements().Single();
    }

    private static IEnumerable<XElement> Dependencies(XElement metadata) =>
        metadata.Descendants().Where(element => element.Name.LocalName == "dependency");

    private static IEnumerable<string> GeneratedFiles(string project) =>
        Directory.EnumerateFiles(Path.Combine(project, "obj"), "*.g.cs", SearchOption.AllDirectories).Select(File.ReadAllText);
}
