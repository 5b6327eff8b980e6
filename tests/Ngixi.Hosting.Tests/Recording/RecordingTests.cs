using System.Text;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Hosting.Recording.Format;
using Ngixi.Hosting.Tests.Support;

namespace Ngixi.Hosting.Tests.Recording;

public sealed class RecordingTests : IDisposable
{
    private const string Secret = "the secret of the door is under the stone, where nobody looks for it but the moon";

    private readonly TemporaryFolder folder = new();
    private readonly WorldHost host = new();
    private readonly Random chance = new(5);
    private readonly byte[] key = [.. Enumerable.Range(1, 32).Select(number => (byte)number)];

    [Fact]
    public async Task A_secret_is_in_no_file_and_a_replay_needs_the_key()
    {
        string file = folder.At("a.recording");
        host.World.Found = Secret;
        await host.RecordAsync(
            file, new RecordingOptions { Key = key, Secret = ["world.find"] }, Step(World.Finds, 31), Step(World.Asks, 1));
        AssertHides(file, Secret, "a key of thirty-two");
        using GuestReplayer replayer = new(WorldGuest.Bytes);
        Assert.True(replayer.Replay(GuestRecording.Read(file, key)).IsMemoryCompared);
        InvalidOperationException without = Assert.Throws<InvalidOperationException>(() => replayer.Replay(GuestRecording.Read(file)));
        Assert.Equal(
            "The recording has secrets, and a replay gives them to the guest: pass the key that it was recorded with.", without.Message);
        Assert.Throws<RecordingFormatException>(() => GuestRecording.Read(file, new byte[32]));

        // What the guest hands out is compared by its hash.
        using GuestReplayer other = new(WorldGuest.With("a key of", "A key of"));
        GuestReplayException diverges = Assert.Throws<GuestReplayException>(() => other.Replay(GuestRecording.Read(file, key)));
        Assert.Equal("what world.find reads at 2048 is a secret of 31 bytes", diverges.Recorded);
        Assert.Contains(GuestRecording.Read(file).ReadEvents(), item => item.Kind == "import" && item.Text == "world.find(secret)");
    }

    [Fact]
    public async Task A_secret_export_has_secret_calls_in_it()
    {
        string file = folder.At("a.recording");
        host.World.Found = Secret[..30];
        await host.RecordAsync(file, new RecordingOptions { Key = key, Secret = ["run"] }, Step(World.Finds, 31));
        AssertHides(file, Secret[..30], "a key of thirty-two");
        using GuestReplayer replayer = new(WorldGuest.Bytes);
        Assert.True(replayer.Replay(GuestRecording.Read(file, key)).IsMemoryCompared);
    }

    [Fact]
    public async Task What_an_interface_says_is_secret_is_recorded_with_a_key_alone()
    {
        byte[] wasm = Wat.Bytes("""
            (module
              (import "vault" "open" (func $open (param i32 i32 i32) (result i32)))
              (import "vault" "count" (func $count (result i32)))
              (memory (export "memory") 1)
              (global (export "ngixi_area") i32 (i32.const 1024))
              (data (i32.const 1024) "\00\02\00\00")
              (data (i32.const 4096) "\00\02\00\00")
              (data (i32.const 2048) "the door of the north")
              (func (export "keep") (param i32) (result i32) (call $open (i32.const 2048) (i32.const 21) (i32.const 4096)))
              (func (export "tell") (param i32) (result i32) (call $count)))
            """);
        GuestEngineOptions options = new()
        {
            IsRecordable = true,
            Capabilities = { Capability.Of<IVault>("vault", static (linker, make) => linker.DefineVault(make), _ => new Vault(Secret)) },
        };
        using GuestEngine engine = new(options);
        using GuestModule module = engine.Load(Manifest.Granting("""{ "vault": true }""", options), wasm);
        string file = folder.At("a.recording");
        await RunAsync(
            file,
            new RecordingOptions { Key = key },
            it => it.Instance.GetKeeper().Keep("a word of the keeper") + it.Instance.GetKeeper().Tell("all know it"));
        AssertHides(file, Secret, "the door of the north", "a word of the keeper");
        Assert.Contains(Blocks(file), block => block.AsSpan().IndexOf("all know it"u8) > 0);
        using GuestReplayer replayer = new(wasm);
        Assert.True(replayer.Replay(GuestRecording.Read(file, key)).IsMemoryCompared);

        // Without a key there is no recording of it.
        string other = folder.At("b.recording");
        await RunAsync(other, null, it => it.Instance.GetKeeper().Keep("a word of the keeper"));
        AssertHides(other, Secret, "the door of the north", "a word of the keeper");
        Assert.Equal(
            "keep is secret, and the recording has no key: set RecordingOptions.Key.",
            GuestRecording.Read(other).ReadEvents().Last().Text);

        async Task RunAsync(string to, RecordingOptions? how, Func<GuestInstance, int> call)
        {
            using GuestInstance guest = await module.StartRecordedAsync(GuestRecorder.ToFile(to, how));
            await guest.CallAsync(call);
        }
    }

