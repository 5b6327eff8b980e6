using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Ngixi.Bindgen.Generator.Tests.Diagnostics;
using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Bindgen.Generator.Tests.Support;

/// <summary>
/// A project in one file of <c>Cases</c>. A line <c>// file NAME</c> begins another source, and <c>// === lib ===</c> the source of
/// a library that the project references, by the name <c>L</c> too if it says <c>extern alias L</c>. Marks tell where rules apply.
/// </summary>
internal sealed class CaseFile
{
    private const string LibraryMark = "// === lib ===\n";
    private const string FileMark = "// file ";

    private CaseFile(IReadOnlyList<(string Path, MarkedSource Source)> sources, string? library) => (Sources, Library) = (sources, library);

    /// <summary>Gets the names of all cases: the kind, and the file.</summary>
    public static IEnumerable<string> Names => Directory.GetFiles(TestPaths.Cases, "*.cs", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(TestPaths.Cases, file).Replace('\\', '/'))
        .Where(name => name.Contains('/', StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    public IReadOnlyList<(string Path, MarkedSource Source)> Sources { get; }

    public string? Library { get; }

    /// <summary>Gets whether rules apply that stop the build.</summary>
    public bool HasMistakes => Sources.Any(source => source.Source.Marks.Count > 0);

    private bool HasAlias => Sources.Any(source => source.Source.Text.Contains("extern alias L;", StringComparison.Ordinal));

    public static CaseFile Read(string name) => Parse(File.ReadAllText(Path.Combine(TestPaths.Cases, name)).ReplaceLineEndings("\n"));

    public static CaseFile Parse(string text)
    {
        string[] parts = text.Split(LibraryMark);
        List<(string Path, MarkedSource Source)> sources = [];
        foreach (string part in Regex.Split(parts[0], "^(?=// file )", RegexOptions.Multiline).Where(part => part.Length > 0))
        {
            string path = part.StartsWith(FileMark, StringComparison.Ordinal)
                ? part[FileMark.Length..part.IndexOf('\n', StringComparison.Ordinal)]
                : "Source0.cs";
            sources.Add((path, MarkedSource.Parse(part)));
        }

        return new CaseFile(sources, parts.ElementAtOrDefault(1));
    }

    public CSharpCompilation Compile()
    {
        CSharpCompilation project = Sources.Aggregate(
            Support.Sources.Compile(), (compilation, source) =>
                compilation.AddSyntaxTrees(Support.Sources.Tree(source.Source.Text, source.Path)));
        if (Library is null)
        {
            return project;
        }

        return project.AddReferences(Support.Sources.Reference(Library, HasAlias ? ["L"] : []));
    }

    /// <summary>The project for the compiler of the SDK.</summary>
    /// <param name="folder">Gets the library.</param>
    public SdkProject ToProject(TemporaryFolder folder)
    {
        List<string> options = [];
        if (Library is not null)
        {
            string path = folder.At($"{Guid.NewGuid():N}.dll");
            Assert.True(Support.Sources.Compile(Library).WithAssemblyName("Library").Emit(path).Success);
            options.Add($"-reference:{(HasAlias ? "L=" : "")}\"{path}\"");
        }

        // A path of another machine is a name here.
        return new SdkProject(
            [.. Sources.Select((source, index) => ($"{index}{Path.GetFileName(source.Path)}", source.Source.Text))],
            AllowUnsafe: true,
            [.. options]);
    }

    /// <summary>What the marks expect, by the text of each source.</summary>
    public IEnumerable<string> Expected() => Sources
        .SelectMany(source => source.Source.Marks.Select(mark => Text(mark.Id, source.Path, source.Source.Text, mark.Span)))
        .Order(StringComparer.Ordinal);

    /// <summary>The same for a diagnostic.</summary>
    public static string Actual(Diagnostic diagnostic) =>
        Text(
            diagnostic.Id,
            diagnostic.Location.SourceTree!.FilePath,
            diagnostic.Location.SourceTree.ToString(),
            diagnostic.Location.SourceSpan);

    private static string Text(string id, string path, string text, TextSpan span) =>
        $"{path}({span.Start}): {id} at '{text[span.Start..span.End]}'";
}
