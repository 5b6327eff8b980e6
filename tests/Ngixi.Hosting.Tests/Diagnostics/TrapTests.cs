using Ngixi.Bindgen;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Hosting.Tests.Support;

namespace Ngixi.Hosting.Tests.Diagnostics;

public sealed class TrapTests : IDisposable
{
    private readonly GuestEngine engine = new();

    [Fact]
    public async Task A_trap_of_AssemblyScript_tells_functions_and_lines()
    {
        using GuestModule module = engine.Load(InvoiceHost.Manifest(), Guests.Invoice.Wasm, Guests.Invoice.SourceMap);
        GuestTrapException exception = await module.FailureOf<GuestTrapException>(it => it.Run("divide", 0));
        Assert.Equal(
            """
            A guest of the module 'invoice' trapped: integer divide by zero.
               at invoice/Invoice#shareOf in invoice.ts:8:12
               at invoice/divide in invoice.ts:13:10
            """,
            exception.Message);
        Assert.Equal(TrapCode.IntegerDivisionByZero, exception.Trap);
        Assert.Equal(("invoice.ts", 8, 12), (exception.Frames[0].File, exception.Frames[0].Line, exception.Frames[0].Column));
    }

    [Fact]
    public async Task A_stripped_module_has_its_lines_from_the_map_that_the_host_kept()
    {
        using GuestModule module = engine.Load(InvoiceHost.Manifest(), Guests.StrippedInvoice, Guests.Invoice.SourceMap);
        GuestTrapException exception = await module.FailureOf<GuestTrapException>(it => it.Run("divide", 0));
        Assert.Equal([null, null], exception.Frames.Select(frame => frame.Function));
        Assert.Equal([("invoice.ts", 8), ("invoice.ts", 13)], exception.Frames.Select(frame => (frame.File!, frame.Line)));
        Assert.Contains($"\n   at 0x{exception.Frames[0].Offset:x} in invoice.ts:8:12\n", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_map_beside_the_file_is_read_when_a_guest_fails()
    {
        using TemporaryFolder folder = new();
        string file = folder.At("invoice.wasm");
        using GuestModule module = engine.Load(InvoiceHost.Manifest(file), Guests.StrippedInvoice);
        await File.WriteAllBytesAsync(file + ".map", Guests.Invoice.SourceMap);
        GuestTrapException exception = await module.FailureOf<GuestTrapException>(it => it.Run("divide", 0));
        Assert.Equal(8, exception.Frames[0].Line);
    }

    [Fact]
    public async Task Without_a_map_the_places_in_the_module_are_told()
    {
        using GuestModule module = engine.Load(InvoiceHost.Manifest("/nowhere/invoice.wasm"), Guests.Invoice.Wasm);
        GuestTrapException exception = await module.FailureOf<GuestTrapException>(it => it.Run("divide", 0));
        Assert.Equal((null, 0, 0), (exception.Frames[0].File, exception.Frames[0].Line, exception.Frames[0].Column));
        Assert.EndsWith($"\n   at invoice/divide (0x{exception.Frames[1].Offset:x})", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_abort_tells_what_the_guest_said_and_where()
    {
        using GuestModule module = engine.Load(InvoiceHost.Manifest(), Guests.Invoice.Wasm, Guests.Invoice.SourceMap);
        GuestTrapException exception = await module.FailureOf<GuestTrapException>(it => it.Run("refuse"));
        Assert.Equal(
            """
            A guest of the module 'invoice' aborted: The invoice is paid., at invoice.ts:21:3.
               at invoice/refuse in invoice.ts:21:3
            """,
            exception.Message);
        Assert.Null(exception.Trap);
        Assert.IsType<GuestAbortException>(exception.InnerException);
    }

    [Fact]
    public async Task An_abort_tells_its_own_line_without_a_map()
    {
        using GuestModule module = engine.Load(InvoiceHost.Manifest(), Guests.Invoice.Wasm);
        GuestTrapException exception = await module.FailureOf<GuestTrapException>(it => it.Run("pick", 7));
        Assert.Equal("~lib/array/Array<i32>#__get", exception.Frames[0].Function);
        Assert.Equal("~lib/array.ts", exception.Frames[0].File);
        Assert.True(exception.Frames[0].Line > 0);
        Assert.Null(exception.Frames[1].File);
    }

    [Fact]
    public async Task An_exception_of_the_host_keeps_its_own_stack()
    {
        using GuestModule module = engine.Load(InvoiceHost.Manifest(), Guests.Invoice.Wasm, Guests.Invoice.SourceMap);
        GuestTrapException exception = await module.FailureOf<GuestTrapException>(it => it.Run("pay", -1));
        Assert.StartsWith("A guest of the module 'invoice' was ended by the host: ", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith("\n   at invoice/pay in invoice.ts:25:3", exception.Message, StringComparison.Ordinal);
        Assert.Contains("InvoiceHost.Charge", exception.InnerException!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deadline_tells_where_the_guest_was()
    {
        ModuleLimits limits = new() { Deadline = TimeSpan.FromMilliseconds(500) };
        using GuestModule module = engine.Load(
            InvoiceHost.Manifest(limits: limits), Guests.Invoice.Wasm, Guests.Invoice.SourceMap);
        GuestDeadlineException exception = await module.FailureOf<GuestDeadlineException>(it => it.Run("work", 100));
        Assert.Equal("invoice/work", exception.Frames[^1].Function);
        Assert.Equal("invoice.ts", exception.Frames[^1].File);
    }

    [Fact]
    public async Task A_trap_of_C_tells_functions_and_lines_from_the_module()
    {
        using GuestModule module = engine.Load(new GuestManifest { Name = "c" }, Guests.InvoiceInC);
        GuestTrapException exception = await module.FailureOf<GuestTrapException>(it => it.Run("divide", 0));
        Assert.Equal(["share_of", "divide"], exception.Frames.Select(frame => frame.Function));
        Assert.Equal([2, 6], exception.Frames.Select(frame => frame.Line));
        Assert.All(exception.Frames, frame => Assert.EndsWith("invoice.c", frame.File, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Names_of_a_guest_forge_no_line()
    {
        string name = "x\\0a   at host in host.cs:1";
        using GuestModule module = engine.LoadText($"""(module (func ${'"'}{name}{'"'} (export "fail") unreachable))""");
        GuestTrapException exception = await module.FailureOf<GuestTrapException>(it => it.Run("fail"));
        Assert.Equal(2, exception.Message.Split('\n').Length);
        Assert.Contains("\\u000A", exception.Message, StringComparison.OrdinalIgnoreCase);
    }

    public void Dispose() => engine.Dispose();
}