    [Fact]
    public void Secrets_need_a_key_of_32_bytes()
    {
        Assert.Throws<ArgumentException>(() => GuestRecorder.ToFile("a", new RecordingOptions { Secret = ["world.find"] }));
        Assert.Throws<ArgumentException>(() => new RecordingOptions { Key = new byte[31] });
    }

    [Fact]
    public async Task A_file_that_is_cut_anywhere_replays_up_to_its_last_whole_block()
    {
        string file = folder.At("a.recording");
        host.World.Filling = FillByChance;
        await host.RecordAsync(file, null, [.. Enumerable.Repeat(Step(World.Fills, 1023 << 8), 150)]);
        byte[] whole = File.ReadAllBytes(file);
        string cut = folder.At("cut.recording");
        using GuestReplayer replayer = new(WorldGuest.Bytes);
        long before = 0;
        int blocks = 0;
        for (int length = 40; length < whole.Length; length += (whole.Length / 60) + 1)
        {
            File.WriteAllBytes(cut, whole[..length]);
            try
            {
                ReplayResult result = replayer.Replay(GuestRecording.Read(cut));
                Assert.NotNull(result.CutReason);
                Assert.True(result.ImportCalls >= before);
                blocks += result.ImportCalls > before ? 1 : 0;
                before = result.ImportCalls;
            }
            catch (RecordingFormatException)
            {
                Assert.True(length < 400, $"{length} of {whole.Length} bytes have no header.");
            }
        }

        Assert.True(blocks > 1, $"{blocks} blocks");
    }

    [Fact]
    public async Task A_recording_that_has_its_bytes_says_so_and_replays_up_to_there()
    {
        string file = folder.At("a.recording");
        host.World.Filling = FillByChance;
        using (GuestInstance guest = await StartAsync(file, new RecordingOptions { MaxBytes = 100_000 }))
        {
            Assert.NotNull((await guest.CallAsync(it => it.Invoke("run", 1))).Value);
        }

        Assert.True(new FileInfo(file).Length <= 100_000);
        using GuestReplayer replayer = new(WorldGuest.Bytes);
        ReplayResult result = replayer.Replay(GuestRecording.Read(file));
        Assert.Equal("It has the 100,000 bytes of RecordingOptions.MaxBytes.", result.CutReason);
        Assert.True(result.ImportCalls > 10);
    }

    [Fact]
    public async Task A_guest_is_ended_with_its_recording_where_the_host_wants_that()
    {
        string file = folder.At("a.recording");
        host.World.Filling = FillByChance;
        using GuestInstance guest = await StartAsync(
            file, new RecordingOptions { MaxBytes = 100_000, AtBound = RecordingBound.EndInstance });
        GuestLimitException exception = await Assert.ThrowsAsync<GuestLimitException>(
            () => guest.CallAsync(it => it.Invoke("run", 1)));
        Assert.Equal("recording", exception.Limit);
        Assert.True(guest.IsDropped);
    }

    [Fact]
    public async Task A_call_that_a_recording_cannot_see_ends_it_with_the_reason()
    {
        string file = folder.At("a.recording");
        using (GuestInstance guest = await StartAsync(file, new RecordingOptions()))
        {
            await guest.CallAsync(it => it.Run("run", 1));
        }

        RecordedEvent last = GuestRecording.Read(file).ReadEvents().Last();
        Assert.Equal(
            ("cut", "The host called an export by a delegate of Wasmtime .NET's own, which is not seen, and it called world.next. "
            + "Call by the generated Get… methods, or by GuestInstance.Invoke."),
            (last.Kind, last.Text));
    }

    [Fact]
    public async Task An_export_is_called_by_its_name_with_the_bits_of_its_arguments()
    {
        using GuestInstance guest = await host.Module.StartAsync();
        await guest.CallAsync(it =>
        {
            Assert.Equal(BitConverter.DoubleToInt64Bits(2 + 1.5 + 40), it.Invoke("sum", 2, BitConverter.SingleToInt32Bits(1.5f), 40));
            Assert.Throws<ArgumentException>(() => it.Invoke("none"));
            Assert.Throws<ArgumentException>(() => it.Invoke("sum", 1));
            return true;
        });
    }

