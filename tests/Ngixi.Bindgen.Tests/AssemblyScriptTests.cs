using Ngixi.Bindgen.Tests.Contracts;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Bindgen.Tests;

/// <summary>An AssemblyScript guest uses every type through its typed stubs, and checks what comes back.</summary>
public sealed class AssemblyScriptTests : IDisposable
{
    private readonly EchoTypes types = new();
    private readonly MemoryFiles files = new();
    private readonly List<ConsoleMessage> console = [];
    private readonly Linker linker = new(RawGuest.Engine);
    private readonly ScriptGuest guest;

    public AssemblyScriptTests()
    {
        linker.DefineTypes(types);
        linker.DefineFiles(files);
        linker.DefineJobs(new Jobs { Run = async (_, _) => await Task.Yield() });
        linker.DefineErrors(new FailingErrors());
        linker.DefineAssemblyScript(new AssemblyScriptOptions { Console = console.Add, Clock = new StoppedClock(), Seed = () => 1234.5 });
        guest = new ScriptGuest(linker);
    }

    public void Dispose()
    {
        guest.Dispose();
        linker.Dispose();
    }

    [Theory]
    [InlineData("scalars")]
    [InlineData("wider")]
    [InlineData("guidText")]
    [InlineData("text")]
    [InlineData("bytes")]
    [InlineData("numbers")]
    [InlineData("buffer")]
    [InlineData("resources")]
    [InlineData("waiting")]
    [InlineData("errors")]
    [InlineData("garbage")]
    public void The_guest_gets_back_what_it_gave(string test) => guest.Run(test);

    [Theory]
    [InlineData("largeText")]
    [InlineData("largeBytes")]
    public void A_large_value_goes_both_ways_and_its_method_runs_once(string test)
    {
        guest.Run(test);
        Assert.Equal(1, types.Calls);
    }

    [Fact]
    public void Resources_that_the_guest_freed_are_disposed()
    {
        guest.Run("resources");
        Assert.Equal(["first", "second", "first"], files.Opened.Select(file => file.Path()));
        Assert.All(files.Opened, file => Assert.Equal(1, file.Disposed));
    }

    [Fact]
    public void Use_after_free_stops_the_guest()
    {
        WasmtimeException exception = Assert.ThrowsAny<WasmtimeException>(() => guest.Run("useAfterFree"));
        Assert.Equal("files.open_file_path", Assert.IsType<WasmImportException>(exception.InnerException).Import);
    }

    [Fact]
    public void An_abort_tells_its_message_and_place()
    {
        WasmtimeException outer = Assert.ThrowsAny<WasmtimeException>(() => guest.Run("failingAssert"));
        GuestAbortException abort = Assert.IsType<GuestAbortException>(outer.InnerException);
        Assert.Equal("not good", abort.Text);
        Assert.Equal($"not good, at assembly/index.ts:{abort.Line}:{abort.Column}.", abort.Message);
        Assert.Equal("assembly/index.ts", abort.File);
        string[] source = File.ReadAllLines(Path.Combine(ScriptGuest.Directory, abort.File!));
        Assert.Contains("\"not good\"", source[abort.Line - 1], StringComparison.Ordinal);
        Assert.Equal(source[abort.Line - 1].IndexOf("assert", StringComparison.Ordinal) + 1, abort.Column);
    }

