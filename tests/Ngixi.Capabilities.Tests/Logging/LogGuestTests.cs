using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Ngixi.Bindgen;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Capabilities.Tests.Support;

namespace Ngixi.Capabilities.Tests.Logging;

/// <summary>Guests in each language write to the host's log.</summary>
public sealed class LogGuestTests : IDisposable
{
    private readonly LogBook book = new();
    private readonly Linker linker = new(RawGuest.Engine);

    public void Dispose()
    {
        linker.Dispose();
        book.Dispose();
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public void A_message_is_information_of_the_module_that_wrote_it(GuestLanguage language)
    {
        using CapabilityGuest guest = Start(language);
        guest.Run("greet");
        FakeLogRecord record = book.Only;
        Assert.Equal("Wasm.billing", record.Category);
        Assert.Equal(LogLevel.Information, record.Level);
        Assert.Equal("hello, host", record.Message);
        Assert.Equal("{Message}", record.GetStructuredStateValue("{OriginalFormat}"));
        Assert.Equal("hello, host", record.GetStructuredStateValue("Message"));
        Assert.Equal("billing", Scope(record, "wasm.module"));
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public void Members_of_a_JSON_message_are_properties(GuestLanguage language)
    {
        using CapabilityGuest guest = Start(language);
        guest.Run("json");
        Assert.Equal("paid", book.Only.Message);
        Assert.Equal(
            ["Message=paid", "guest.order.id=7", "guest.order.total=12.5", "guest.gift=True", "guest.note=", "{OriginalFormat}={Message}"],
            State(book.Only));
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public void An_event_has_a_level_a_target_and_properties(GuestLanguage language)
    {
        using CapabilityGuest guest = Start(language);
        guest.Run("event");
        Assert.Equal(LogLevel.Warning, book.Only.Level);
        Assert.Equal(
            [
                "Message=late", "guest.order=7", "guest.total=12.5", "guest.gift=True", "guest.customer=Ada\\u000a[forged]",
                "wasm.target=billing.orders", "{OriginalFormat}={Message}",
            ],
            State(book.Only));
        book.Clear();
        guest.Run("plain");
        Assert.Equal(LogLevel.Error, book.Only.Level);
        Assert.Equal(["Message=no properties", "{OriginalFormat}={Message}"], State(book.Only));
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public void The_level_changes_while_the_guest_runs(GuestLanguage language)
    {
        using CapabilityGuest guest = Start(language, out GuestLog log);
        guest.Run("detail");
        Assert.Empty(book.Records);
        Assert.Equal(0, guest.Instance.GetFunction<int, int>("enabled")!((int)LogLevel.Debug));
        log.MinimumLevel = LogLevel.Debug;
        Assert.Equal(1, guest.Instance.GetFunction<int, int>("enabled")!((int)LogLevel.Debug));
        Assert.Equal(0, guest.Instance.GetFunction<int, int>("enabled")!((int)LogLevel.None));
        guest.Run("detail");
        Assert.Equal("a detail", book.Only.Message);
        log.MinimumLevel = LogLevel.None;
        guest.Run("detail");
        guest.Run("plain");
        Assert.Single(book.Records);
    }

    [Fact]
    public void The_console_of_AssemblyScript_goes_to_the_same_log()
    {
        using CapabilityGuest guest = Start(GuestLanguage.AssemblyScript, out GuestLog log);
        log.MinimumLevel = LogLevel.Trace;
        guest.Run("consoles");
        Assert.Equal(
            ["Debug of debug", "Information of log", "Warning of warn", "Error of error", "Trace of trace 1, 2"],
            book.Records.Select(record => $"{record.Level} {record.Message}"));
        Assert.All(book.Records, record => Assert.Equal("billing", Scope(record, "wasm.module")));
    }

    [Fact]
    public void A_scope_says_which_instance_wrote_and_in_which_call()
    {
        using CapabilityGuest first = Start(GuestLanguage.C, out GuestLog log);
        using CapabilityGuest second = CapabilityGuest.Start("log", GuestLanguage.C, linker);
        first.Run("greet");
        second.Run("greet");
        Assert.NotEqual(Scope(book.Records[0], "wasm.instance"), Scope(book.Records[1], "wasm.instance"));
        Assert.Null(Scope(book.Records[0], "wasm.sha256"));
        for (int i = 0; i < 2; i++)
        {
            using GuestCallScope call = first.Store.BeginCall(Timeout.InfiniteTimeSpan);
            first.Run("greet");
            first.Run("json");
        }

        int[] calls = [.. book.Records.Skip(2).Select(record => int.Parse(Scope(record, "wasm.call")!, CultureInfo.InvariantCulture))];
        Assert.Equal([calls[0], calls[0], calls[0] + 1, calls[0] + 1], calls);
    }

    [Fact]
    public void A_scope_has_the_hash_of_a_module_that_the_host_compiled()
    {
        using Module module = GuestCompiler.FromBytes(RawGuest.Engine, "billing", Module.ConvertText("""
            (module
              (import "env" "log" (func $log (param i32 i32)))
              (memory (export "memory") 1)
              (func (export "run") (call $log (i32.const 0) (i32.const 0))))
            """));
        linker.DefineLog(new GuestLog(book.Loggers, "billing").ForInstance);
        using LinkedModule linked = new(linker, module);
        using Store store = new(RawGuest.Engine);
        linked.Instantiate(store).GetAction("run")!();
        Assert.Matches("^[0-9a-f]{64}$", Scope(book.Only, "wasm.sha256"));
    }

    private static string? Scope(FakeLogRecord record, string key) => record.Scopes
        .OfType<IEnumerable<KeyValuePair<string, object?>>>()
        .SelectMany(scope => scope)
        .SingleOrDefault(item => item.Key == key)
        .Value?.ToString();

    private static IEnumerable<string> State(FakeLogRecord record) => record.StructuredState!.Select(item => $"{item.Key}={item.Value}");

    private CapabilityGuest Start(GuestLanguage language) => Start(language, out _);

    private CapabilityGuest Start(GuestLanguage language, out GuestLog log)
    {
        log = new GuestLog(book.Loggers, "billing");
        linker.DefineLog(log.ForInstance);
        linker.DefineAssemblyScript(new AssemblyScriptOptions { Console = log.WriteConsole });
        return CapabilityGuest.Start("log", language, linker);
    }
}
