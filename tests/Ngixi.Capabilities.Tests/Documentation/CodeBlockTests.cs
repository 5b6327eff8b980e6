using System.Text.RegularExpressions;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Capabilities.Tests.Documentation;

/// <summary>
/// The code of the pages of the log and the clock is tested: it is regions of <see cref="CodeBlocks"/>, and parts of the guests.
/// </summary>
public sealed partial class CodeBlockTests
{
    private static readonly string[] Pages = ["log.md", "clock.md"];

    [Fact]
    public void Every_block_of_CSharp_is_a_region_that_is_tested_and_every_region_is_a_block()
    {
        string source = File.ReadAllText(Path.Combine(AssemblyScriptCompiler.Metadata("GuestDirectory"), "../Documentation/CodeBlocks.cs"));
        string[] regions = [.. Region().Matches(source).Select(match => Outdent(match.Groups["code"].Value)).Order(StringComparer.Ordinal)];
        Assert.NotEmpty(regions);
        Assert.Equal(regions, Blocks("csharp").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("ts", "GuestDirectory", "*.ts")]
    [InlineData("c", "CGuestDirectory", "*.c")]
    public void Every_block_of_a_guest_is_part_of_one_that_is_tested(string language, string folder, string files)
    {
        string guests = AssemblyScriptCompiler.Metadata(folder);
        string[] sources = [.. Directory.EnumerateFiles(guests, files, SearchOption.AllDirectories).Select(File.ReadAllText)];
        string[] blocks = [.. Blocks(language)];
        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.Contains(sources, source => source.Contains(block, StringComparison.Ordinal)));
    }

    [Fact]
    public void The_interfaces_that_are_printed_are_those_of_the_assembly()
    {
        foreach (string page in Pages)
        {
            string path = Path.Combine(AssemblyScriptCompiler.Metadata("DocsDirectory"), "capabilities", page);
            string renewed = PrintedInterface.Renew(File.ReadAllText(path));
            if (SnapshotUpdate.IsAsked)
            {
                File.WriteAllText(path, renewed);
            }

            Assert.True(PrintedInterface.Count(renewed) > 1, page);
            Assert.Equal(renewed, File.ReadAllText(path));
        }
    }

    private static IEnumerable<string> Blocks(string language) =>
        from page in Pages
        let path = Path.Combine(AssemblyScriptCompiler.Metadata("DocsDirectory"), "capabilities", page)
        from Match match in Block().Matches(Printed().Replace(File.ReadAllText(path), ""))
        where match.Groups["language"].Value == language
        select match.Groups["code"].Value;

    private static string Outdent(string code)
    {
        string[] lines = code.Split('\n');
        int indent = lines.Where(line => line.Trim().Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length < indent ? line : line[indent..]));
    }

    [GeneratedRegex(@"^ *#region \S+\n(?<code>.*?\n) *#endregion", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Region();

    [GeneratedRegex("<!-- interface.*?<!-- end -->", RegexOptions.Singleline)]
    private static partial Regex Printed();

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<code>.*?\n)```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
