using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Bindgen.Tests;

/// <summary>A guest exports what is to be run first.</summary>
public sealed class StartTests : IDisposable
{
    private readonly Linker linker = new(RawGuest.Engine);
    private readonly Store store = new(RawGuest.Engine);

    public StartTests() => linker.DefineAssemblyScript();

    public void Dispose()
    {
        store.Dispose();
        linker.Dispose();
    }

    [Theory]
    [InlineData("_initialize")]
    [InlineData("_start")]
    public void Start_runs_it_once(string export)
    {
        Instance instance = Instantiate(
            $"""
            (global $runs (mut i32) (i32.const 0))
            (func (export "{export}") (global.set $runs (i32.add (global.get $runs) (i32.const 1))))
            (func (export "runs") (result i32) (global.get $runs))
            """);
        Assert.Same(instance, instance.Start());
        instance.Start();
        Assert.Equal(1, instance.GetFunction("runs")!.Invoke());
    }

    [Theory]
    [InlineData("")]
    [InlineData("""(func (export "_initialize") (param i32))""")]
    [InlineData("""(global (export "_initialize") i32 (i32.const 0))""")]
    public void Start_does_nothing_where_there_is_nothing_to_run(string export) => Instantiate(export).Start();

    [Fact]
    public void A_start_that_traps_is_an_exception() =>
        Assert.Throws<TrapException>(() => Instantiate("""(func (export "_initialize") unreachable)""").Start());

    [Fact]
    public void A_guest_that_aborts_before_it_was_started_says_so()
    {
        const string Guest =
            """(func (export "_initialize")) (func (export "run") (call $abort (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0)))""";
        Assert.Equal(
            "The guest aborted. The host has not called instance.Start(), which runs what the guest exports to be run first.",
            MessageOf(Instantiate(Guest)));
        Assert.Equal("The guest aborted.", MessageOf(Instantiate(Guest).Start()));
    }

    private static string? MessageOf(Instance instance) =>
        Assert.ThrowsAny<WasmtimeException>(instance.GetAction("run")!).InnerException?.Message;

    private Instance Instantiate(string text)
    {
        using Module module = Module.FromText(
            RawGuest.Engine,
            "start",
            $"""(module (import "env" "abort" (func $abort (param i32 i32 i32 i32))) (memory (export "memory") 1) {text})""");
        return linker.Instantiate(store, module);
    }
}
