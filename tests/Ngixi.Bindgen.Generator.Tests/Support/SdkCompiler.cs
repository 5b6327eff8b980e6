using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;
using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Bindgen.Generator.Tests.Support;

/// <summary>
/// The compiler of the installed SDK, run as a build runs it. A compilation made in a test asks for all diagnostics at once;
/// this one has phases, and an error in declarations ends it before the analyzers report.
/// </summary>
internal static partial class SdkCompiler
{
    private const int Parallelism = 2;

    // A compiler that stays loaded answers in a fraction of the time. It ends by itself once it is idle for so many seconds.
    private const string IdleSeconds = "20";

    private static readonly string Pipe = $"ngixi-{Guid.NewGuid():N}";

    private static readonly string[] FailuresOfTheTools = ["AD0001", "CS8032", "CS8033", "CS8784", "CS8785", "CS9057"];

    /// <summary>Returns the errors of a project of these sources, <c>Source0.cs</c>, <c>Source1.cs</c> and so on, in the compiler's order.</summary>
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
        IReadOnlyList<SdkDiagnostic> diagnostics = [.. result.Output.Split('\n').Select(Read).OfType<SdkDiagnostic>()];

        // Neither a compiler that did not start nor an analyzer that throws may pass for a project without faults.
        Assert.True(result.ExitCode == (diagnostics.Any(diagnostic => diagnostic.Severity == "error") ? 1 : 0), $"The compiler failed.\n{result}");
        Assert.DoesNotContain(diagnostics, diagnostic => FailuresOfTheTools.Contains(diagnostic.Id));
        return diagnostics;
    }

    /// <summary>Compiles each project by itself, some at the same time, and returns their diagnostics in the order of the projects.</summary>
    public static IReadOnlyList<IReadOnlyList<SdkDiagnostic>> CompileAll(IEnumerable<SdkProject> projects) =>
        [.. projects.AsParallel().AsOrdered().WithDegreeOfParallelism(Parallelism).Select(Compile)];

    private static IReadOnlyList<string> Of(string severity, string[] sources) =>
        [.. Compile(SdkProject.Of(sources)).Where(diagnostic => diagnostic.Severity == severity).Select(diagnostic => diagnostic.ToString())];

    private static IEnumerable<string> Arguments(SdkProject project) =>
    [
        "-target:library", "-out:Demo.dll", "-nologo", "-nostdlib+", "-nullable:enable", "-langversion:13", "-deterministic+", "-utf8output",
        "-preferreduilang:en-US", "-warn:9999", "-errorendlocation", project.AllowUnsafe ? "-unsafe+" : "-unsafe-",
        Path(typeof(BindgenGenerator).Assembly.Location, "-analyzer:"),
        .. project.Options,
        .. ReferencePack().Select(path => Path(path, "-reference:")),
        Path(typeof(WasmImportAttribute).Assembly.Location, "-reference:"),
        Path(typeof(Wasmtime.Linker).Assembly.Location, "-reference:"),
        .. project.Files.Select(file => file.Path).Where(path => path.EndsWith(".cs", StringComparison.Ordinal)).Append("GlobalUsings.cs").Select(path => Path(path)),
    ];

    private static string Path(string path, string option = "") => $"{option}\"{path}\"";

    private static string[] ReferencePack() => Directory.GetFiles(
        Directory.GetDirectories(TestPaths.ReferencePack)
            .Select(version => System.IO.Path.Combine(version, "ref", "net10.0"))
            .Where(Directory.Exists)
            .Order(StringComparer.Ordinal)
            .Last(),
        "*.dll");

    private static SdkDiagnostic? Read(string line)
    {
        Match match = Diagnostic().Match(line.TrimEnd('\r'));
        return !match.Success ? null : new SdkDiagnostic(
            match.Groups["id"].Value,
            match.Groups["severity"].Value,
            match.Groups["file"].Value.Replace('\\', '/'),
            match.Groups["place"].Success ? new LinePositionSpan(Position(match, "line", "column"), Position(match, "lastLine", "end")) : default,
            match.Groups["message"].Value);
    }

    private static LinePosition Position(Match match, string line, string column) => new(Number(match.Groups[line]) - 1, Number(match.Groups[column]) - 1);

    private static int Number(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^((?<file>.+?)(?<place>\((?<line>\d+),(?<column>\d+),(?<lastLine>\d+),(?<end>\d+)\)): )?"
        + @"(?<severity>error|warning|info) (?<id>[A-Z]+\d+): (?<message>.*?)( \(https://\S+\))?$")]
    private static partial Regex Diagnostic();
}

/// <summary>A project for the compiler of the SDK.</summary>
/// <param name="Files">Text by path relative to the project. Those that end in <c>.cs</c> are its sources.</param>
/// <param name="Options">Further options, like <c>-additionalfile:Demo.contract.json</c>.</param>
internal sealed record SdkProject(IReadOnlyList<(string Path, string Text)> Files, bool AllowUnsafe = true, params string[] Options)
{
    public static SdkProject Of(params string[] sources) => new([.. sources.Select((source, index) => ($"Source{index}.cs", source))]);
}

/// <summary>A diagnostic as the compiler printed it.</summary>
/// <param name="File">The file, relative to the project; empty for one that is in no file.</param>
/// <param name="Place">Its first and last character in the file, counted from 0.</param>
internal sealed record SdkDiagnostic(string Id, string Severity, string File, LinePositionSpan Place, string Message)
{
    /// <summary>Gets the place as the compiler prints it: <c>Source0.cs(2,36)</c>, counted from 1.</summary>
    public string At => $"{File}({Place.Start.Line + 1},{Place.Start.Character + 1})";

    public override string ToString() => File == "" ? $"{Id}: {Message}" : $"{At}: {Id}: {Message}";
}
