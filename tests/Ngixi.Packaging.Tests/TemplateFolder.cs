using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Packaging.Tests;

/// <summary>
/// The folder of a user who has the packages and nothing of the repository, with templates, settings and packages of its own. Its path
/// has spaces and letters beyond ASCII.
/// </summary>
internal sealed class TemplateFolder : IDisposable
{
    /// <summary>Set to 1 to have nothing of what this machine downloaded before.</summary>
    private const string EmptyCaches = "NGIXI_EMPTY_CACHES";

    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, string> environment;

    public TemplateFolder(PackedBindgen package)
    {
        Version = package.Version;
        folder.Write("NuGet.Config", $"""
            <configuration>
              <packageSources>
                <add key="packed" value="{package.Feed}" />
              </packageSources>
            </configuration>
            """);

        // MSBuild takes variables of the environment for properties.
        environment = new Dictionary<string, string>
        {
            ["DOTNET_CLI_HOME"] = folder.At("cli"),
            ["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false",
            ["RestorePackagesPath"] = folder.At("packages"),
        };
        if (Environment.GetEnvironmentVariable(EmptyCaches) == "1")
        {
            environment["npm_config_cache"] = folder.At("npm");
        }
        else
        {
            environment["RestoreFallbackFolders"] = PackedBindgen.MachinePackages;
        }
    }

    public string Version { get; }

    public string At(string relativePath) => folder.At(relativePath);

    public string Read(string relativePath) => File.ReadAllText(At(relativePath)).ReplaceLineEndings("\n");

    public void Write(string relativePath, string text) => folder.Write(relativePath, text);

    public void Replace(string relativePath, string before, string after)
    {
        string text = Read(relativePath);
        Assert.Contains(before, text, StringComparison.Ordinal);
        Write(relativePath, text.Replace(before, after, StringComparison.Ordinal));
    }

    /// <summary>Runs a command as it would be typed.</summary>
    public CommandResult Shell(string command) => Command.Run("bash", folder.Path, environment, "-c", command);

    public void Dispose() => folder.Dispose();
}