    [Fact]
    public async Task An_engine_that_is_not_made_for_it_records_nothing()
    {
        using GuestEngine engine = new();
        using GuestModule module = engine.LoadText(Wat.Odd);
        await Assert.ThrowsAsync<InvalidOperationException>(() => module.StartRecordedAsync(GuestRecorder.ToFile(folder.At("a"))));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task A_pool_records_each_of_its_instances()
    {
        using (GuestPool pool = host.Module.CreatePool(new PoolOptions
        {
            Recorder = GuestRecorder.ToDirectory(folder.At("runs")),
            CallsPerInstance = 2,
        }))
        {
            for (int i = 0; i < 6; i++)
            {
                host.World.Steps = new Queue<int>([Step(World.Asks, i)]);
                await pool.CallAsync(guest => guest.Invoke("run", i));
            }
        }

        string[] files = Directory.GetFiles(folder.At("runs"));
        Assert.Equal(3, files.Length);
        using GuestReplayer replayer = new(WorldGuest.Bytes);
        Assert.All(files, file => Assert.Equal((2, true), Result(replayer.Replay(GuestRecording.Read(file)))));

        static (long, bool) Result(ReplayResult result) => (result.ExportCalls, result.IsMemoryCompared);
    }

    [Fact]
    public async Task Hostile_files_are_refused_with_their_own_errors()
    {
        string file = folder.At("a.recording");
        await host.RecordAsync(
            file, new RecordingOptions { Key = key, Secret = ["world.ask"] },
            Step(World.Finds, 31), Step(World.Asks, 1), Step(World.Fills, 70_000), Step(World.CallsAgain, 1), Step(World.Traps, 1));
        byte[] whole = File.ReadAllBytes(file);
        List<byte[]> blocks = Blocks(file);
        using GuestReplayer replayer = new(WorldGuest.Bytes);
        string changed = folder.At("changed.recording");
        int refused = 0;
        foreach (int seed in Tries.Seeds(usualCount: 300))
        {
            Random random = new(seed);

            // The file itself, which its checksums protect, and the events behind them, which nothing does.
            if (random.Next(3) == 0)
            {
                File.WriteAllBytes(changed, Mutate(random, whole));
            }
            else
            {
                File.Delete(changed);
                using BlockFileWriter writer = new(changed, long.MaxValue);
                int chosen = random.Next(blocks.Count);
                for (int i = 0; i < blocks.Count; i++)
                {
                    writer.TryWrite(i == chosen ? Mutate(random, blocks[i]) : blocks[i], isLast: true);
                }
            }

            // A guest that is told to run on does.
            using CancellationTokenSource patience = new(TimeSpan.FromSeconds(2));
            try
            {
                GuestRecording recording = GuestRecording.Read(changed, key);
                foreach (RecordedEvent item in recording.ReadEvents())
                {
                    Assert.NotNull(item.Text);
                }

                replayer.Replay(recording, patience.Token);
            }
            catch (Exception exception) when (exception is RecordingFormatException or GuestReplayException)
            {
                refused++;
            }
            catch (OperationCanceledException)
            {
                // It ran on.
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"With NGIXI_SEED={seed}: {exception.Message}", exception);
            }
        }

        Assert.True(refused > 0);
    }

    public void Dispose()
    {
        host.Dispose();
        folder.Dispose();
    }

    // What cannot be compressed.
    private int FillByChance(Span<byte> buffer)
    {
        chance.NextBytes(buffer);
        return 1;
    }

    private static int Step(int kind, int argument) => kind | (argument << 4);

    private async Task<GuestInstance> StartAsync(string file, RecordingOptions options)
    {
        host.World.Steps = new Queue<int>(Enumerable.Repeat(Step(World.Fills, 1023 << 8), 400));
        GuestInstance guest = await host.Module.StartRecordedAsync(GuestRecorder.ToFile(file, options));
        host.World.Guest = guest;
        return guest;
    }

    private static byte[] Mutate(Random random, byte[] bytes)
    {
        List<byte> changed = [.. bytes];
        for (int i = random.Next(1, 5); i > 0; i--)
        {
            int at = random.Next(changed.Count);
            switch (random.Next(4))
            {
                case 0:
                    changed[at] = (byte)random.Next(256);
                    break;
                case 1:
                    changed[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2 when changed.Count > 10:
                    changed.RemoveRange(at, Math.Min(random.Next(1, 8), changed.Count - at));
                    break;
                default:
                    changed.Insert(at, (byte)random.Next(256));
                    break;
            }

            if (changed.Count == 0)
            {
                changed.Add(1);
            }
        }

        return [.. changed];
    }

    private static List<byte[]> Blocks(string file)
    {
        using BlockFileReader reader = new(File.OpenRead(file));
        List<byte[]> blocks = [];
        for (Memory<byte> block = reader.Next(); !block.IsEmpty; block = reader.Next())
        {
            blocks.Add(block.ToArray());
        }

        return blocks;
    }

    private static void AssertHides(string file, params string[] texts)
    {
        foreach (byte[] part in (byte[][])[File.ReadAllBytes(file), .. Blocks(file)])
        {
            foreach (string text in texts)
            {
                Assert.Equal(-1, part.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text[..12])));
                Assert.Equal(-1, part.AsSpan().IndexOf(Encoding.Unicode.GetBytes(text[..12])));
            }
        }
    }
}
