using Microsoft.Extensions.Time.Testing;
using Ngixi.Bindgen.Tests.Contracts;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Bindgen.Tests;

/// <summary>Observers are told of the calls between host and guest: of all of them, once, with what crossed.</summary>
public sealed class ObservationTests : IDisposable
{
    private const string Guest =
        """
        (module
          (import "types" "bytes" (func $bytes (param i32 i32 i32) (result i32)))
          (import "types" "text" (func $text (param i32 i32 i32) (result i32)))
          (import "types" "fill" (func $fill (param i32 i32) (result i32)))
          (import "types" "int64" (func $int64 (param i64) (result i64)))
          (import "types" "level" (func $level (param i32) (result i32)))
          (import "errors" "try_nothing" (func $try (param i32) (result i32)))
          (import "errors" "try_text" (func $try_text (param i32 i32) (result i32)))
          (import "ngixi" "take" (func $take (param i32 i32)))
          (import "ngixi" "last_error" (func $last_error (param i32) (result i32)))
          (memory (export "memory") 1)
          (global (export "ngixi_area") i32 (i32.const 2048))
          (data (i32.const 16) "abcdefgh")
          (data (i32.const 1024) "\04\00\00\00\00\00\00\00")
          (data (i32.const 2048) "\40\00\00\00\00\00\00\00")
          (func (export "add") (param i32 i32) (result i32)
            (drop (call $int64 (i64.const -1))) (i32.add (local.get 0) (local.get 1)))
          (func (export "narrow") (result i32)
            (drop (call $bytes (i32.const 16) (i32.const 3) (i32.const 1024)))
            (drop (call $fill (i32.const 32) (i32.const 4)))
            (drop (call $bytes (i32.const 16) (i32.const 8) (i32.const 1024)))
            (call $take (i32.const 64) (i32.const 8))
            (i32.const 7))
          (func (export "rate") (param i32) (result i32) (i32.const 0))
          (func (export "text") (param i32) (result i64) (i64.const 0x0000001000000008))
          (func (export "maybe") (result i64)
            (drop (call $try (i32.const 5)))
            (drop (call $last_error (i32.const 1024)))
            (i64.const 0))
          (func (export "numbers") (result i64) (drop (call $level (i32.const 1000))) (i64.const 0)))
        """;

    private readonly Linker linker = new(RawGuest.Engine);
    private readonly Store store = new(RawGuest.Engine);
    private readonly Recorder recorder = new();

    public ObservationTests()
    {
        linker.DefineTypes(new EchoTypes());
        linker.DefineErrors(new FailingErrors());
    }

    public void Dispose()
    {
        store.Dispose();
        linker.Dispose();
    }

    [Fact]
    public void An_export_and_the_imports_in_it_are_told_with_arguments_and_results()
    {
        Assert.Equal(3, Observed().Add(1, 2));
        Assert.Equal(
            [
                "-> add(1, 2) #1",
                "-> types.int64(-1) #2",
                "<- types.int64 Returned -1, 0 read, 0 written",
                "<- add Returned 3, 0 read, 0 written",
            ],
            recorder.Lines);
    }

    [Fact]
    public void All_memory_that_the_host_reads_and_writes_is_told()
    {
        Assert.Equal(7, Observed().Narrow());
        Assert.Equal(
            [
                "-> narrow() #1",
                "-> types.bytes(16, 3, 1024) #2", "read 16: 616263", "wrote 1032: 616263", "<- types.bytes Returned 3, 3 read, 3 written",
                "-> types.fill(32, 4) #3", "read 32: 00000000", "wrote 32: 01020304", "<- types.fill Returned 4, 4 read, 4 written",
                "-> types.bytes(16, 8, 1024) #4", "read 16: 6162636465666768", "<- types.bytes Returned 8, 8 read, 0 written",
                "-> ngixi.take(64, 8) #5", "wrote 64: 6162636465666768", "<- ngixi.take Returned , 0 read, 8 written",
                "<- narrow Returned 7, 15 read, 15 written",
            ],
            recorder.Lines);
    }

    [Fact]
    public void Arguments_and_results_of_exports_in_memory_are_told()
    {
        Assert.Equal("abcdefgh", Observed().Text("hi"));
        Assert.Equal(
            [
                "-> text(10) #1",
                "wrote 2056: 08000000020000006869",
                "<- text Returned 68719476744, 0 read, 10 written",
                "read 16: 6162636465666768",
            ],
            recorder.Lines);
    }

    [Fact]
    public void An_error_that_the_guest_handles_is_told_with_its_message()
    {
        Observed().Maybe();
        Assert.Contains("<- errors.try_nothing Failed -7 `it is full`, 0 read, 0 written", recorder.Lines);
        Assert.Contains(recorder.Lines, line => line.StartsWith("<- ngixi.last_error Returned", StringComparison.Ordinal));
    }

