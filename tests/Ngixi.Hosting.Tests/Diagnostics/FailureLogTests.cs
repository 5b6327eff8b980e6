using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using Ngixi.Hosting.Diagnostics;
using Ngixi.Hosting.Tests.Support;

namespace Ngixi.Hosting.Tests.Diagnostics;

public sealed class FailureLogTests : IDisposable
{
    private readonly FakeLogCollector records = new();
    private readonly LoggerFactory loggers;
    private readonly GuestEngine engine;

    public FailureLogTests()
    {
        loggers = new LoggerFactory([new FakeLoggerProvider(records)]);
        engine = new GuestEngine(new GuestEngineOptions { Loggers = loggers });
    }

    [Fact]
    public async Task A_trap_is_logged_once_with_module_instance_and_call()
    {
        using GuestModule module = engine.Load(InvoiceHost.Manifest(), Guests.Invoice.Wasm, Guests.Invoice.SourceMap);
        GuestTrapException exception = await module.FailureOf<GuestTrapException>(it => it.Run("divide", 0));
        FakeLogRecord record = Assert.Single(records.GetSnapshot());
        Assert.Equal((LogLevel.Warning, "Ngixi.Guests.invoice"), (record.Level, record.Category));
        Assert.Equal("A guest failed (trap). " + exception.Message, record.Message);
        Assert.Null(record.Exception);
        Dictionary<string, object?> scope = new((IEnumerable<KeyValuePair<string, object?>>)Assert.Single(record.Scopes)!);
        Assert.Equal("invoice", scope["wasm.module"]);
        Assert.Equal(module.Sha256, scope["wasm.sha256"]);
        Assert.True((int)scope["wasm.instance"]! > 0);
        Assert.True((long)scope["wasm.call"]! > 0);
    }

    [Fact]
    public async Task An_error_of_the_host_is_logged_with_its_stack()
    {
        using GuestModule module = engine.Load(InvoiceHost.Manifest(), Guests.Invoice.Wasm, Guests.Invoice.SourceMap);
        await module.FailureOf<GuestTrapException>(it => it.Run("pay", -1));
        FakeLogRecord record = Assert.Single(records.GetSnapshot());
        Assert.StartsWith("A guest failed (host). ", record.Message, StringComparison.Ordinal);
        Assert.Contains("InvoiceHost.Charge", record.Exception!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deadline_is_logged_with_the_frames_of_the_guest()
    {
        ModuleLimits limits = new() { Deadline = TimeSpan.FromMilliseconds(500) };
        using GuestModule module = engine.Load(InvoiceHost.Manifest(limits: limits), Guests.Invoice.Wasm);
        await module.FailureOf<GuestDeadlineException>(it => it.Run("work", 100));
        FakeLogRecord record = Assert.Single(records.GetSnapshot());
        Assert.StartsWith("A guest failed (deadline). A call of the module 'invoice' was ended", record.Message, StringComparison.Ordinal);
        Assert.Contains("\n   at invoice/work (0x", record.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_guest_of_WASI_writes_and_its_failure_are_in_the_log_in_their_order()
    {
        const string Program = """
            (module
              (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
              (memory (export "memory") 1)
              (data (i32.const 0) "\20\00\00\00\05\00\00\00\30\00\00\00\05\00\00\00")
              (data (i32.const 0x20) "fine\0a")
              (data (i32.const 0x30) "oops\0a")
              (func $print (param $to i32) (param $text i32)
                (drop (call $write (local.get $to) (local.get $text) (i32.const 1) (i32.const 16))))
              (func (export "run")
                (call $print (i32.const 1) (i32.const 0))
                (call $print (i32.const 2) (i32.const 8))
                unreachable))
            """;
        using GuestModule module = engine.Load(
            Manifest.Parse("""{ "name": "shop", "grants": { "wasi": true, "log": true } }"""), Wat.Bytes(Program));
        await module.FailureOf<GuestTrapException>(it => it.Run("run"));
        Assert.Equal(
            [
                (LogLevel.Information, "Wasm.shop", "fine"),
                (LogLevel.Warning, "Wasm.shop", "oops"),
                (LogLevel.Warning, "Ngixi.Guests.shop", "A guest failed (trap). A guest of the module 'shop' trapped:"),
            ],
            records.GetSnapshot().Select(record => (record.Level, record.Category!, record.Message.Split(" wasm `unreach")[0])));
    }

    [Fact]
    public void A_flood_of_failures_is_counted_and_not_written()
    {
        FakeTimeProvider time = new();
        FailureLog log = new(loggers.CreateLogger("x"), "billing", time);
        GuestLimitException failure = new("billing", "fuel", "10 for a call.");
        for (int i = 0; i < 1_000; i++)
        {
            log.Write(failure, "", 1, i);
        }

        Assert.Equal(FailureLog.MaxPerMinute, records.Count);
        time.Advance(TimeSpan.FromMinutes(1));
        log.Write(failure, "", 1, 1);
        Assert.Contains(
            records.GetSnapshot(),
            record => record.Message == "Guests of the module billing failed 980 more times, which are not written.");
    }

    [Fact]
    public async Task A_map_that_cannot_be_read_is_told_once_and_does_without()
    {
        using GuestModule module = engine.Load(InvoiceHost.Manifest(), Guests.Invoice.Wasm, "no map"u8.ToArray());
        await module.FailureOf<GuestTrapException>(it => it.Run("divide", 0));
        await module.FailureOf<GuestTrapException>(it => it.Run("divide", 0));
        Assert.Single(
            records.GetSnapshot(),
            record => record.Message.StartsWith("The source map or line table of the module invoice", StringComparison.Ordinal));
    }

    public void Dispose()
    {
        engine.Dispose();
        loggers.Dispose();
    }
}
