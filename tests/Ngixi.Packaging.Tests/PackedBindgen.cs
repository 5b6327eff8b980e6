using System.Reflection;
using System.Xml.Linq;
using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Packaging.Tests;

/// <summary>
/// The packages, packed once for all tests in a copy of the sources: what a clean clone packs, without a touch on what
/// other tests have built in the repository.
/// </summary>
[CollectionDefinition(Tests)]
public sealed class PackedBindgen : IDisposable, ICollectionFixture<PackedBindgen>
{
    /// <summary>The tests that share the package.</summary>
    public const string Tests = "Tests of the package";

    private static readonly string[] Packed =
    [
        "src", "generators", "eng", "Directory.Build.props", "Directory.Packages.props", ".editorconfig", "NgixiBindgen.sln", "README.md",
    ];

    private readonly TemporaryFolder folder = new();

    public PackedBindgen()
    {
        foreach (string name in Packed)
        {
            Copy(Path.Combine(Metadata("Repository"), name), folder.At($"clone/{name}"));
        }

        // Symbols lead to sources by the commit and the address of the repository.
        Git("init", "--quiet");
        Git("remote", "add", "origin", "https://github.com/ngixi/bindgen");
        Git("add", ".");
        Git("-c", "user.name=Tests", "-c", "user.email=tests@example.com", "commit", "--quiet", "--message", "Pack");
        Commit = Git("rev-parse", "HEAD").Output.Trim();

        // What analyzers say of these sources is for the build of the repository.
        Command.Dotnet(
            folder.At("clone"),
            "pack",
            "eng/Packages.slnf",
            "-c", "Release", "-o", Feed, $"-p:Version={Version}", "-p:RunAnalyzers=false", "-p:ContinuousIntegrationBuild=true",
            "-nologo", "-tl:off")
            .Succeeds();
    }

    /// <summary>Gets the system that the tool is packed for.</summary>
    public static string Runtime => System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier;

    /// <summary>Gets the packages, as rows of a theory.</summary>
    public static IEnumerable<object[]> Packages =>
    [
        ["Ngixi.Bindgen"], ["Ngixi.Capabilities"], ["Ngixi.Capabilities.Sqlite"], ["Ngixi.Capabilities.Redis"], ["Ngixi.Wasi"],
        ["Ngixi.Hosting"], ["Ngixi.Testing"],
    ];

    /// <summary>
    /// Gets a version that no other run has, so that none of its files can come from a cache, and that is no prerelease, so that it is
    /// taken where none is named.
    /// </summary>
    public string Version { get; } = $"0.{Random.Shared.Next(60_000)}.{Random.Shared.Next(60_000)}";

    /// <summary>Gets the commit that was packed.</summary>
    public string Commit { get; }

    public string Feed => folder.At("feed");

    public string PackageFile => FileOf("Ngixi.Bindgen");

    /// <summary>Gets the version that the documentation prints, which is that of the repository.</summary>
    public static string PrintedVersion =>
        XDocument.Load(Path.Combine(Repository, "Directory.Build.props")).Descendants("Version").Single().Value;

    /// <summary>Gets the repository's root.</summary>
    public static string Repository => Metadata("Repository");

    /// <summary>Gets the packages that this machine has, for all but the one under test.</summary>
    public static string MachinePackages => Metadata("Packages");

    /// <summary>Gets the file of one of the packages.</summary>
    public string FileOf(string package) => Path.Combine(Feed, $"{package}.{Version}.nupkg");

    public void Dispose() => folder.Dispose();

    private CommandResult Git(params string[] arguments) => Command.Run("git", folder.At("clone"), arguments).Succeeds();

    private static string Metadata(string key) =>
        typeof(PackedBindgen).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;

    private static void Copy(string source, string target)
    {
        if (File.Exists(source))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(source, target);
            return;
        }

        foreach (string entry in Directory.EnumerateFileSystemEntries(source)
            .Where(entry => Path.GetFileName(entry) is not ("bin" or "obj")))
        {
            Copy(entry, Path.Combine(target, Path.GetFileName(entry)));
        }
    }
}