    [Theory]
    [InlineData("guidTooShort", "a GUID has 36 characters")]
    [InlineData("guidWithoutGroups", "a GUID has '-' between its groups")]
    [InlineData("guidOfOtherDigits", "not a hexadecimal digit")]
    [InlineData("guidOfOtherScript", "not a hexadecimal digit")]
    public void Text_that_is_no_GUID_aborts_in_the_stub(string test, string message)
    {
        WasmtimeException outer = Assert.ThrowsAny<WasmtimeException>(() => guest.Run(test));
        Assert.StartsWith(message, Assert.IsType<GuestAbortException>(outer.InnerException).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_GUID_of_another_length_aborts_in_the_stub()
    {
        WasmtimeException outer = Assert.ThrowsAny<WasmtimeException>(() => guest.Run("shortGuid"));
        Assert.Equal("a GUID has 16 bytes", Assert.IsType<GuestAbortException>(outer.InnerException).Text);
    }

    [Fact]
    public void Asking_for_the_value_of_an_error_aborts_with_its_message()
    {
        WasmtimeException outer = Assert.ThrowsAny<WasmtimeException>(() => guest.Run("valueOfError"));
        Assert.Equal("it is full", Assert.IsType<GuestAbortException>(outer.InnerException).Text);
    }

    [Fact]
    public void The_console_and_trace_reach_the_host()
    {
        guest.Run("writeToConsole");
        Assert.Equal(
            [
                (ConsoleLevel.Log, "log"), (ConsoleLevel.Debug, "debug"), (ConsoleLevel.Info, "info"),
                (ConsoleLevel.Warn, "warn \0 \uD800"), (ConsoleLevel.Error, "error"),
                (ConsoleLevel.Error, "Assertion failed: false"), (ConsoleLevel.Trace, "trace 1, 2.5"), (ConsoleLevel.Trace, "plain"),
                (ConsoleLevel.Log, ""),
            ],
            console.Select(message => (message.Level, message.Text)));
        Assert.All(console, message => Assert.Same(guest.Store, message.Context.Store));
    }

    [Fact]
    public void The_clock_and_the_seed_are_the_hosts()
    {
        Assert.Equal(86_400_000L, guest.Instance.GetFunction<long>("now")!());
        Assert.Equal(5_000.0, guest.Instance.GetFunction<double>("elapsed")!());
        double random = guest.Instance.GetFunction<double>("random")!();
        using ScriptGuest other = new(linker);
        Assert.Equal(random, other.Instance.GetFunction<double>("random")!());
    }

    [Fact]
    public void What_is_not_granted_cannot_be_imported()
    {
        using Linker plain = new(RawGuest.Engine);
        plain.DefineTypes(types);
        plain.DefineFiles(files);
        plain.DefineJobs(new Jobs());
        plain.DefineErrors(new FailingErrors());
        plain.DefineAssemblyScript();
        WasmtimeException exception = Assert.ThrowsAny<WasmtimeException>(() => new ScriptGuest(plain));
        Assert.Contains("unknown import: `env::", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0, null)]
    [InlineData(2, 3, null)]
    [InlineData(-1, RawGuest.MemorySize, null)]
    [InlineData(RawGuest.MemorySize + 4, 1, null)]
    [InlineData(64, 32, "said")]
    public void An_abort_with_bad_pointers_is_still_an_abort(int message, int file, string? text)
    {
        using Linker raw = new(RawGuest.Engine);
        raw.DefineAssemblyScript();
        using RawGuest rawGuest = RawGuest.Create(raw, "env.abort (i32 i32 i32 i32)");
        rawGuest.Write(60, [8, 0, 0, 0]);
        rawGuest.WriteUtf16(64, "said");
        rawGuest.Write(28, [0xFF, 0xFF, 0xFF, 0xFF]);
        WasmtimeException outer = Assert.ThrowsAny<WasmtimeException>(() => rawGuest.Call("abort", message, file, 7, 8));
        GuestAbortException abort = Assert.IsType<GuestAbortException>(outer.InnerException);
        Assert.Equal(text, abort.Text);
        Assert.Equal($"{text ?? "The guest aborted"}.", abort.Message);
        Assert.Null(abort.File);
        Assert.Equal((7, 8), (abort.Line, abort.Column));
    }

    [Fact]
    public void Bad_text_for_the_console_is_a_bad_argument()
    {
        using Linker raw = new(RawGuest.Engine);
        raw.DefineAssemblyScript(new AssemblyScriptOptions { Console = console.Add });
        using RawGuest rawGuest = RawGuest.Create(
            raw,
            "env.console.log (i32)",
            "env.console.assert (i32 i32)",
            "env.trace (i32 i32 f64 f64 f64 f64 f64)");
        rawGuest.Write(28, [0xFF, 0xFF, 0xFF, 0x7F]);
        Assert.Equal("env.console.log", rawGuest.CallToFail("console.log", 32).Import);
        Assert.Equal("env.console.log", rawGuest.CallToFail("console.log", 2).Import);
        Assert.Equal("env.console.assert", rawGuest.CallToFail("console.assert", 2, 0).Import);
        Assert.Equal("env.trace", rawGuest.CallToFail("trace", RawGuest.MemorySize + 8, int.MaxValue, 0.0, 0.0, 0.0, 0.0, 0.0).Import);
        Assert.Empty(console);
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override long TimestampFrequency => 1_000;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddDays(1);

        public override long GetTimestamp() => 5_000;
    }
}
