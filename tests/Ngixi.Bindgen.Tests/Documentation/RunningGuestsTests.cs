using System.Text.RegularExpressions;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Bindgen.Tests.Documentation;

/// <summary>docs/running-guests.md has code that compiles and runs, and figures that were measured.</summary>
public sealed partial class RunningGuestsTests
{
    private static string Page => Path.Combine(AssemblyScriptCompiler.Metadata("DocsDirectory"), "running-guests.md");

    public static TheoryData<string> Types => [.. AllocationTable.Rows.Select(row => row.Type)];

    [Theory]
    [MemberData(nameof(Types))]
    public void The_table_of_costs_says_what_a_value_takes_of_the_budgets(string type) =>
        AllocationTable.CheckBudget(AllocationTable.Rows.Single(row => row.Type == type));

    [Fact]
    public void The_table_of_costs_says_what_the_host_allocates()
    {
        string page = File.ReadAllText(Page);
        Assert.Matches(Costs(), page);
        string expected = Costs().Replace(page, $"$1{AllocationTable.Print()}$2");
        if (SnapshotUpdate.IsAsked)
        {
            File.WriteAllText(Page, expected);
        }

        Assert.Equal(expected, File.ReadAllText(Page));
    }

    [Fact]
    public void A_few_bytes_of_a_guest_cost_no_more_than_the_budgets()
    {
        // Each record points to the next twice: 30 of them stand for a billion.
        const int Levels = 30;
        using NestedGuest guest = new();
        for (uint i = 0; i < Levels; i++)
        {
            uint at = 0x2000 + (i * 16);
            guest.Words((int)at, 0, 0, at + 16, at + 16);
        }

        guest.Words(0x2000 + (Levels * 16), 0, 0, 0, 0);
        GuestOptions options = new();
        guest.RefusesWithin(
            (2L * options.MaxBytesPerCall) + (100L * options.MaxItemsPerCall),
            "node",
            "GuestOptions.MaxItemsPerCall",
            0x2000);
    }

    [Fact]
    public void Every_block_of_code_is_one_that_is_tested()
    {
        string page = File.ReadAllText(Page);
        string source = File.ReadAllText(
            Path.Combine(AssemblyScriptCompiler.Metadata("SourceDirectory"), "Documentation", "RunningGuests.cs"));
        HashSet<string> regions = [.. CodeRegions.In(source)];
        string[] blocks = [.. CodeRegions.BlocksOf(page)];
        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.Contains(block, regions));
        Assert.Equal(regions.Count, blocks.Length);
    }

    [GeneratedRegex(@"(<!-- costs[^\n]*-->\n\n).*?(\n<!-- end of costs -->)", RegexOptions.Singleline)]
    private static partial Regex Costs();
}
