using Microsoft.Extensions.Time.Testing;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Hosting.Tests.Support;

namespace Ngixi.Hosting.Tests.Recording;

public sealed class ReplayTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task Random_guests_replay_to_the_same_end()
    {
        using WorldHost free = new();
        using WorldHost fueled = new(fuel: 20_000);
        using GuestReplayer replayer = new(WorldGuest.Bytes);
        (long failed, long compared, long calls) = (0, 0, 0);
        foreach (int seed in Tries.Seeds(usualCount: 300))
        {
            string file = folder.At($"{seed}.recording");
            await RecordByChanceAsync(seed % 2 == 0 ? fueled : free, seed, file);
            try
            {
                ReplayResult result = replayer.Replay(GuestRecording.Read(file));
                Assert.Null(result.CutReason);
                failed += result.FailedCalls > 0 ? 1 : 0;
                compared += result.IsMemoryCompared ? 1 : 0;
                calls += result.ImportCalls + result.ExportCalls;
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"With NGIXI_SEED={seed}: {exception.Message}", exception);
            }

            File.Delete(file);
        }

        Assert.True(failed > 0 && compared > 0, $"{failed} failed, {compared} were compared at the end.");
        Console.WriteLine($"{failed + compared:N0} sequences with {calls:N0} calls replayed, {failed:N0} failed as recorded.");
    }

    [Fact]
    public async Task Another_build_that_does_the_same_at_other_addresses_replays()
    {
        using WorldHost host = new();
        using GuestReplayer replayer = new(Moved());
        foreach (int seed in Enumerable.Range(1, 40))
        {
            string file = folder.At($"{seed}.recording");
            await RecordByChanceAsync(host, seed, file);
            ReplayResult result = replayer.Replay(GuestRecording.Read(file));
            Assert.Null(result.CutReason);
            Assert.False(result.IsMemoryCompared);
        }
    }

    [Fact]
    public async Task Another_build_that_hands_out_something_else_is_told_at_the_call()
    {
        using WorldHost host = new();
        string file = folder.At("a.recording");
        await host.RecordAsync(file, null, Step(World.Asks, 1), Step(World.Finds, 5));
        GuestReplayException exception = Diverges(file, WorldGuest.With("a key of thirty-two", "a Key of thirty-two"));
        Assert.Equal(
            """
            A guest of the module 'shop' does not do what was recorded, in call 1 of the host, run (event 18).
              recorded: what world.find reads at 2048 is `a key`
              now:      what world.find reads at 2048 is `a Key`
            """,
            exception.Message,
            ignoreLineEndingDifferences: true);
        Assert.Equal((1, "run"), (exception.Call, exception.Export));
    }

    [Fact]
    public async Task Another_build_that_calls_something_else_is_told_what_it_calls()
    {
        using WorldHost host = new();
        string file = folder.At("a.recording");
        await host.RecordAsync(file, null, Step(World.Finds, 5));
        GuestReplayException other = Diverges(file, WorldGuest.With(
            "(local.set $op (call $find (i32.const 2048)", "(call $fail) (local.set $op (call $find (i32.const 2048)"));
        Assert.Equal(
            ("the guest called world.find(2048, 5, 1024)", "the guest called world.fail()"), (other.Recorded, other.Actual));
        GuestReplayException number = Diverges(
            file, WorldGuest.With("(global.get $sum) (i64.const 31)", "(global.get $sum) (i64.const 37)"));
        Assert.StartsWith("run returned ", number.Recorded, StringComparison.Ordinal);
        Assert.StartsWith("run returned ", number.Actual, StringComparison.Ordinal);
        Assert.NotEqual(number.Recorded, number.Actual);
    }

    [Theory]
    [InlineData(World.Traps, "trap: Unreachable")]
    [InlineData(8, "trap: IntegerDivisionByZero")]
    [InlineData(World.Fails, "ended by the host: ")]
    [InlineData(11, "trap: MemoryOutOfBounds")]
    [InlineData(12, "trap: StackOverflow")]
    public async Task A_trap_replays_as_the_same_trap(int step, string ending)
    {
        using WorldHost host = new();
        string file = folder.At("a.recording");
        await host.RecordAsync(file, null, Step(World.Asks, 4), Step(step, 0));
        Assert.Contains(Events(file), item => item.Kind == "return" && item.Text.StartsWith(ending, StringComparison.Ordinal));
        ReplayManyTimes(file, WorldGuest.Bytes, failed: 1);

        // A guest that goes on where it trapped.
        Diverges(file, WorldGuest.With("$6 $7 $8 $9 $10 $11 $12 $13 $default (", "$6 $0 $0 $9 $0 $0 $0 $13 $default ("));
    }

    [Fact]
    public async Task A_deadline_strikes_where_it_struck()
    {
        FakeTimeProvider time = new();
        using WorldHost host = new(time);
        string file = folder.At("a.recording");
        host.World = new World(new Random(1))
        {
            Steps = new Queue<int>([Step(World.Asks, 4), Step(World.Fills, 70_000), Step(World.RunsOn, 0)]),
            BeforeStep = step => time.Advance(step == Step(World.RunsOn, 0) ? TimeSpan.FromHours(1) : TimeSpan.Zero),
        };
        await host.RecordAsync(file, null, guest => guest.Invoke("run", 3));
        Assert.Contains(Events(file), item => item.Kind == "stop");
        ReplayManyTimes(file, WorldGuest.Bytes, failed: 1);
    }

    [Fact]
    public async Task A_call_that_its_caller_cancelled_is_ended_where_it_was()
    {
        using WorldHost host = new();
        using CancellationTokenSource caller = new();
        host.World = new World(new Random(1))
        {
            Steps = new Queue<int>([Step(World.RunsOn, 0)]),
            BeforeStep = _ => caller.Cancel(),
        };
        string file = folder.At("a.recording");
        using (GuestInstance guest = await host.Module.StartRecordedAsync(GuestRecorder.ToFile(file)))
        {
            await Assert.ThrowsAsync<OperationCanceledException>(
                () => guest.CallAsync(it => it.Invoke("run", 3), cancellation: caller.Token));
        }

        ReplayManyTimes(file, WorldGuest.Bytes, failed: 1);
    }

    [Fact]
    public async Task A_guest_that_runs_on_where_the_recorded_one_ended_is_ended_by_the_token()
    {
        using WorldHost host = new();
        string file = folder.At("a.recording");
        await host.RecordAsync(file, null, Step(World.Asks, 4));
        using GuestReplayer replayer = new(WorldGuest.With("(return (global.get $sum))", "(loop $on (br $on))"));
        using CancellationTokenSource patience = new();
        Task replay = Task.Run(() => replayer.Replay(GuestRecording.Read(file), patience.Token));
        await patience.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => replay);
    }

    [Fact]
    public async Task What_a_start_function_asks_is_of_the_recording()
    {
        byte[] wasm = WorldGuest.With(
            "(func $down (call $down))",
            "(func $down (call $down)) (func $s (call $add (i64.extend_i32_s (call $next)))) (start $s)");
        using WorldHost host = new(wasm: wasm);
        string file = folder.At("a.recording");
        await host.RecordAsync(file, null, Step(World.Asks, 4));
        Assert.Equal(["enter", "instance", "memory", "import"], Events(file).Take(4).Select(item => item.Kind));
        ReplayManyTimes(file, wasm, failed: 0);
    }

    [Fact]
    public async Task A_guest_sees_in_a_nested_call_what_the_host_wrote_before_it()
    {
        using WorldHost host = new();
        host.World.Filling = buffer =>
        {
            // Written before the guest is called, and again after.
            buffer.Fill(7);
            long? sum = host.World.Guest!.Invoke("run", 5);
            buffer.Fill(9);
            return (int)sum!.Value;
        };
        string file = folder.At("a.recording");
        await host.RecordAsync(file, null, Step(World.Fills, 500 << 8), Step(13, 5000));
        ReplayManyTimes(file, WorldGuest.Bytes, failed: 0);
        Assert.Equal(2, Events(file).Count(item => item.Kind == "write" && item.Text.StartsWith("500 at 4096: ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Events_are_told_in_words()
    {
        using WorldHost host = new();
        host.World.Found = "a door";
        string file = folder.At("a.recording");
        await host.RecordAsync(file, null, Step(World.Finds, 5));
        Assert.Equal(
            """
            enter
            instance shop
            made
            enter
            call run(3)
              memory 131,072 bytes
              import world.next()
              answer 84
              import world.find(2048, 5, 1024)
                read 5 at 2048: `a key`
                write 6 at 1032: `a door`
              answer 6
              import world.next()
              answer 0
            return 125822935769278
            end memory …
            """,
            string.Join('\n', Events(file).Select(item =>
                $"{new string(' ', 2 * item.Depth)}{item.Kind} {(item.Kind == "end" ? "memory …" : item.Text)}".TrimEnd())),
            ignoreLineEndingDifferences: true);
        GuestRecording recording = GuestRecording.Read(file);
        Assert.Equal(("shop", host.Module.Sha256, false), (recording.Module, recording.Sha256, recording.HasKey));
    }

    public void Dispose() => folder.Dispose();

    private static int Step(int kind, int argument) => kind | (argument << 4);

    private static IReadOnlyList<RecordedEvent> Events(string file) => [.. GuestRecording.Read(file).ReadEvents()];

    private static void ReplayManyTimes(string file, byte[] wasm, long failed)
    {
        using GuestReplayer replayer = new(wasm);
        GuestRecording recording = GuestRecording.Read(file);
        string first = replayer.Replay(recording).ToString();
        for (int i = Tries.Count(50); i > 1; i--)
        {
            ReplayResult result = replayer.Replay(recording);
            Assert.Equal(first, result.ToString());
            Assert.Equal((failed, failed == 0, null), (result.FailedCalls, result.IsMemoryCompared, result.CutReason));
        }
    }

    private static GuestReplayException Diverges(string file, byte[] wasm)
    {
        using GuestReplayer replayer = new(wasm);
        return Assert.Throws<GuestReplayException>(() => replayer.Replay(GuestRecording.Read(file)));
    }

    /// <summary>Gets another build of the guest, which has its key, its area and its buffers elsewhere.</summary>
    private static byte[] Moved()
    {
        string text = WorldGuest.Text
            .Replace("(i32.const 2048)", "(i32.const 2560)", StringComparison.Ordinal)
            .Replace("(i32.const 1024)", "(i32.const 1280)", StringComparison.Ordinal)
            .Replace("(i32.const 1032)", "(i32.const 1288)", StringComparison.Ordinal);
        Assert.NotEqual(WorldGuest.Text, text);
        return Wat.Bytes(text);
    }

    private static async Task RecordByChanceAsync(WorldHost host, int seed, string file)
    {
        Random random = new(seed);
        host.World = new World(random) { Kinds = host.Module.Manifest.Limits.Fuel is null ? World.RunsOn : World.RunsOn + 1 };
        using GuestInstance guest = await host.Module.StartRecordedAsync(GuestRecorder.ToFile(file));
        host.World.Guest = guest;
        try
        {
            for (int i = random.Next(1, 6); i > 0; i--)
            {
                await guest.CallAsync(it => random.Next(3) == 0
                    ? it.Invoke("sum", random.Next(), BitConverter.SingleToInt32Bits(random.NextSingle()), random.NextInt64())
                    : it.Invoke("run", random.Next(1000)));
            }
        }
        catch (GuestCallException)
        {
            // The replay must end as it did.
        }
    }
}
