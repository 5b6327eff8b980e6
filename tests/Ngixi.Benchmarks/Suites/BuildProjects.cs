namespace Ngixi.Benchmarks.Suites;

/// <summary>Two projects outside the repository that differ in the package alone, restored and built once.</summary>
internal sealed class BuildProjects : IDisposable
{
    private static readonly string[] Packed =
    [
        "src", "generators", "eng", "Directory.Build.props", "Directory.Packages.props", ".editorconfig", "README.md",
    ];

    private readonly string root = Path.Combine(Path.GetTempPath(), $"ngixi-benchmark-{Guid.NewGuid():N}");

    public BuildProjects(int interfaces)
    {
        // A copy of the sources is packed: what is built in the repository stays as it is.
        foreach (string name in Packed)
        {
            Copy(Path.Combine(Tools.RepositoryDirectory, name), Path.Combine(root, "clone", name));
        }

        string version = $"0.0.1-benchmark.g{Guid.NewGuid():N}";
        string feed = Path.Combine(root, "feed");
        Dotnet(
            Path.Combine(root, "clone"), "pack", "src/Ngixi.Bindgen", "-c", "Release", "-o", feed, $"-p:Version={version}", "-v", "quiet");
        Write("Directory.Build.props", $"""
            <Project>
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <RestorePackagesPath>{Path.Combine(root, "packages")}</RestorePackagesPath>
                <RestoreFallbackFolders>{Tools.PackageFolder}</RestoreFallbackFolders>
                <RestoreAdditionalProjectSources>{feed}</RestoreAdditionalProjectSources>
              </PropertyGroup>
            </Project>
            """);
        With = Create("With", interfaces, $"""<PackageReference Include="Ngixi.Bindgen" Version="{version}" />""");
        Without = Create("Without", interfaces, $"""<PackageReference Include="Wasmtime" Version="{Tools.WasmtimeVersion}" />""");
        Write("Without/Attributes.cs", """
            namespace Ngixi.Bindgen;

            [AttributeUsage(AttributeTargets.Interface)]
            public sealed class WasmImportAttribute(string module) : Attribute
            {
                public string Module => module;

                public string? Prefix { get; set; }
            }
            """);
        Dotnet(With, "build", "-c", "Release", "-v", "quiet");
        Dotnet(Without, "build", "-c", "Release", "-v", "quiet");
    }

    public string With { get; }

    public string Without { get; }

    public void Dispose() => Directory.Delete(root, recursive: true);

    public static string Dotnet(string folder, params string[] arguments) => Tools.Run(
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
        [.. arguments, "-nologo", "-tl:off"],
        folder,
        ("MSBUILDDISABLENODEREUSE", "1"),
        ("DOTNET_CLI_UI_LANGUAGE", "en"));

    private string Create(string name, int interfaces, string reference)
    {
        Write($"{name}/{name}.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <NgixiGuestDirectory>guest</NgixiGuestDirectory>
              </PropertyGroup>
              <ItemGroup>
                {reference}
              </ItemGroup>
            </Project>
            """);
        for (int index = 0; index < interfaces; index++)
        {
            Write($"{name}/IService{index}.cs", $$"""
                using Ngixi.Bindgen;

                namespace Services;

                /// <summary>A service.</summary>
                [WasmImport("env", Prefix = "service{{index}}_")]
                public interface IService{{index}}
                {
                    /// <summary>Adds.</summary>
                    int Add(int left, int right);

                    string Name();
                }
                """);
        }

        return Path.Combine(root, name);
    }

    private void Write(string relativePath, string text)
    {
        string file = Path.Combine(root, relativePath);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

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
