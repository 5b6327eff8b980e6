using Ngixi.Bindgen.Contracts;
using Ngixi.Bindgen.Tests.Contracts;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Bindgen.Tests;

/// <summary>
/// A guest that was built to export another contract is refused, in words: by its module before it is instantiated, and by
/// its instance before an export is called.
/// </summary>
public sealed class ExportContractTests
{
    /// <summary>What every guest here exports, whatever it says: each function traps.</summary>
    private const string Functions =
        """
        (func (export "rv_render") (param i32) (result i64) (unreachable))
        (func (export "rv_judge") (param i32) (result i32) (unreachable))
        (func (export "rv_settle") (param i64 i64) (unreachable))
        (global (export "ngixi_area") i32 (i32.const 1024))
        """;

    private const string Render = "rv_render: Render(Draft draft) -> string";
    private const string Draft = "record Draft: (string Title, Mood Mood)";

    [Fact]
    public void A_guest_without_a_marker_is_checked_by_its_types_alone() => Assert.Empty(Check(Functions));

    [Fact]
    public void A_guest_of_this_very_contract_fits() => Assert.Empty(Check(Marker(ReviewExports.Contract), Functions));

    [Theory]
    [InlineData(Render, "rv_render: Render(string template) -> string", "with `Render(string template) → string`; the host has `Render(Draft draft) → string`: parameter `template` was removed, parameter `draft` was added.")]
    [InlineData("(long from, long to)", "(long to, long from)", "with `Settle(long to, long from)`; the host has `Settle(long from, long to)`: the parameters changed places.")]
    [InlineData(Draft, "record Draft: (string Title)", "with `record Draft(string Title)`; the host has `record Draft(string Title, Mood Mood)`: field `Mood` was added.")]
    [InlineData(Draft, "union Draft\nunion Draft.Short: 0 (string Title)", "with `Render(Draft draft) → string`; the host has `Render(Draft draft) → string`: `Draft` of parameter `draft` was a union and is a record.")]
    [InlineData("enum Mood.Angry: 2", "enum Mood.Angry: 1", "with `Mood.Angry = 1`; the host has `Mood.Angry = 2`: `Mood.Angry` changed from 1 to 2.")]
    [InlineData("rv_settle: Settle(long from, long to)\n", "", "without `Settle(long from, long to)`, which the host calls.")]
    [InlineData("enum Mood.Angry: 2\n", "", "without `Mood.Angry = 2`, which the host would hand it.")]
    [InlineData("enum Verdict.Bad: 2\n", "enum Verdict.Bad: 2\nenum Verdict.Worse: 3\n", "with `Verdict.Worse = 3`, which the host does not have.")]
    public void A_guest_of_another_contract_is_refused_in_words_though_its_raw_types_match(string host, string guests, string words) =>
        Assert.Equal([$"The guest was built for `IReview` {words}"], Check(Changed(host, guests), Functions));

    [Theory]
    [InlineData("enum Verdict.Bad: 2\n", "")]
    [InlineData("enum Mood.Angry: 2\n", "enum Mood.Angry: 2\nenum Mood.Furious: 3\n")]
    [InlineData("rv_settle: ", "rv_pause: Pause()\nrv_settle: ")]
    public void A_guest_fits_that_returns_less_or_takes_more_than_the_host_knows(string host, string guests) =>
        Assert.Empty(Check(Changed(host, guests), Functions));

    [Fact]
    public void Everything_that_differs_is_said_at_once()
    {
        string marker = Changed(Render, "rv_render: Render(string template) -> string").Replace(
            "Verdict$2eBad$3a$202",
            "Verdict$2eBad$3a$201",
            StringComparison.Ordinal);
        using Module module = Compile(
            marker,
            """(func (export "rv_render") (result f64) (unreachable)) (func (export "rv_settle") (unreachable)) (global (export "ngixi_area") i64 (i64.const 0))""");
        ContractMismatchException exception = Assert.Throws<ContractMismatchException>(module.CheckReview);
        Assert.Equal(
            [
                (
                    ContractDifferenceKind.ContractChanged,
                    "IReview",
                    "The guest was built for `IReview` with `Render(string template) → string`; the host has `Render(Draft draft) → string`: parameter `template` was removed, parameter `draft` was added."),
                (
                    ContractDifferenceKind.ContractChanged,
                    "IReview",
                    "The guest was built for `IReview` with `Verdict.Bad = 1`; the host has `Verdict.Bad = 2`: `Verdict.Bad` changed from 1 to 2."),
                (
                    ContractDifferenceKind.ExportMissing,
                    "rv_judge",
                    "The guest lacks the export of the function `rv_judge` of the type `(i32) -> i32`, which the host needs."),
                (
                    ContractDifferenceKind.SignatureChanged,
                    "rv_settle",
                    "The guest exports `rv_settle` as `()`; the host calls it as `(i64 i64)`."),
                (
                    ContractDifferenceKind.ExportMissing,
                    "ngixi_area",
                    "The guest lacks the export of the global or function `ngixi_area`, which the host needs. "
                    + "Compile exports.ts of its stubs as an entry file; in C, include host.h."),
            ],
            exception.Differences.Select(difference => (difference.Kind, difference.Subject, difference.Message)));
    }

