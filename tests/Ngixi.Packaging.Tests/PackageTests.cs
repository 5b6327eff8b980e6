using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Packaging.Tests;

public class PackageTests(PackedBindgen package) : IClassFixture<PackedBindgen>
{
    private const string Executable = "<OutputType>Exe</OutputType>";
    private const string WarningsAsErrors = "<TreatWarningsAsErrors>true</TreatWarningsAsErrors>";

    [Fact]
    public void The_package_has_the_runtime_the_generator_its_fixes_and_the_build_task_and_depends_on_Wasmtime_alone()
    {
        using ZipArchive archive = ZipFile.OpenRead(package.PackageFile);
        string[] wrapping = ["_rels/", "package/", "[Content_Types].xml"];
        Assert.Equal(
            [
                "Ngixi.Bindgen.nuspec",
                "README.md",
                "analyzers/dotnet/roslyn4.14/cs/Ngixi.Bindgen.CodeFixes.dll",
                "analyzers/dotnet/roslyn4.14/cs/Ngixi.Bindgen.Generator.dll",
                "build/Ngixi.Bindgen.props",
                "build/Ngixi.Bindgen.targets",
                "buildTransitive/Ngixi.Bindgen.props",
                "buildTransitive/Ngixi.Bindgen.targets",
                "lib/net10.0/Ngixi.Bindgen.dll",
                "lib/net10.0/Ngixi.Bindgen.xml",
                "tasks/netstandard2.0/Ngixi.Bindgen.Build.dll",
            ],
            archive.Entries.Select(entry => entry.FullName).Where(name => !wrapping.Any(name.StartsWith)).Order(StringComparer.Ordinal));

        using Stream stream = archive.GetEntry("Ngixi.Bindgen.nuspec")!.Open();
        XElement metadata = XDocument.Load(stream).Root!.Elements().Single();
        XElement dependency = Assert.Single(metadata.Descendants(), element => element.Name.LocalName == "dependency");
        Assert.Equal("Wasmtime", dependency.Attribute("id")!.Value);
        Assert.Equal("[50.0.1, 51.0.0)", dependency.Attribute("version")!.Value);
        Assert.Equal("README.md", metadata.Elements().Single(element => element.Name.LocalName == "readme").Value);
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
        consumer.Dotnet("build", "Contracts").FailsWith("NGX0007");
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

    private static IEnumerable<string> GeneratedFiles(string project) =>
        Directory.EnumerateFiles(Path.Combine(project, "obj"), "*.g.cs", SearchOption.AllDirectories).Select(File.ReadAllText);
}
