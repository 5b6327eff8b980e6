using Ngixi.Bindgen.Tests.Contracts;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Bindgen.Tests;

/// <summary>The host calls a guest's exports, and trusts nothing that comes back.</summary>
public sealed class ExportTests : IDisposable
{
    private const string Plugin =
        """
        (module
          (import "types" "boolean" (func $boolean (param i32) (result i32)))
          (memory (export "memory") 1)
          (global (export "ngixi_area") i32 (i32.const 1024))
          (data (i32.const 1024) "\40\00\00\00\00\00\00\00")
          (global $narrow (export "narrow_result") (mut i32) (i32.const 255))
          (global $pair (export "pair") (mut i64) (i64.const 0))
          (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
          (func (export "narrow") (result i32) (global.get $narrow))
          (func (export "rate") (param i32) (result i32) (global.get $narrow))
          (func (export "text") (param i32) (result i64) (global.get $pair))
          (func (export "maybe") (result i64) (global.get $pair))
          (func (export "numbers") (result i64) (drop (call $boolean (global.get $narrow))) (global.get $pair)))
        """;

    private readonly Linker linker = new(RawGuest.Engine);
    private readonly Store store = new(RawGuest.Engine);

    public ExportTests() => linker.DefineTypes(new EchoTypes());

    public void Dispose()
    {
        store.Dispose();
        linker.Dispose();
    }

    [Fact]
    public void Arguments_and_results_cross()
    {
        Instance instance = Instantiate(Plugin);
        IPlugin plugin = instance.GetPlugin();
        Assert.Equal(-1, plugin.Add(int.MaxValue, int.MinValue));
        Assert.Equal(255, plugin.Narrow());
        instance.GetMemory("memory")!.WriteInt32(16, 42);
        SetPair(instance, 16, 4);
        Assert.Equal(42, plugin.Maybe());
        SetPair(instance, 0, 0);
        Assert.Null(plugin.Maybe());
    }

    [Fact]
    public void Arguments_stand_in_the_area_when_they_fit()
    {
        Instance instance = Instantiate(Plugin);
        instance.GetGlobal("narrow_result")!.SetValue(0);
        Assert.Equal(Level.Low, instance.GetPlugin().Rate("häß"));
        Assert.Equal([8, 0, 0, 0, 5, 0, 0, 0, .. "häß"u8], instance.GetMemory("memory")!.GetSpan(1032, 13).ToArray());
    }

    [Theory]
    [InlineData(55)]
    [InlineData(56)]
    [InlineData(57)]
    [InlineData(5000)]
    public void Arguments_never_reach_behind_the_area(int length)
    {
        const int Behind = 1032 + 64;
        Instance instance = Instantiate(Plugin);
        instance.GetGlobal("narrow_result")!.SetValue(0);
        Span<byte> behind = instance.GetMemory("memory")!.GetSpan(Behind, 8192);
        behind.Fill(0xA5);
        Assert.Equal(Level.Low, instance.GetPlugin().Rate(new string('x', length)));
        Assert.Equal(-1, behind.IndexOfAnyExcept((byte)0xA5));
        bool isInArea = 8 + length <= 64;
        Assert.Equal(isInArea, instance.GetMemory("memory")!.GetSpan(1040, length).IndexOfAnyExcept((byte)'x') < 0);
    }

