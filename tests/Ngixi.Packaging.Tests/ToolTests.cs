using System.Runtime.InteropServices;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Packaging.Tests.Documentation;

namespace Ngixi.Packaging.Tests;

[Collection(PackedBindgen.Tests)]
public class ToolTests(PackedBindgen package)
{
    private const long MiB = 1024 * 1024;

    [Fact]
    public void A_package_of_the_tool_has_the_native_library_of_one_system()
    {
        Assert.InRange(new FileInfo(package.FileOf("Ngixi.Cli")).Length, 1, MiB);
        Assert.InRange(new FileInfo(package.FileOf($"Ngixi.Cli.{PackedBindgen.Runtime}")).Length, 5 * MiB, 20 * MiB);
    }

    [Fact]
    public void The_tool_is_installed_from_its_packages_alone_and_runs()
    {
        using TemporaryFolder folder = new();
        folder.Write("nuget.config", $"""
            <configuration>
              <packageSources><clear /><add key="feed" value="{package.Feed}" /></packageSources>
              <fallbackPackageFolders><clear /></fallbackPackageFolders>
            </configuration>
            """);

        // A module with a function `run` that does nothing.
        byte[] module = Convert.FromHexString("0061736d01000000010401600000030201000707010372756e00000a040102000b");
        File.WriteAllBytes(folder.At("greeter.wasm"), module);
        File.WriteAllBytes(folder.At("shop.wasm"), module);
        string[] readme = Commands("README.md");
        string[] page = Commands("docs/cli.md");
        Assert.Equal((readme[0], 2), (page[0], page.Length));
        Dictionary<string, string> environment = new()
        {
            ["NUGET_PACKAGES"] = folder.At("packages"),
            ["DOTNET_CLI_HOME"] = folder.At("home"),
            ["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false",
        };

        // `dnx` is beside `dotnet`, which may be on the path by a link.
        string sdk = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        string path = $"export PATH=\"$DOTNET_CLI_HOME/.dotnet/tools:{sdk}:$PATH\"";
        string[] script = ["set -ex", path, .. readme, page[1], "ngixi --version"];
        Command.Run("bash", folder.Path, environment, "-c", string.Join('\n', script)).Succeeds().Says("memory").Says(package.Version);
    }

    /// <summary>The commands of the block of a page that installs the tool.</summary>
    private static string[] Commands(string page) =>
        [.. PageBlock.All.Single(block => block.Page == page && block.Text.Contains("dotnet tool install", StringComparison.Ordinal))
            .Lines.Select(line => line[2..])];
}