    [Fact]
    public void What_a_guest_lacks_is_asked_without_an_exception()
    {
        using Module fits = Compile(Marker(ReviewExports.Contract), Functions);
        Assert.Empty(fits.FindReviewDifferences());

        using Module without = Compile();
        IReadOnlyList<ContractDifference> differences = without.FindReviewDifferences();
        Assert.Equal(
            Assert.Throws<ContractMismatchException>(without.CheckReview).Differences.Select(difference => difference.Message),
            differences.Select(difference => difference.Message));
        Assert.Equal(["rv_render", "rv_judge", "rv_settle", "ngixi_area"], differences.Select(difference => difference.Subject));
    }

    [Fact]
    public void A_contract_too_large_for_one_name_is_stated_in_parts()
    {
        string more = string.Join(
            '\n',
            Enumerable.Range(0, 2_000).Select(number => $"rv_more_{number}: More{number}(string text) -> string"));
        Assert.Empty(Check(Changed("rv_settle: ", $"{more}\nrv_settle: "), Functions));
        Assert.Equal(
            ["The guest was built for `IReview` with `Settle(long to, long from)`; the host has `Settle(long from, long to)`: the parameters changed places."],
            Check(Changed("rv_settle: Settle(long from, long to)", $"{more}\nrv_settle: Settle(long to, long from)"), Functions));
        Assert.True(ContractMarker.ExportsOf(ContractShape.Of("IReview", "0", more.Split('\n'))).Count > 1);
    }

    [Fact]
    public void A_guest_that_states_a_part_of_a_contract_is_refused() => Assert.Equal(
        ["The guest reports an incomplete or contradictory contract as `IReview`. Build it from the stubs of one host."],
        Check(Export(MarkerName.Encode("abi:1:IReview@0123456789abcdef#2/2 go: Go()")), Functions));

    [Theory]
    [InlineData("IOpinion@0\nrv_settle: Settle(long to, long from)", "The guest was built for `IOpinion` with `Settle(long to, long from)`; the host has `Settle(long from, long to)` in `IReview`: the parameters changed places.")]
    [InlineData("IOpinion@0\nrv_settle: Settle(long from, long to)", null)]
    public void A_function_is_compared_with_what_the_guest_says_of_it_for_any_interface(string contract, string? words) =>
        Assert.Equal(words is null ? [] : [words], Check(Marker(contract), Functions));

    [Fact]
    public void What_is_no_marker_of_the_interface_says_nothing_of_it() => Assert.Empty(
        Check(
            Marker("IOther@0\ngo: Go()"),
            Export("ngixi_abi$3a1$3aIReview"),
            Export("ngixi_$"),
            Export("ngixi_abi$3a2$3aIReview$400"),
            Functions));

    [Fact]
    public void A_marker_is_read_as_it_was_written()
    {
        ContractShape shape = ContractShape.Of("IÄrger", "0", ["go: Gö(IReadOnlyDictionary<string, int>? größe) -> 𝄞[]"]);
        string marker = Assert.Single(ContractMarker.ExportsOf(shape));
        Assert.Equal(shape.Text, ContractMarker.Join([ContractMarker.ParseExport(marker)!])!.Text);
        Assert.Matches("^[A-Za-z0-9_$]+$", marker);
    }

    [Fact]
    public void Null_is_refused() => Assert.Throws<ArgumentNullException>("module", () => ((Module)null!).CheckReview());

    /// <summary>The marker of a guest for whose contract <paramref name="host"/> reads <paramref name="guests"/>.</summary>
    private static string Changed(string host, string guests)
    {
        string text = ReviewExports.Contract;
        Assert.Contains(host, text, StringComparison.Ordinal);
        string[] lines = text.Replace(host, guests, StringComparison.Ordinal).TrimEnd('\n').Split('\n');
        return Marker(string.Join('\n', [lines[0].Split('@')[0] + "@ffffffffffffffff", .. lines.Skip(1)]));
    }

    private static string Marker(string contract) => string.Concat(ContractMarker.ExportsOf(ContractShape.Parse(contract)).Select(Export));

    private static string Export(string name) => $"(global (export \"{name}\") i32 (i32.const 1))";

    private static Module Compile(params string[] exports) =>
        Module.FromText(RawGuest.Engine, "raw-guest", $"(module {string.Join('\n', exports)})");

    /// <summary>What the check of a module says, which the instance must say too.</summary>
    private static string[] Check(params string[] exports)
    {
        using Module module = Compile(exports);
        Exception? before = Record.Exception(module.CheckReview);
        using Store store = new(RawGuest.Engine);
        Exception? after = Record.Exception(() => new Instance(store, module).GetReview());
        if (before is null)
        {
            Assert.Null(after);
            return [];
        }

        string[] messages = [.. Assert.IsType<ContractMismatchException>(before).Differences.Select(difference => difference.Message)];
        Assert.Equal(
            $"Export IReview: the guest does not fit this host. {string.Join(' ', messages)}",
            Assert.IsType<WasmExportException>(after).Message);
        return messages;
    }
}
