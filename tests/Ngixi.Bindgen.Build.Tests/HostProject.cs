using System.Reflection;
using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Bindgen.Build.Tests;

/// <summary>A small host in a folder of its own, with two interfaces and the guest's stubs in <c>guest</c>.</summary>
internal sealed class HostProject : IDisposable
{
    public const string Log = """
        using Ngixi.Bindgen;

        namespace Host;

        /// <summary>Writes to the log.</summary>
        [WasmImport("env")]
        public interface ILog
        {
            void Write(string message);
        }
        """;

    public const string Clock = """
        using Ngixi.Bindgen;

        namespace Host;

        /// <summary>Tells the time.</summary>
        [WasmImport("env")]
        public interface IClock
        {
            long Now();
        }
        """;

    public const string IntermediateFolder = "obj/Debug/net10.0";

    private readonly TemporaryFolder folder = new();

    public HostProject()
    {
        Write("ILog.cs", Log);
        Write("IClock.cs", Clock);
    }

    public static string Repository => Path("Repository");

    public string Name { get; init; } = "Host";

    /// <summary>Gets or sets the guest directory as the project says it; <see langword="null"/> when it says none.</summary>
    public string? GuestDirectory { get; set; } = "guest";

    /// <summary>Gets or sets guests as the project states them beside the guest directory: a folder, and a language, or none.</summary>
    public IReadOnlyList<(string Folder, string? Language)> Guests { get; set; } = [];

    /// <summary>Gets or sets guests as the project states them, with any metadata.</summary>
    public string OtherGuests { get; set; } = "";

    /// <summary>Gets or sets the languages of the assembly's stubs, beside those of its guests.</summary>
    public string? GuestLanguages { get; set; }

    public bool HasGenerator { get; set; } = true;

    /// <summary>Gets whether the host is a program, of a file <c>Program.cs</c>.</summary>
    public bool IsProgram { get; init; }

    /// <summary>Gets assemblies that the host references beside the library.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>Gets projects that the host references.</summary>
    public IReadOnlyList<HostProject> Projects { get; init; } = [];

    public string TargetFrameworks { get; init; } = "<TargetFramework>net10.0</TargetFramework>";

    public string Manifest => At($"{IntermediateFolder}/ngixi.stubs.txt");

    public string Assembly => At($"{IntermediateFolder}/{Name}.dll");

    public string At(string relativePath) => folder.At(relativePath);

    public void Write(string relativePath, string text) => folder.Write(relativePath, text);

    public string Read(string relativePath) => File.ReadAllText(At(relativePath));

    public void Delete(string relativePath) => File.Delete(At(relativePath));

    public FolderState StateOf(string relativePath) => FolderState.Of(At(relativePath));

    public CommandResult Build(params string[] options)
    {
        WriteProject();
        return Run(["build", .. options]);
    }

    /// <summary>Writes the project file, for a build of a project that references it.</summary>
    /// <returns>The project itself.</returns>
    public HostProject Prepare()
    {
        WriteProject();
        return this;
    }

    /// <summary>Compiles a guest beside the stubs, in AssemblyScript.</summary>
    /// <returns>The guest.</returns>
    public string CompileGuest(string source, string name = "guest.wasm", params string[] otherEntries)
    {
        TryCompileGuest(source, name, otherEntries).Succeeds();
        return At(name);
    }

    /// <summary>Compiles a guest beside the stubs, in C.</summary>
    /// <returns>The guest.</returns>
    public string CompileCGuest(string source, string name)
    {
        TryCompileCGuest(source, name).Succeeds();
        return At(name);
    }

    public CommandResult TryCompileCGuest(string source, string name)
    {
        Write("main.c", source);
        return CCompiler.Compile(folder.Path, "-std=c11", "main.c", "-o", name);
    }

    public CommandResult TryCompileGuest(string source, string name, params string[] otherEntries)
    {
        string compiler = System.IO.Path.Combine(Path("GuestToolsDirectory"), "node_modules", "assemblyscript", "bin", "asc.js");
        Assert.True(
            File.Exists(compiler),
            "AssemblyScript is not installed: run 'npm ci' in tests/guest-tools, or ./test.sh, which does it.");
        Write("main.ts", source);
        return Command.Run(
            "node",
            folder.Path,
            [
                compiler, "main.ts", .. otherEntries, "--config", "none", "--exportStart", "_initialize", "--optimizeLevel", "3",
                "--outFile", name,
            ]);
    }

    /// <summary>Runs the host, as its last build left it.</summary>
    public CommandResult RunProgram(params string[] arguments) =>
        Command.Dotnet(folder.Path, [At($"bin/Debug/net10.0/{Name}.dll"), .. arguments]);

    public CommandResult Clean() => Run("clean");

    /// <summary>What an editor does to have the project's sources.</summary>
    public CommandResult DesignTimeBuild() =>
        Build("-t:Compile", "-p:DesignTimeBuild=true", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true");

    /// <summary>As a fresh clone has it: without what builds leave behind.</summary>
    public void DeleteBuildOutput()
    {
        Directory.Delete(At("obj"), recursive: true);
        Directory.Delete(At("bin"), recursive: true);
    }

    public void Dispose() => folder.Dispose();

    private static string Path(string key) =>
        typeof(HostProject).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;

    private CommandResult Run(params string[] arguments) =>
        Command.Dotnet(folder.Path, [.. arguments, $"{Name}.csproj", "-v:normal", "-nologo", "-tl:off"]);

    /// <summary>A project file that was written again makes MSBuild compile again, so only a new text is written.</summary>
    private void WriteProject()
    {
        string file = $"{Name}.csproj";
        string text = Describe();
        if (!File.Exists(At(file)) || Read(file) != text)
        {
            Write(file, text);
        }
    }

    private string Describe() => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            {TargetFrameworks}
            {(IsProgram ? "<OutputType>Exe</OutputType>" : "")}
            <Nullable>enable</Nullable>
            <AllowUnsafeBlocks>true</AllowUnsafeBlocks>
            <EnableNETAnalyzers>false</EnableNETAnalyzers>
            <UseSharedCompilation>true</UseSharedCompilation>
            <NgixiBuildTaskAssembly>{Path("Task")}</NgixiBuildTaskAssembly>
            {(GuestDirectory is null ? "" : $"<NgixiGuestDirectory>{GuestDirectory}</NgixiGuestDirectory>")}
            {(GuestLanguages is null ? "" : $"<NgixiGuestLanguages>{GuestLanguages}</NgixiGuestLanguages>")}
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Wasmtime" Version="50.0.1" />
            <Reference Include="{Path("Bindgen")}" />
            {string.Join("\n    ", References.Select(reference => $"""<Reference Include="{reference}" />"""))}
            {string.Join("\n    ", Projects.Select(project => $"""<ProjectReference Include="{project.At($"{project.Name}.csproj")}" />"""))}
            {OtherGuests}
            {string.Join("\n    ", Guests.Select(guest => $"""<NgixiGuest Include="{guest.Folder}" {(guest.Language is null ? "" : $"Language=\"{guest.Language}\" ")}/>"""))}
            {(HasGenerator ? $"""<Analyzer Include="{Path("Generator")}" />""" : "")}
          </ItemGroup>
          <Import Project="{Path("Targets")}" />
        </Project>
        """;
}
