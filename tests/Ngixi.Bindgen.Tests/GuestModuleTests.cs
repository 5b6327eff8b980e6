namespace Ngixi.Bindgen.Tests;

public sealed class LinkedModuleTests : IDisposable
{
    private const string Text =
        """
        (module
          (import "host" "next" (func $next (result i32)))
          (memory (export "memory") 1)
          (func (export "run") (result i32) (call $next)))
        """;

    private readonly Engine engine = new(GuestConfig.Create());
    private readonly Linker linker;
    private readonly Store store;

    public LinkedModuleTests()
    {
        linker = new Linker(engine);
        store = new Store(engine);
    }

    public void Dispose()
    {
        store.Dispose();
        linker.Dispose();
        engine.Dispose();
    }

    [Fact]
    public void Instances_of_one_module_are_their_own()
    {
        linker.DefineFunction("host", "next", () => 7);
        using LinkedModule guest = Prepare(Text);
        Instance first = guest.Instantiate(store);
        Instance second = guest.Instantiate(store);
        first.GetMemory("memory")!.WriteByte(8, 1);
        Assert.Equal(7, first.GetFunction<int>("run")!());
        Assert.Equal(0, second.GetMemory("memory")!.ReadByte(8));
    }

    [Fact]
    public void Neither_the_linker_nor_the_module_need_be_kept()
    {
        linker.DefineFunction("host", "next", () => 7);
        using LinkedModule guest = Prepare(Text);
        linker.Dispose();
        Assert.Equal(7, guest.Instantiate(store).GetFunction<int>("run")!());
    }

    [Fact]
    public void An_instance_outlives_what_it_was_made_of()
    {
        linker.DefineFunction("host", "next", () => 7);
        LinkedModule guest = Prepare(Text);
        Instance instance = guest.Instantiate(store);
        guest.Dispose();
        Assert.Equal(7, instance.GetFunction<int>("run")!());
        Assert.Throws<ObjectDisposedException>(() => guest.Instantiate(store));
    }

    [Fact]
    public void A_missing_import_is_said_before_there_is_an_instance() =>
        Assert.Contains("next", Assert.Throws<WasmtimeException>(() => Prepare(Text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_start_function_that_traps_is_an_exception_with_what_the_host_threw()
    {
        linker.DefineFunction("host", "next", new Func<int>(() => throw new InvalidOperationException("no more")));
        using LinkedModule guest = Prepare(
            """
            (module
              (import "host" "next" (func $next (result i32)))
              (func $start (drop (call $next)))
              (start $start))
            """);
        WasmtimeException exception = Assert.ThrowsAny<WasmtimeException>(() => guest.Instantiate(store));
        Assert.Equal("no more", exception.InnerException?.Message);
    }

    [Fact]
    public void A_store_that_is_disposed_is_refused()
    {
        linker.DefineFunction("host", "next", () => 7);
        using LinkedModule guest = Prepare(Text);
        store.Dispose();
        Assert.Throws<ObjectDisposedException>(() => guest.Instantiate(store));
    }

    private LinkedModule Prepare(string text)
    {
        using Module module = Module.FromText(engine, "guest", text);
        return new LinkedModule(linker, module);
    }
}