    [Fact]
    public void A_trap_is_told_with_its_reason_for_the_import_and_for_the_export()
    {
        Assert.ThrowsAny<WasmtimeException>(() => Observed().Numbers());
        Assert.Equal(
            [
                "-> numbers() #1",
                "-> types.level(1000) #2",
                "<- types.level Trapped WasmImportException, 0 read, 0 written",
                "<- numbers Trapped WasmtimeException, 0 read, 0 written",
            ],
            recorder.Lines);
    }

    [Fact]
    public void An_observer_refuses_a_call_of_an_import()
    {
        recorder.Refuses = name => name == "types.int64" ? new InvalidOperationException("enough") : null;
        WasmtimeException exception = Assert.ThrowsAny<WasmtimeException>(() => Observed().Add(1, 2));
        Assert.Equal("enough", exception.InnerException!.InnerException!.Message);
        Assert.Equal(["-> add(1, 2) #1", "<- add Trapped WasmtimeException, 0 read, 0 written"], recorder.Lines);
    }

    [Fact]
    public void An_observer_refuses_a_call_of_an_export_and_the_guest_does_not_run()
    {
        IPlugin plugin = Observed();
        recorder.Refuses = _ => new InvalidOperationException("enough");
        Assert.Equal("enough", Assert.Throws<InvalidOperationException>(() => plugin.Add(1, 2)).Message);
        Assert.Empty(recorder.Lines);
        recorder.Refuses = _ => null;
        Assert.Equal(3, plugin.Add(1, 2));
    }

    [Fact]
    public void An_observer_that_throws_at_an_end_changes_nothing()
    {
        recorder.Ended = () => throw new InvalidOperationException("broken");
        Assert.Equal(3, Observed().Add(1, 2));
        Assert.Equal(4, recorder.Lines.Count);
    }

    [Fact]
    public void Observers_are_told_of_a_beginning_in_their_order_and_of_an_end_in_reverse()
    {
        List<string> order = [];
        Recorder first = new() { Ended = () => order.Add("first") };
        Recorder second = new() { Ended = () => order.Add("second") };
        first.Refuses = _ => Note("first");
        second.Refuses = _ => Note("second");
        Observed(first, second).Rate("");
        Assert.Equal(["first", "second", "second", "first"], order);

        Exception? Note(string name)
        {
            order.Add(name);
            return null;
        }
    }

    [Fact]
    public void Observers_of_an_instance_that_has_run_begin_and_end_with_the_options()
    {
        Instance instance = Instantiate();
        IPlugin plugin = instance.GetPlugin();
        plugin.Narrow();
        store.SetGuestOptions(new GuestOptions { Observers = [recorder] });
        plugin.Add(1, 2);
        Assert.Equal(4, recorder.Lines.Count);
        store.SetGuestOptions(new GuestOptions());
        plugin.Add(1, 2);
        plugin.Narrow();
        Assert.Equal(4, recorder.Lines.Count);
    }

