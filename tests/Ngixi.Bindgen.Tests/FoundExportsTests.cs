using Ngixi.Bindgen.Tests.Contracts;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Bindgen.Tests;

/// <summary>Exports are found once for a module, and that is never taken for another's.</summary>
public sealed class FoundExportsTests : IDisposable
{
    private const string Area = """(global (export "ngixi_area") i32 (i32.const 1024))""";
    private const string Add = """(func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))""";

    private static readonly string[] Rest =
    [
        """(func (export "narrow") (result i32) (i32.const 0))""",
        """(func (export "rate") (param i32) (result i32) (i32.const 0))""",
        """(func (export "text") (param i32) (result i64) (i64.const 0))""",
        """(func (export "maybe") (result i64) (i64.const 0))""",
        """(func (export "numbers") (result i64) (i64.const 0))""",
    ];

    private readonly Linker linker = new(RawGuest.Engine);
    private readonly Store store = new(RawGuest.Engine);

    public void Dispose()
    {
        store.Dispose();
        linker.Dispose();
    }

    [Fact]
    public void Each_instance_of_a_module_has_its_own_functions_and_memory()
    {
        using LinkedModule linked = Link(Text(Area, Add));
        Instance first = linked.Instantiate(store);
        Instance second = linked.Instantiate(store);
        Assert.Equal(3, first.GetPlugin().Add(1, 2));
        Assert.Equal(Level.Low, first.GetPlugin().Rate("one"));
        Assert.Equal(Level.Low, second.GetPlugin().Rate("two"));
        Assert.Equal("one"u8.ToArray(), first.GetMemory("memory")!.GetSpan(1040, 3).ToArray());
        Assert.Equal("two"u8.ToArray(), second.GetMemory("memory")!.GetSpan(1040, 3).ToArray());
    }

    [Fact]
    public void A_module_with_the_exports_in_another_order_has_its_own()
    {
        using LinkedModule first = Link(Text(Area, Add, """(func (export "narrow") (result i32) (i32.const 1))"""));
        using LinkedModule second = Link(Text("""(func (export "narrow") (result i32) (i32.const 2))""", Add, Area));
        for (int i = 0; i < 2; i++)
        {
            IPlugin one = first.Instantiate(store).GetPlugin();
            IPlugin other = second.Instantiate(store).GetPlugin();
            Assert.Equal((1, 3), (one.Narrow(), one.Add(1, 2)));
            Assert.Equal((2, 3), (other.Narrow(), other.Add(1, 2)));
        }
    }

    [Fact]
    public void A_module_that_does_not_fit_is_refused_for_each_instance()
    {
        using LinkedModule linked = Link(Text(Area, """(func (export "add") (param i64) (result i32) (i32.const 0))"""));
        for (int i = 0; i < 2; i++)
        {
            Instance instance = linked.Instantiate(store);
            Assert.Contains(
                "'add' is (i64) -> i32", Assert.Throws<WasmExportException>(instance.GetPlugin).Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_instance_of_Wasmtimes_own_linker_is_not_taken_for_the_one_that_is_being_made()
    {
        using Module foreign = Module.FromText(RawGuest.Engine, "foreign", "(module)");
        Instance other = linker.Instantiate(store, foreign);
        string? refusal = null;
        linker.DefineFunction("host", "ask", () => { refusal = Assert.Throws<WasmExportException>(other.GetPlugin).Reason; });
        using LinkedModule linked = Link(Text(
            """(import "host" "ask" (func $ask))""", """(import "host" "ask" (func $again))""", Area, Add, "(start $ask)"));
        linked.Instantiate(store).GetPlugin();
        linked.Instantiate(store).GetPlugin();
        Assert.Contains("'add' is missing", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_guest_whose_start_trapped_leaves_no_module_for_the_next()
    {
        using LinkedModule trapping = Link(Text(Area, Add, "(func $stop unreachable)", "(start $stop)"));
        Assert.Throws<TrapException>(() => trapping.Instantiate(store));
        using Module foreign = Module.FromText(RawGuest.Engine, "foreign", "(module)");
        Instance other = linker.Instantiate(store, foreign);
        Assert.Contains("'add' is missing", Assert.Throws<WasmExportException>(other.GetPlugin).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""(func (export "ngixi_area") (result i32) (global.get $place))""")]
    [InlineData("""(export "ngixi_area" (global $place))""")]
    public void The_area_is_that_of_each_instance(string area)
    {
        linker.DefineFunction("host", "place", new PlaceMaker().Next);
        using LinkedModule linked = Link(Text(
            """(import "host" "place" (func $next (result i32)))""",
            "(global $place (mut i32) (i32.const 0))",
            area,
            """(func (export "_initialize") (global.set $place (call $next)))""",
            Add));
        for (int place = 1024; place <= 2048; place += 1024)
        {
            // Asked before the start, there is none yet, and asked after it, there is.
            Instance instance = linked.Instantiate(store);
            instance.GetPlugin();
            Assert.Equal(Level.Low, instance.Start().GetPlugin().Rate("text"));
            Assert.Equal("text"u8.ToArray(), instance.GetMemory("memory")!.GetSpan(place + 16, 4).ToArray());
        }
    }

    [Fact]
    public void An_instance_that_trapped_says_so_and_the_next_of_its_module_works()
    {
        using LinkedModule linked = Link(Text(Area, Add, """(func (export "narrow") (result i32) unreachable)"""));
        Instance instance = linked.Instantiate(store);
        Assert.Throws<TrapException>(() => instance.GetPlugin().Narrow());
        Assert.Throws<InvalidOperationException>(() => instance.GetPlugin().Add(1, 2));
        Assert.Equal(3, linked.Instantiate(store).GetPlugin().Add(1, 2));
    }

    [Fact]
    public void A_store_that_is_gone_is_refused()
    {
        using LinkedModule linked = Link(Text(Area, Add));
        Instance instance = linked.Instantiate(store);
        instance.GetPlugin();
        store.Dispose();
        Assert.Throws<ObjectDisposedException>(instance.GetPlugin);
    }

    [Fact]
    public void Asking_again_makes_two_objects_and_no_more()
    {
        using LinkedModule linked = Link(Text(Area, Add));
        Instance instance = linked.Instantiate(store);
        Assert.InRange(Allocations.OfEachCall(() => instance.GetPlugin()), 1, 200);
    }

    /// <summary>A plugin of which the parts are given, and the rest is made.</summary>
    private static string Text(params string[] parts)
    {
        string given = string.Concat(parts);
        string rest = string.Concat(Rest.Where(part =>
            !given.Contains(part[..part.IndexOf(')', StringComparison.Ordinal)], StringComparison.Ordinal)));
        return $"""
            (module {given} {rest} (memory (export "memory") 1)
              (data (i32.const 1024) "\40\00\00\00\00\00\00\00") (data (i32.const 2048) "\40\00\00\00\00\00\00\00"))
            """;
    }

    private LinkedModule Link(string text)
    {
        using Module module = Module.FromText(RawGuest.Engine, "plugin", text);
        return new LinkedModule(linker, module);
    }

    private sealed class PlaceMaker
    {
        private int place;

        public int Next() => place += 1024;
    }
}
