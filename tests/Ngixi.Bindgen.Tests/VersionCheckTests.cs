using Ngixi.Bindgen.Contracts;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Bindgen.Tests;

/// <summary>Another version of a module exports what the version exports that runs.</summary>
public sealed class VersionCheckTests
{
    private const string Go = """(func (export "go") (param i64 i64) (unreachable))""";

    [Fact]
    public void A_version_of_the_same_contract_fits() => Assert.Empty(Check(
        Marker("IWork@0\ngo: Go(long from, long to)") + Go,
        Marker("IWork@0\ngo: Go(long from, long to)") + Go));

    [Fact]
    public void A_version_may_export_more() => Assert.Empty(Check(
        Marker("IWork@0\ngo: Go(long from, long to)") + Go,
        Marker("IWork@1\ngo: Go(long from, long to)\nstop: Stop()") + Go + """(func (export "stop"))"""));

    [Fact]
    public void A_version_that_means_something_else_is_told_in_words() => Assert.Equal(
        [
            "The guest was built for `IWork` with `Go(long to, long from)`; "
            + "the host has `Go(long from, long to)`: the parameters changed places.",
        ],
        Check(Marker("IWork@0\ngo: Go(long from, long to)") + Go, Marker("IWork@1\ngo: Go(long to, long from)") + Go));

    [Fact]
    public void What_lacks_or_has_another_type_is_told() => Assert.Equal(
        [
            "It exports `go` as a function `() -> i32`; the version that runs has a function `(i64 i64)`.",
            "It lacks the export `memory`, which the version that runs has.",
            "It exports `area` as a table; the version that runs has a global of Int32 (Immutable).",
        ],
        Check(
            Go + """(memory (export "memory") 1) (global (export "area") i32 (i32.const 1))""",
            """(func (export "go") (result i32) (unreachable)) (table (export "area") 1 funcref)"""));

    private static string Marker(string contract) => string.Concat(
        ContractMarker.ExportsOf(ContractShape.Parse(contract)).Select(name => $"(global (export \"{name}\") i32 (i32.const 1))"));

    private static string[] Check(string running, string next)
    {
        using Module before = Module.FromText(RawGuest.Engine, "before", $"(module {running})");
        using Module after = Module.FromText(RawGuest.Engine, "after", $"(module {next})");
        return [.. VersionCheck.FindDifferences(before, after).Select(difference => difference.Message)];
    }
}
