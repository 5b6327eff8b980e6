using System.Text.RegularExpressions;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Capabilities.Tests.Documentation;

/// <summary>
/// The code of the pages is tested: it is regions of files beside this one, and parts of the guests.
/// </summary>
public sealed partial class CodeBlockTests
{
    private static readonly string[] Pages = ["log.md", "clock.md", "http.md", "events.md", "key-value.md", "cache.md"];

    /// <summary>Pages whose C# is tested elsewhere: that of files needs Ngixi.Wasi.</summary>
    private static readonly string[] GuestPages = [.. Pages, "files.md"];

    private static readonly string[] Sources =
        ["CodeBlocks.cs", "HttpPage.cs", "EventPage.cs", "PlainEventStore.cs", "KeyValuePageCode.cs"];

    [Fact]
    public void Every_block_of_CSharp_is_a_region_that_is_tested_and_every_region_is_a_block()
    {
        string folder = Path.Combine(AssemblyScriptCompiler.Metadata("GuestDirectory"), "../Documentation");
        string source = string.Concat(Sources.Select(file => File.ReadAllText(Path.Combine(folder, file))));
        string[] regions = [.. CodeRegions.In(source).Order(StringComparer.Ordinal)];
        Assert.NotEmpty(regions);
        Assert.Equal(regions, Blocks(Pages, "csharp").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("ts", "GuestDirectory", "*.ts")]
    [InlineData("c", "CGuestDirectory", "*.c")]
    public void Every_block_of_a_guest_is_part_of_one_that_is_tested(string language, string folder, string files)
    {
        string guests = AssemblyScriptCompiler.Metadata(folder);
        string[] sources = [.. Directory.EnumerateFiles(guests, files, SearchOption.AllDirectories).Select(File.ReadAllText)];
        string[] blocks = [.. Blocks(GuestPages, language)];
        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.Contains(sources, source => source.Contains(block, StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Blocks(string[] pages, string language) =>
        from page in pages
        let path = Path.Combine(AssemblyScriptCompiler.Metadata("DocsDirectory"), "capabilities", page)
        from Match match in Block().Matches(Printed().Replace(File.ReadAllText(path), ""))
        where match.Groups["language"].Value == language
        select match.Groups["code"].Value;

    [GeneratedRegex("<!-- interface.*?<!-- end -->", RegexOptions.Singleline)]
    private static partial Regex Printed();

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<code>.*?\n)```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
