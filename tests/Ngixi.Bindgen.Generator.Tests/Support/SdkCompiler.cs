using System.Text.Json;
using Microsoft.CodeAnalysis.Text;
using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Bindgen.Generator.Tests.Support;

/// <summary>
/// The compiler of the installed SDK, run as a build runs it. A compilation made in a test asks for all diagnostics at once;
/// this one has phases, and an error in declarations ends it before the analyzers report.
/// </summary>
internal static class SdkCompiler
{
    private const int Parallelism = 2;

    // A compiler that stays loaded answers in a fraction of the time. It ends by itself once it is idle for so many seconds.
    private const string IdleSeconds = "20";

    private const string Log = "compiler.sarif";

    private static readonly string Pipe = $"ngixi-{Guid.NewGuid():N}";

    private static readonly string[] FailuresOfTheTools = ["AD0001", "CS8032", "CS8033", "CS8034", "CS8784", "CS8785", "CS9057"];

    /// <summary>
    /// Returns the errors of a project of these sources, <c>Source0.cs</c>, <c>Source1.cs</c> and so on, in the compiler's order.
    /// </summary>
    public static IReadOnlyList<string> Errors(params string[] sources) => Of("error", sources);

    /// <summary>Returns the warnings of a project of these sources, those in generated code too.</summary>
    public static IReadOnlyList<string> Warnings(params string[] sources) => Of("warning", sources);

    /// <summary>Returns all errors, warnings and suggestions of a project.</summary>
    public static IReadOnlyList<SdkDiagnostic> Compile(SdkProject project)
    {
        using TemporaryFolder folder = new(hasPlainName: true);
        foreach ((string path, string text) in project.Files.Append(("GlobalUsings.cs", Sources.GlobalUsings)))
        {
            folder.Write(path, text);
        }

        folder.Write("compiler.rsp", string.Join('\n', Arguments(project)));
        CommandResult result = Command.Dotnet(
            folder.Path, TestPaths.Compiler, $"-shared:{Pipe}", $"-keepalive:{IdleSeconds}", "-noconfig", "@compiler.rsp");

        // Neither a compiler that did not start nor an analyzer that throws may pass for a project without faults.
        Assert.True(File.Exists(folder.At(Log)), $"The compiler did not start.\n{result}");
        IReadOnlyList<SdkDiagnostic> diagnostics = ReadLog(folder);
        Assert.True(
            result.ExitCode == (diagnostics.Any(diagnostic => diagnostic.Severity == "error") ? 1 : 0),
            $"The compiler failed.\n{result}");
        Assert.DoesNotContain(diagnostics, diagnostic => FailuresOfTheTools.Contains(diagnostic.Id));
        return diagnostics;
    }

    /// <summary>
    /// Compiles each project by itself, some at the same time, and returns their diagnostics in the order of the projects.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<SdkDiagnostic>> CompileAll(IEnumerable<SdkProject> projects) =>
        [.. projects.AsParallel().AsOrdered().WithDegreeOfParallelism(Parallelism).Select(Compile)];

    private static IReadOnlyList<string> Of(string severity, string[] sources) =>
        [.. Compile(SdkProject.Of(sources))
            .Where(diagnostic => diagnostic.Severity == severity)
            .Select(diagnostic => diagnostic.ToString())];

    private static IEnumerable<string> Arguments(SdkProject project) =>
    [
        "-target:library", "-out:Demo.dll", "-nologo", "-nostdlib+", "-nullable:enable", "-langversion:13", "-deterministic+",
        "-utf8output",
        "-preferreduilang:en-US", "-warn:9999", $"-errorlog:{Log},version=2.1", project.AllowUnsafe ? "-unsafe+" : "-unsafe-",
        Path(typeof(BindgenGenerator).Assembly.Location, "-analyzer:"),
        .. project.Options,
        .. ReferencePack().Select(path => Path(path, "-reference:")),
        Path(typeof(WasmImportAttribute).Assembly.Location, "-reference:"),
        Path(typeof(Testing.Fake).Assembly.Location, "-reference:"),
        Path(typeof(Wasmtime.Linker).Assembly.Location, "-reference:"),
        .. project.Files
            .Select(file => file.Path)
            .Where(path => path.EndsWith(".cs", StringComparison.Ordinal))
            .Append("GlobalUsings.cs")
            .Select(path => Path(path)),
    ];

