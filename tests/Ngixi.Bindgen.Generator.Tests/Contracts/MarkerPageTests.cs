using System.Text.RegularExpressions;
using Ngixi.Bindgen.Generator.Tests.Support;
using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Bindgen.Generator.Tests.Contracts;

/// <summary>The markers and the grammar of docs/abi.md, beside those that the generator writes.</summary>
public sealed partial class MarkerPageTests
{
    private const string Source = """
        [Ngixi.Bindgen.WasmImport("env", Prefix = "kv_")]
        public interface IKeyValue
        {
            byte[]? Get(string key);

            void Set(string key, System.ReadOnlySpan<byte> value);
        }

        [Ngixi.Bindgen.WasmExport]
        public interface IPlugin
        {
            string Render(string template);
        }
        """;

    private static readonly string[] Blocks = [.. CodeRegions.BlocksOf(
        File.ReadAllText(Path.Combine(TestPaths.Diagnostics, "../abi.md")), "").Select(block => block.TrimEnd('\n'))];

    [Fact]
    public void The_markers_of_the_page_are_in_stubs()
    {
        string stubs = string.Concat(GeneratedFiles.From(Sources.Compile(Source)).Guest.Values);
        string[] ofExports = Blocks[2].Split('\n');
        Assert.Equal(2, ofExports.Length);
        Assert.Contains($"\"{Blocks[0]}\"", stubs, StringComparison.Ordinal);
        Assert.Contains(ofExports[0], stubs, StringComparison.Ordinal);
        Assert.Equal(
            $"ngixi_{ofExports[1]}",
            Escape().Replace(ofExports[0], match => $"{(char)Convert.ToByte(match.Value[1..], 16)}"));
    }

    [Fact]
    public void The_grammar_of_the_page_makes_each_line_of_the_contracts_and_no_other()
    {
        Assert.Equal(3, Blocks.Length);
        Grammar grammar = new(Blocks[1], new Dictionary<string, string>
        {
            ["name"] = @"[\p{L}_]\w*",
            ["number"] = "-?[0-9]+",
            ["key"] = @"[\w\-.$+*#!\\/]+",
        });
        string[] lines = [.. Line().Matches(File.ReadAllText(Path.Combine(TestPaths.Abi, "raw.verified.txt")))
            .Select(match => match.Groups["line"].Value)];
        Assert.True(lines.Length > 200, $"{lines.Length} lines");
        Assert.All(lines, line => Assert.True(grammar.Makes("line", line), line));

        Assert.All(
            lines.Where(line => line.Contains(": ", StringComparison.Ordinal)).Select(line => line.Replace(": ", " ", StringComparison.Ordinal)),
            line => Assert.False(grammar.Makes("line", line), line));
    }

    [GeneratedRegex(@"\$[0-9a-f]{2}")]
    private static partial Regex Escape();

    [GeneratedRegex(@"^\w+: (?!import |export )(?<line>(?!\S+@[0-9a-f]{16}$).+)$", RegexOptions.Multiline)]
    private static partial Regex Line();
}
