using System.Text.RegularExpressions;
using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Bindgen.Build.Tests;

/// <summary>Follows the pages for contributors on a copy of the repository, and builds it.</summary>
public sealed partial class ContributingTests
{
    [Fact]
    public void What_the_pages_add_works_and_is_in_few_files()
    {
        using RepositoryCopy copy = new();
        string[] ofType = copy.Follow("add-a-type.md");
        string[] ofLanguage = copy.Follow("add-a-guest-language.md");
        string[] ofRule = copy.Follow("add-a-rule.md");
        Assert.InRange(ofType.Length, 1, 6);
        Assert.InRange(ofLanguage.Length, 1, 2);
        Assert.InRange(ofRule.Length, 1, 4);

        CommandResult build = copy.BuildHost(
            """
            namespace Host;

            [Ngixi.Bindgen.WasmImport("env")]
            public interface INetwork
            {
                System.Net.IPEndPoint? Frobnicate(System.Net.IPEndPoint address);
            }
            """);
        build.Succeeds();
        Assert.Contains("NGX0990", Assert.Single(build.Warnings), StringComparison.Ordinal);
        Assert.Contains("env.frobnicate", copy.Read("host/listing/INetwork.list"), StringComparison.Ordinal);
        Assert.Contains("ngixi_text host_network_frobnicate(ngixi_text address)", copy.Read("host/c/network.h"), StringComparison.Ordinal);
        Assert.Contains("frobnicate(address: string): string | null", copy.Read("host/script/network.ts"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_that_a_place_does_not_know_does_not_compile_there()
    {
        using RepositoryCopy copy = new();
        copy.Insert("generators/Ngixi.Bindgen.Generator/Lowering/Wire.cs", "    F64,", "    F128,\n");
        Assert.Equal(["CText.cs", "MemoryLayout.cs", "ScriptText.cs", "WasmTypes.cs"], FilesWith("CS8509", copy.BuildGenerator()));
    }

    [Fact]
    public void A_shape_that_a_place_does_not_know_does_not_compile_there()
    {
        using RepositoryCopy copy = new();
        copy.Insert(
            "generators/Ngixi.Bindgen.Generator/Lowering/Wire.cs",
            "    TResult Visit(ScalarWire wire);",
            "\n    TResult Visit(LoweredField wire);\n");
        Assert.Equal(
            [
                "CPointers.cs", "CTypes.cs", "MemoryLayout.cs", "NullForm.cs", "ParameterForms.cs", "RawImports.cs", "ScriptForms.cs",
                "ValueNotes.cs", "WasmTypes.cs",
            ],
            FilesWith("CS0535", copy.BuildGenerator()));
    }

    private static IEnumerable<string> FilesWith(string code, string output) =>
        Regex.Matches(output, $@"([\w.]+\.cs)\(\d+,\d+\): error {code}")
            .Select(match => match.Groups[1].Value)
            .Distinct()
            .Order(StringComparer.Ordinal);

    private sealed partial class RepositoryCopy : IDisposable
    {
        private static readonly string[] Folders = ["src", "generators", "eng", "docs/contributing", "docs/diagnostics"];
        private readonly TemporaryFolder folder = new(hasPlainName: true);

        public RepositoryCopy()
        {
            foreach (string file in Directory.GetFiles(HostProject.Repository).Concat(Folders.SelectMany(name =>
                Directory.GetFiles(Path.Combine(HostProject.Repository, name), "*", SearchOption.AllDirectories))))
            {
                string path = Path.GetRelativePath(HostProject.Repository, file);
                if (!path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
                {
                    Directory.CreateDirectory(Path.GetDirectoryName(folder.At(path))!);
                    File.Copy(file, folder.At(path));
                }
            }
        }

        /// <summary>Does what a page says, and returns the files that it changes.</summary>
        public string[] Follow(string page)
        {
            List<string> files = [];
            MatchCollection steps = Step().Matches(Read($"docs/contributing/{page}"));
            int blocks = Read($"docs/contributing/{page}").Split("\n   ```\n").Length - 1;
            Assert.Equal(blocks, steps.Count(step => step.Groups["text"].Success));
            foreach (Match step in steps)
            {
                string path = step.Groups["path"].Value;
                files.Add(path);
                if (step.Groups["text"].Success)
                {
                    string text = string.Concat(step.Groups["text"].Value
                        .Split('\n')
                        .SkipLast(1)
                        .Select(line => $"{(line.StartsWith("   ", StringComparison.Ordinal) ? line[3..] : line)}\n"));
                    if (step.Groups["anchor"].Success)
                    {
                        Insert(path, step.Groups["anchor"].Value, text);
                    }
                    else
                    {
                        Assert.False(File.Exists(folder.At(path)), $"{path} is there already.");
                        folder.Write(path, text);
                    }
                }
            }

            Assert.NotEmpty(files);
            return [.. files.Distinct()];
        }

        public void Insert(string path, string anchor, string text)
        {
            List<string> lines = [.. Read(path).Split('\n')];
            int line = lines.FindIndex(line => line.Contains(anchor, StringComparison.Ordinal));
            Assert.True(line >= 0, $"{path} has no line with '{anchor}'.");
            lines.Insert(line + 1, text.TrimEnd('\n'));
            folder.Write(path, string.Join('\n', lines));
        }

        public string Read(string path) => File.ReadAllText(folder.At(path));

        public CommandResult BuildHost(string source)
        {
            // The page of languages ends with the guest of a host.
            string guest = Assert.Single(CodeRegions.BlocksOf(Read("docs/contributing/add-a-guest-language.md"), "xml"));
            folder.Write("host/Source.cs", source);
            folder.Write(
                "host/Host.csproj",
                $$"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <Import Project="../eng/UseNgixiBindgen.props" />
                  <PropertyGroup>
                    <TargetFramework>net10.0</TargetFramework>
                    <WarningsNotAsErrors>$(WarningsNotAsErrors);NGX0990</WarningsNotAsErrors>
                  </PropertyGroup>
                  <ItemGroup>
                    <NgixiGuest Include="script" />
                    <NgixiGuest Include="c" Language="C" />
                    {{guest.Replace("../guest/host", "listing", StringComparison.Ordinal)}}
                  </ItemGroup>
                  <Import Project="../eng/UseNgixiBindgen.targets" />
                </Project>
                """);
            return Command.Dotnet(folder.At("host"), "build", "-nologo", "-tl:off", "-v:quiet");
        }

        /// <summary>Builds the generator for what the compiler says of it, without the analyzers.</summary>
        public string BuildGenerator() => Command.Dotnet(
            folder.At("generators/Ngixi.Bindgen.Generator"), "build", "-p:RunAnalyzers=false", "-nologo", "-tl:off", "-v:quiet").Output;

        public void Dispose() => folder.Dispose();

        /// <summary>A step: the file, the line that the text goes below if there is one, and the text.</summary>
        [GeneratedRegex(
            @"^\d+\. [^`]*`(?<path>[\w./-]+)`(?:, below `(?<anchor>[^\n]*?)`)?(?::|\.)\n(?:\n   ```\w+\n(?<text>.*?)   ```\n)?",
            RegexOptions.Multiline | RegexOptions.Singleline)]
        private static partial Regex Step();
    }
}
