using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Cli.Tests.Support;

namespace Ngixi.Cli.Tests;

/// <summary>docs/cli.md prints what commands print: NGIXI_UPDATE_SNAPSHOTS=1 renews it.</summary>
public sealed partial class CliPageTests
{
    private static readonly string Page = Path.Combine(AssemblyScriptCompiler.Metadata("DocsDirectory"), "cli.md");

    [Fact]
    public void What_commands_print_is_what_they_print()
    {
        // The clock stands still, so that times are the same in each run.
        using CliFolder folder = Guests.Invoice(time: new FakeTimeProvider());
        Example.Write(folder);
        string renewed = Block().Replace(File.ReadAllText(Page), match =>
        {
            string line = match.Groups["line"].Value;
            CliResult result = folder.Run(
                [.. line.Split(' ').Select(word => word.EndsWith(".wasm", StringComparison.Ordinal) ? $"./{word}" : word.Trim('\''))]);
            string code = result.ExitCode == 0 ? "" : $"$ echo $?\n{result.ExitCode}\n";
            return $"<!-- run: {line} -->\n\n```console\n$ ngixi {line}\n{result.Output}{result.Error}{code}```\n\n<!-- end -->";
        });
        if (SnapshotUpdate.IsAsked)
        {
            File.WriteAllText(Page, renewed);
        }

        Assert.Equal(renewed, File.ReadAllText(Page));
    }

    [Fact]
    public void Each_command_has_a_section_and_each_option_of_run_is_told()
    {
        string text = File.ReadAllText(Page);
        using CliFolder folder = new();
        string help = folder.Run("--help").Output;
        string list = help[help.IndexOf("Commands:", StringComparison.Ordinal)..];
        string[] commands = [.. Name().Matches(list).Select(match => match.Groups[1].Value)];
        Assert.Contains("inspect", commands);
        Assert.All(commands, command => Assert.Contains($"\n## {command}\n", text, StringComparison.Ordinal));
        Assert.All(
            Option().Matches(folder.Run("run", "--help").Output).Select(match => match.Value).Except(["--help", "--version", "--quiet"]),
            option => Assert.Contains(option, text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_pictures_are_there() => Assert.All(
        Picture().Matches(File.ReadAllText(Page)).Select(match => match.Groups[1].Value),
        picture => Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(Page)!, picture)), picture));

    [GeneratedRegex("<!-- run: (?<line>.+?) -->.*?<!-- end -->", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^  ([a-z]+)", RegexOptions.Multiline)]
    private static partial Regex Name();

    [GeneratedRegex(@"--[a-z]+")]
    private static partial Regex Option();

    [GeneratedRegex(@"\]\((terminal/[a-z]+\.svg)\)")]
    private static partial Regex Picture();
}
