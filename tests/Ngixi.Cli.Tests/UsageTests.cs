using Ngixi.Cli.Tests.Support;

namespace Ngixi.Cli.Tests;

public sealed class UsageTests
{
    [Theory]
    [InlineData("inspct x.wasm", "Unrecognized command or argument 'inspct'.", "Did you mean inspect?")]
    [InlineData("inspect", "Required argument 'module.wasm' missing for command: 'inspect'.", "ngixi inspect --help says how it is used.")]
    [InlineData("explain x.wasm --manfest m.json", "Unrecognized command or argument '--manfest'.", "Did you mean --manifest?")]
    [InlineData("inspect a.wasm b.wasm", "Unrecognized command or argument 'b.wasm'.", "ngixi inspect --help")]
    [InlineData("", "A command is needed.", "ngixi --help says how it is used.")]
    public void A_wrong_command_line_exits_with_2_and_says_what_to_do(string line, string message, string advice)
    {
        using CliFolder folder = new();
        string[] arguments = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        folder.Run(arguments).Fails(ExitCode.Usage, message, advice);
        CliResult json = folder.Run([.. arguments, "--json"]).Exits(ExitCode.Usage);
        Assert.Equal("usage", json.Json.GetProperty("error").GetProperty("case").GetString());
    }

    [Fact]
    public void Help_and_the_version_are_printed()
    {
        using CliFolder folder = new();
        folder.Run("--help").Exits(0).Says("inspect <module.wasm>");
        folder.Run("explain", "--help").Exits(0).Says("--manifest <m.json>");
        Assert.Matches(@"^\d+\.\d+\.\d+", folder.Run("--version").Exits(0).Output);
    }

    [Fact]
    public void Shells_are_told_how_a_line_may_go_on()
    {
        using CliFolder folder = new();
        Assert.StartsWith("explain\n", folder.Run("[suggest:7]", "ngixi e").Exits(0).Output, StringComparison.Ordinal);
        folder.Run("[suggest:19]", "ngixi explain --man").Exits(0).Says("--manifest");
    }
}