    [Fact]
    public void All_that_a_guest_lacks_is_named_at_once()
    {
        Instance instance = Instantiate(
            """(module (func (export "add") (param i64) (result i32) (i32.const 0)) (func (export "narrow") (result i32) (i32.const 0)) (memory (export "text") 1))""");
        WasmExportException exception = Assert.Throws<WasmExportException>(instance.GetPlugin);
        Assert.Equal("IPlugin", exception.Export);
        Assert.Contains(
            "'add' is (i64) -> i32, not (i32 i32) -> i32; 'rate' is missing; 'text' is missing; 'maybe' is missing; 'numbers' is missing; the global or function 'ngixi_area' is missing",
            exception.Reason,
            StringComparison.Ordinal);
        Assert.Contains("exports.ts", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0xFFFF_0000u, 16u, "the result is bad: 16 bytes at 0xFFFF0000 do not lie in the guest's memory of 65536 bytes")]
    [InlineData(65532u, 8u, "8 bytes at 0x0000FFFC do not lie")]
    [InlineData(0u, 0x7FFF_FFFFu, "more than the 16777216 of GuestOptions.MaxBytesPerCall")]
    [InlineData(16u, 0x8000_0003u, "3 bytes are not a whole number of UTF-16 code units")]
    public void A_bad_result_is_refused(uint pointer, uint length, string reason)
    {
        Instance instance = Instantiate(Plugin);
        SetPair(instance, pointer, length);
        WasmExportException exception = Assert.Throws<WasmExportException>(() => instance.GetPlugin().Text("text"));
        Assert.Equal("text", exception.Export);
        Assert.Contains(reason, exception.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scalar_outside_its_type_is_refused()
    {
        Instance instance = Instantiate(Plugin);
        instance.GetGlobal("narrow_result")!.SetValue(256);
        Assert.Contains(
            "256 is not in the range 0 to 255",
            Assert.Throws<WasmExportException>(() => instance.GetPlugin().Narrow()).Reason,
            StringComparison.Ordinal);
        instance.GetGlobal("narrow_result")!.SetValue(7);
        Assert.Contains(
            "7 is not a value of Level",
            Assert.Throws<WasmExportException>(() => instance.GetPlugin().Rate("text")).Reason,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1028", "1024", "is not aligned to 8 bytes")]
    [InlineData("65536", "1024", "8 bytes at 0x00010000 do not lie in the guest's memory")]
    [InlineData("1024", "1028", "the result area's encoding is 2")]
    public void A_bad_area_is_refused(string area, string data, string reason)
    {
        string bytes = data == "1028" ? "\\02\\00\\00\\00" : "\\40\\00\\00\\00";
        Instance instance = Instantiate(Plugin
            .Replace(
                "(i32.const 1024))\n  (data (i32.const 1024) \"\\40\\00\\00\\00",
                $"(i32.const {area}))\n  (data (i32.const {data}) \"{bytes}",
                StringComparison.Ordinal));
        Assert.Contains(
            reason,
            Assert.Throws<WasmExportException>(() => instance.GetPlugin().Rate(new string('x', 100))).Reason,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_trap_carries_what_an_import_threw_and_ends_the_instance()
    {
        Instance instance = Instantiate(Plugin);
        IPlugin plugin = instance.GetPlugin();
        instance.GetGlobal("narrow_result")!.SetValue(2);
        WasmtimeException exception = Assert.ThrowsAny<WasmtimeException>(plugin.Numbers);
        Assert.Equal("types.boolean", Assert.IsType<WasmImportException>(exception.InnerException).Import);
        Assert.Contains(
            "ended in a trap",
            Assert.Throws<InvalidOperationException>(() => plugin.Add(1, 2)).Message,
            StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => instance.GetPlugin().Add(1, 2));
    }

    [Fact]
    public void A_call_after_the_store_is_gone_is_refused()
    {
        IPlugin plugin = Instantiate(Plugin).GetPlugin();
        Assert.Equal(3, plugin.Add(1, 2));
        store.Dispose();
        Assert.Throws<ObjectDisposedException>(() => plugin.Add(1, 2));
    }

    [Fact]
    public void A_null_argument_is_refused_before_the_guest_runs()
    {
        IPlugin plugin = Instantiate(Plugin).GetPlugin();
        Assert.Contains("null", Assert.Throws<InvalidOperationException>(() => plugin.Text(null!)).Message, StringComparison.Ordinal);
        Assert.Equal(3, plugin.Add(1, 2));
    }

    [Fact]
    public void A_call_with_numbers_allocates_nothing()
    {
        IPlugin plugin = Instantiate(Plugin).GetPlugin();
        Assert.Equal(0, Allocations.OfEachCall(() => plugin.Add(1, 2)));
    }

    [Fact]
    public void A_host_that_only_calls_guests_has_the_support_imports_by_asking()
    {
        using Linker plain = new(RawGuest.Engine);
        using Module module = Module.FromText(
            RawGuest.Engine,
            "taker",
            """(module (import "ngixi" "take" (func (param i32 i32))) (memory (export "memory") 1))""");
        Assert.ThrowsAny<WasmtimeException>(() => plain.Instantiate(store, module));
        plain.DefineSupportImports();
        plain.DefineSupportImports();
        plain.Instantiate(store, module);
    }

    private static void SetPair(Instance instance, uint pointer, uint length) =>
        instance.GetGlobal("pair")!.SetValue((long)(((ulong)pointer << 32) | length));

    private Instance Instantiate(string text)
    {
        using Module module = Module.FromText(RawGuest.Engine, "plugin", text);
        return linker.Instantiate(store, module);
    }
}
