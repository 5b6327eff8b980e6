using System.Text.RegularExpressions;
using Ngixi.Bindgen.Runtime;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Bindgen.Tests.Survival;

namespace Ngixi.Bindgen.Tests.Documentation;

/// <summary>docs/troubleshooting.md quotes what is said. Those of compilers and of the build have tests where these run.</summary>
public sealed partial class TroubleshootingTests
{
    [Fact]
    public void Every_quote_is_one_that_a_test_looks_for()
    {
        IEnumerable<string> tested = Directory.EnumerateFiles(
            Path.Combine(Troubleshooting.Repository, "tests"),
            "*.cs",
            SearchOption.AllDirectories)
            .SelectMany(file => Tested().Matches(File.ReadAllText(file)))
            .Select(quote => quote.Groups["heading"].Value)
            .Distinct();
        Assert.Equal(Troubleshooting.Quotes.Keys.Order(StringComparer.Ordinal), tested.Order(StringComparer.Ordinal));
        Assert.Equal(CodeRegions.BlocksOf(Troubleshooting.Page, "").Count(), Troubleshooting.Quotes.Count);
    }

    [Fact]
    public void An_import_that_the_host_does_not_define()
    {
        using Linker linker = new(RawGuest.Engine);
        using Module module = Module.FromText(
            RawGuest.Engine,
            "guest",
            """(module (import "env" "abort" (func (param i32 i32 i32 i32))))""");
        Assert.Equal(
            Troubleshooting.Quote("The host does not define an import"),
            Assert.Single(linker.FindContractDifferences(RawGuest.Engine, module)).Message);

        using Store store = new(RawGuest.Engine);
        string wasmtimes = Assert.Throws<WasmtimeException>(() => linker.Instantiate(store, module)).Message;
        string[] quote = Inline().Match(Troubleshooting.Page).Groups["quote"].Value.Split('…');
        Assert.StartsWith(quote[0], wasmtimes, StringComparison.Ordinal);
        Assert.EndsWith(quote[1], wasmtimes, StringComparison.Ordinal);
    }

    [Fact]
    public void An_export_that_the_guest_lacks()
    {
        using Module module = Module.FromText(RawGuest.Engine, "guest", """(module (global (export "ngixi_area") i32 (i32.const 8)))""");
        ExportContract contract = new(
            "IPlugin@0123456789abcdef\nrender: Render(string template) -> string",
            new GuestExport("render", "(i32) -> i64", TakesBlock: true));
        Assert.Equal(Troubleshooting.Quote("The guest lacks an export"), Assert.Single(contract.FindDifferences(module)).Message);
    }

    [Fact]
    public void An_import_that_is_defined_twice()
    {
        using Linker linker = new(RawGuest.Engine);
        linker.DefineFunction("shop", "orders_get", () => { });
        Assert.Contains(
            Troubleshooting.Quote("Import is defined twice"),
            Assert.Throws<WasmtimeException>(() => linker.DefineFunction("shop", "orders_get", () => { })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_guest_after_a_trap()
    {
        using OddGuest guest = OddGuest.Of(RawGuest.Engine, new Odd { OnPing = () => throw new IOException("full") });
        Assert.Throws<WasmtimeException>(guest.Plugin.Ping);
        Assert.Equal(Troubleshooting.Quote("A call ended in a trap"), Assert.Throws<InvalidOperationException>(guest.Plugin.Ping).Message);
    }

    [Fact]
    public void The_fuel_of_a_guest_in_a_loop()
    {
        const string Code =
            """
            using Engine engine = new(GuestConfig.Create().WithFuelConsumption(true));
            using Store store = new(engine);
            store.Fuel = 1_000_000_000;
            """;
        Assert.Equal(Code.ReplaceLineEndings("\n"), Assert.Single(Block().Matches(Troubleshooting.Page)).Groups["code"].Value);

        // The same.
        using Engine engine = new(GuestConfig.Create().WithFuelConsumption(true));
        using Store store = new(engine);
        store.Fuel = 1_000_000;
        using Linker linker = new(engine);
        using Module module = Module.FromText(engine, "guest", """(module (func (export "spin") (loop $again (br $again))))""");
        Assert.Equal(TrapCode.OutOfFuel, Assert.Throws<TrapException>(linker.Instantiate(store, module).GetAction("spin")!).Type);
    }

    [GeneratedRegex("""Troubleshooting\.Quote\("(?<heading>[^"]+)"\)""")]
    private static partial Regex Tested();

    [GeneratedRegex("`(?<quote>[^`]+)` is Wasmtime's message for the same")]
    private static partial Regex Inline();

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)\n```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