    [Fact]
    public void An_observer_knows_the_guest_and_its_module()
    {
        byte[] wasm = Module.ConvertText(Guest);
        using Module module = GuestCompiler.FromBytes(RawGuest.Engine, "billing", wasm);
        using LinkedModule linked = new(linker, module);
        store.SetGuestOptions(new GuestOptions { Observers = [recorder] });
        linked.Instantiate(store).GetPlugin().Add(1, 2);
        Assert.Equal(
            new GuestModuleIdentity("billing", Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(wasm))),
            recorder.Guest!.Module);
        Assert.Same(store, recorder.Guest.Store);
        Assert.True(recorder.Guest.InstanceId > 0);
    }

    [Fact]
    public void Each_call_of_the_host_has_a_number_but_one_within_another()
    {
        List<long> numbers = [];
        IPlugin plugin = Observed();
        recorder.Ended = () => numbers.Add(recorder.Guest!.CallNumber);
        plugin.Narrow();
        plugin.Narrow();
        Assert.Equal(10, numbers.Count); // Four imports and the export, twice.
        Assert.Equal([5, 5], numbers.GroupBy(number => number).Select(group => group.Count()));
        using GuestCallScope outer = store.BeginCall(Timeout.InfiniteTimeSpan);
        long before = recorder.Guest!.CallNumber;
        Assert.DoesNotContain(before, numbers);
        using GuestCallScope inner = store.BeginCall(Timeout.InfiniteTimeSpan);
        Assert.Equal(before, recorder.Guest.CallNumber);
    }

    [Fact]
    public void Observed_calls_allocate_nothing_of_their_own()
    {
        store.SetGuestOptions(new GuestOptions { Observers = [new UsageMeter()] });
        IPlugin plugin = Instantiate().GetPlugin();
        Assert.Equal(0, Allocations.OfEachCall(() => plugin.Add(1, 2)));
    }

    [Fact]
    public void Usage_has_the_time_of_guest_and_host_apart_and_counts_bytes_and_calls()
    {
        FakeTimeProvider time = new();
        UsageMeter meter = new(time);
        Clock clock = new(time);
        store.SetGuestOptions(new GuestOptions { Observers = [clock, meter] });
        IPlugin plugin = Instantiate().GetPlugin();
        plugin.Narrow();
        GuestUsage usage = meter.Latest;

        Assert.Equal(TimeSpan.FromSeconds(4), usage.GuestTime);
        Assert.Equal(TimeSpan.FromSeconds(6), usage.HostTime);
        Assert.Equal((15, 15), (usage.BytesRead, usage.BytesWritten));
        Assert.Equal(2, usage.Calls["types.bytes"]);
        Assert.Equal(["ngixi.take", "types.bytes", "types.fill"], usage.Calls.Keys.Order());
        plugin.Text("hi");
        Assert.Equal((8, 10), (meter.Latest.BytesRead, meter.Latest.BytesWritten));
        Assert.Empty(meter.Latest.Calls);
    }

    [Fact]
    public void The_first_call_of_a_guest_is_told()
    {
        using Module module = Module.FromText(
            RawGuest.Engine,
            "start",
            "(module (memory (export \"memory\") 1) (func (export \"_initialize\")))");
        store.SetGuestOptions(new GuestOptions { Observers = [recorder] });
        linker.Instantiate(store, module).Start();
        Assert.Equal(["-> _initialize() #1", "<- _initialize Returned , 0 read, 0 written"], recorder.Lines);
    }

    private IPlugin Observed(params GuestObserver[] observers)
    {
        store.SetGuestOptions(new GuestOptions { Observers = observers.Length == 0 ? [recorder] : observers });
        return Instantiate().GetPlugin();
    }

    private Instance Instantiate()
    {
        using Module module = Module.FromText(RawGuest.Engine, "guest", Guest);
        return linker.Instantiate(store, module);
    }

    /// <summary>Passes a second of the guest's time before each import, and two of the host's with each write.</summary>
    private sealed class Clock(FakeTimeProvider time) : GuestObserver
    {
        public override bool ObservesMemory => true;

        public override void ImportBegan(in ImportCall call) => time.Advance(TimeSpan.FromSeconds(1));

        public override void MemoryWritten(GuestContext guest, uint address, ReadOnlySpan<byte> bytes) =>
            time.Advance(TimeSpan.FromSeconds(2));
    }

    private sealed class Recorder : GuestObserver
    {
        public List<string> Lines { get; } = [];

        public GuestContext? Guest { get; private set; }

        public Func<string, Exception?> Refuses { get; set; } = _ => null;

        public Action Ended { get; set; } = () => { };

        public override bool ObservesMemory => true;

        public override void ImportBegan(in ImportCall call)
        {
            Guest = call.Guest;
            Begin(call.FullName, $"-> {call.FullName}({string.Join(", ", Signed(call.Arguments))}) #{call.Number}");
        }

        public override void ImportEnded(in ImportCall call, in CallEnd end) => End(call.FullName, end);

        public override void ExportBegan(in ExportCall call)
        {
            Guest = call.Guest;
            Begin(call.Name, $"-> {call.Name}({string.Join(", ", Signed(call.Arguments))}) #{call.Number}");
        }

        public override void ExportEnded(in ExportCall call, in CallEnd end) => End(call.Name, end);

        public override void MemoryRead(GuestContext guest, uint address, ReadOnlySpan<byte> bytes) =>
            Lines.Add($"read {address}: {Convert.ToHexStringLower(bytes)}");

        public override void MemoryWritten(GuestContext guest, uint address, ReadOnlySpan<byte> bytes) =>
            Lines.Add($"wrote {address}: {Convert.ToHexStringLower(bytes)}");

        private static long[] Signed(ReadOnlySpan<long> arguments) => arguments.ToArray();

        private void Begin(string name, string line)
        {
            if (Refuses(name) is { } exception)
            {
                throw exception;
            }

            Lines.Add(line);
        }

        private void End(string name, in CallEnd end)
        {
            // An i32 has its bits in the lower half.
            string result = end.Outcome == CallOutcome.Failed
                ? $"{(int)end.Result!.Value} `{end.Error}`"
                : end.Exception?.GetType().Name ?? $"{end.Result}";
            Lines.Add($"<- {name} {end.Outcome} {result}, {end.BytesRead} read, {end.BytesWritten} written");
            Ended();
        }
    }
}