    private static string Path(string path, string option = "") => $"{option}\"{path}\"";

    private static string[] ReferencePack() => Directory.GetFiles(
        Directory.GetDirectories(TestPaths.ReferencePack)
            .Select(version => System.IO.Path.Combine(version, "ref", "net10.0"))
            .Where(Directory.Exists)
            .Order(StringComparer.Ordinal)
            .Last(),
        "*.dll");

    /// <summary>Reads the log, which has suggestions, too. The compiler prints errors and warnings alone.</summary>
    private static IReadOnlyList<SdkDiagnostic> ReadLog(TemporaryFolder folder)
    {
        using JsonDocument log = JsonDocument.Parse(File.ReadAllText(folder.At(Log)));
        return
        [
            .. log.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()
                .Where(result => !result.TryGetProperty("suppressions", out _))
                .Select(result => Read(result, folder)),
        ];
    }

    private static SdkDiagnostic Read(JsonElement result, TemporaryFolder folder)
    {
        string id = result.GetProperty("ruleId").GetString()!;
        string severity = result.GetProperty("level").GetString()!;
        string message = result.GetProperty("message").GetProperty("text").GetString()!;
        if (!result.TryGetProperty("locations", out JsonElement locations))
        {
            return new SdkDiagnostic(id, severity, "", default, message);
        }

        JsonElement location = locations[0].GetProperty("physicalLocation");
        Uri file = new(location.GetProperty("artifactLocation").GetProperty("uri").GetString()!, UriKind.RelativeOrAbsolute);
        JsonElement region = location.GetProperty("region");
        return new SdkDiagnostic(
            id,
            severity,
            (file.IsAbsoluteUri ? System.IO.Path.GetRelativePath(folder.Path, file.LocalPath) : file.ToString()).Replace('\\', '/'),
            new LinePositionSpan(Position(region, "start"), Position(region, "end")),
            message);
    }

    private static LinePosition Position(JsonElement region, string end) =>
        new(region.GetProperty($"{end}Line").GetInt32() - 1, region.GetProperty($"{end}Column").GetInt32() - 1);
}

/// <summary>A project for the compiler of the SDK.</summary>
/// <param name="Files">Text by path relative to the project. Those that end in <c>.cs</c> are its sources.</param>
/// <param name="Options">Further options, like <c>-additionalfile:Demo.contract.json</c>.</param>
internal sealed record SdkProject(IReadOnlyList<(string Path, string Text)> Files, bool AllowUnsafe = true, params string[] Options)
{
    public static SdkProject Of(params string[] sources) => new([.. sources.Select((source, index) => ($"Source{index}.cs", source))]);
}

/// <summary>A diagnostic as the compiler logged it.</summary>
/// <param name="Severity"><c>error</c>, <c>warning</c>, or <c>note</c> for a suggestion.</param>
/// <param name="File">The file, relative to the project; empty for one that is in no file.</param>
/// <param name="Place">Its first and last character in the file, counted from 0.</param>
internal sealed record SdkDiagnostic(string Id, string Severity, string File, LinePositionSpan Place, string Message)
{
    /// <summary>Gets the place as the compiler prints it: <c>Source0.cs(2,36)</c>, counted from 1.</summary>
    public string At => $"{File}({Place.Start.Line + 1},{Place.Start.Character + 1})";

    public override string ToString() => File == "" ? $"{Id}: {Message}" : $"{At}: {Id}: {Message}";
}
