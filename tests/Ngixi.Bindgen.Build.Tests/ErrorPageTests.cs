using System.Text.RegularExpressions;
using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Bindgen.Build.Tests;

public sealed class ErrorPageTests
{
    [Fact]
    public void Every_error_of_the_build_has_a_page_with_its_title_in_the_list_and_every_page_an_error()
    {
        string repository = HostProject.Repository;
        string[] sources =
        [
            .. Directory.GetFiles(Path.Combine(repository, "src/Ngixi.Bindgen.Build"), "*.cs", SearchOption.AllDirectories),
            .. Directory.GetFiles(Path.Combine(repository, "src/Ngixi.Bindgen/build")),
        ];
        string[] codes = [.. sources
            .SelectMany(file => Regex.Matches(File.ReadAllText(file), "NGXB[0-9]{4}").Select(match => match.Value))
            .Distinct()
            .Order(StringComparer.Ordinal)];
        string pages = Path.Combine(repository, "docs/diagnostics");
        Assert.Equal(
            codes,
            Directory.GetFiles(pages, "NGXB*.md").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal));

        string list = File.ReadAllText(Path.Combine(pages, "README.md"));
        Assert.All(codes, code =>
        {
            string title = File.ReadLines(Path.Combine(pages, $"{code}.md")).First();
            Assert.StartsWith($"# {code}: ", title, StringComparison.Ordinal);
            Assert.Contains($"| [{code}]({code}.md) | {title[$"# {code}: ".Length..]} |\n", list, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("-p:NgixiStubs=Some", "NGXB0008")]
    [InlineData("-p:NgixiStubs=Verify", "NGXB0001")]
    [InlineData("-p:CompilerApiVersion=roslyn4.8", "NGXB0007")]
    public void An_error_ends_with_the_address_of_its_page(string option, string code)
    {
        using HostProject host = new();
        CommandResult build = host.Build(option);
        Assert.NotEqual(0, build.ExitCode);
        Assert.All(build.Errors, error =>
            Assert.EndsWith($" (https://github.com/ngixi/bindgen/blob/main/docs/diagnostics/{code}.md)", error, StringComparison.Ordinal));
    }
}
