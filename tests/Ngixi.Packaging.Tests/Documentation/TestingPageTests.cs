using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Packaging.Tests.Documentation;

/// <summary>What docs/testing.md does with the results of a run.</summary>
public sealed class TestingPageTests
{
    [Fact]
    public void The_slowest_tests_of_a_run_come_first()
    {
        using TemporaryFolder folder = new();
        foreach ((string name, int seconds) in (ReadOnlySpan<(string, int)>)[("quick", 1), ("slow", 20), ("middling", 3)])
        {
            folder.Write(
                $"artifacts/test-results/{name}.trx",
                $"""<Results><UnitTestResult testName="{name}" computerName="a" duration="00:00:{seconds:00}.5" /></Results>""");
        }

        PageBlock block = PageBlock.All.Single(
            each => each.Page == "docs/testing.md" && each.Text.Contains(".trx", StringComparison.Ordinal));
        CommandResult listed = Command.Run("bash", folder.Path, "-ec", block.Text[2..]).Succeeds();
        Assert.Equal("00:00:20.5 slow\n00:00:03.5 middling\n00:00:01.5 quick\n", listed.Output.ReplaceLineEndings("\n"));
    }
}
