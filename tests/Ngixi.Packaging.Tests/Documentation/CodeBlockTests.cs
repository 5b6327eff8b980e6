namespace Ngixi.Packaging.Tests.Documentation;

/// <summary>Every code block of every page is run, compiled or compared somewhere. A block that is not is an error here.</summary>
public sealed class CodeBlockTests
{
    [Fact]
    public void Every_block_of_every_page_is_run_or_compared()
    {
        string[] problems = [.. PageBlock.All.Where(block => !IsChecked(block)).Select(Problem)];
        Assert.True(problems.Length == 0, string.Join('\n', problems.Prepend($"{problems.Length} code blocks are run by nothing.")));
    }

    [Fact]
    public void Every_check_is_a_test_and_has_blocks()
    {
        string scripts = string.Concat(Directory.GetFiles(PageBlock.FullPath("eng"), "*.sh").Select(File.ReadAllText));
        Assert.All(BlockChecks.All, check =>
        {
            Assert.True(check.IsThere(scripts), $"There is no test {check.Test} of {check.Page}.");
            int count = PageBlock.All.Count(check.Has);
            Assert.True(count > 0 && count == (check.Count ?? count), $"{check.Page} has {count} blocks, and not those of {check}.");
        });
    }

    [Fact]
    public void Every_command_for_the_repository_names_what_there_is()
    {
        var commands = PageBlock.All.SelectMany(block => RepositoryCommand.In(block).Select(command => (block.Page, block.Line, command)));
        Assert.NotEmpty(commands);
        Assert.Empty(commands.Select(each => (each, Problem: RepositoryCommand.Problem(each.command)))
            .Where(each => each.Problem is not null)
            .Select(each => $"{each.each.Page}:{each.each.Line}: {each.Problem}"));
    }

    [Theory]
    [InlineData("console", "$ rm -r artifacts")]
    [InlineData("console", "$ dotnet test tests/Ngixi.Bindgen.Tests --fliter SurvivalTests")]
    [InlineData("csharp", "int unheardOf = 1;")]
    [InlineData("", "unheard of")]
    public void A_block_that_nothing_runs_is_found(string language, string line) =>
        Assert.False(IsChecked(Assert.Single(PageBlock.Read("docs/new.md", [$"```{language}", line, "```"]))));

    [Theory]
    [InlineData("dotnet test tests/Ngixi.Unheard.Tests")]
    [InlineData("dotnet test tests/Ngixi.Bindgen.Tests --filter \"SurvivalTests|UnheardTests\"")]
    [InlineData("NGIXI_UNHEARD=1 dotnet test tests/Ngixi.Bindgen.Tests")]
    [InlineData("dotnet run --project tests/Ngixi.Hosting.Stress -c Release -- unheard 1")]
    [InlineData("./unheard.sh")]
    public void A_command_that_names_nothing_is_found(string command) => Assert.NotNull(RepositoryCommand.Problem(command));

    private static bool IsChecked(PageBlock block) =>
        Quotes.Have(block) || RepositoryCommand.In(block).Count > 0 || BlockChecks.All.Any(check => check.Has(block));

    private static string Problem(PageBlock block) =>
        $"{block.Page}:{block.Line}: Nothing runs this block{(block.Language.Length == 0 ? "" : $" of {block.Language}")}. " +
        "Make it lines of a file that a test compiles, or let a test read it out of the page, and add that test to BlockChecks.";
}
