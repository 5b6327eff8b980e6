using Microsoft.CodeAnalysis.CSharp;
using Ngixi.Bindgen.Generator.Tests.Support;

namespace Ngixi.Bindgen.Generator.Tests;

/// <summary>One folder of <c>Snapshots</c>: a contract, and the files that it becomes.</summary>
internal static class SnapshotCase
{
    private const string Contract = "Contract.cs";

    public static IEnumerable<string> Names =>
        Directory.GetDirectories(TestPaths.Snapshots).Select(directory => Path.GetFileName(directory)!).Order(StringComparer.Ordinal);

    public static TheoryData<string> All => [.. Names];

    public static string DirectoryOf(string name) => Path.Combine(TestPaths.Snapshots, name);

    public static CSharpCompilation Compile(string name) => Sources.Compile(Read(name));

    /// <summary>Several files of one case are separated by lines that begin with <c>// file</c>.</summary>
    private static string[] Read(string name) =>
        File.ReadAllText(Path.Combine(DirectoryOf(name), Contract)).Split("// file\n", StringSplitOptions.RemoveEmptyEntries);
}
