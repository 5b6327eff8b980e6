using Ngixi.Bindgen.Tests.Shared;

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
        string install = $"dotnet tool install Ngixi.Cli --version {package.Version} --tool-path tools --configfile nuget.config";
        Command.Run("env", folder.Path, "NUGET_PACKAGES=" + folder.At("packages"), "bash", "-c", install).Succeeds();
        Command.Run(folder.At("tools/ngixi"), folder.Path, "--version").Succeeds().Says(package.Version);
        File.WriteAllBytes(folder.At("empty.wasm"), [0, (byte)'a', (byte)'s', (byte)'m', 1, 0, 0, 0]);
        Command.Run(folder.At("tools/ngixi"), folder.Path, "run", "empty.wasm").Succeeds().Says("memory");
    }
}
