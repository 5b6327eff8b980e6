using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Hosting.Tests.Recording;

public sealed class ReplayTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<bool, (GuestEngine Engine, GuestModule Module)> engines = [];
    private World world = new(new Random(1));

    [Fact]
    public async Task A_recorded_run_replays_with_its_module_alone()
    {
        string file = await RecordAsync(7, hasFuel: false);
        using GuestReplayer replayer = new(WorldGuest.Bytes);
        ReplayResult result = replayer.Replay(GuestRecording.Read(file));
        Assert.True(result.ExportCalls > 0);
        Assert.True(result.ImportCalls > 0);
        Assert.Equal(0, result.FailedCalls);
        Assert.True(result.IsMemoryCompared);
        Assert.Null(result.CutReason);
    }

    [Fact]
    public async Task Random_guests_replay_to_the_same_end()
    {
        using GuestReplayer replayer = new(WorldGuest.Bytes);
        long failed = 0;
        long compared = 0;
        foreach (int seed in Tries.Seeds(usualCount: 200))
        {
            string file = await RecordAsync(seed, hasFuel: seed % 2 == 0);
            try
            {
                ReplayResult result = replayer.Replay(GuestRecording.Read(file));
                Assert.Null(result.CutReason);
                failed += result.FailedCalls > 0 ? 1 : 0;
                compared += result.IsMemoryCompared ? 1 : 0;
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"With NGIXI_SEED={seed}: {exception.Message}", exception);
            }

            File.Delete(file);
        }

        Assert.True(failed > 0 && compared > 0, $"{failed} failed, {compared} were compared at the end.");
    }

    [Fact]
    public async Task Another_build_that_does_something_else_is_told_at_the_call()
    {
        string file = await RecordAsync(7, hasFuel: false);
        using GuestReplayer replayer = new(WorldGuest.With("a key of thirty-two", "a key of sixty-four"));
        GuestReplayException exception = Assert.Throws<GuestReplayException>(() => replayer.Replay(GuestRecording.Read(file)));
        Assert.Contains("the guest's memory at the end", exception.Recorded, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        foreach ((GuestEngine engine, GuestModule module) in engines.Values)
        {
            module.Dispose();
            engine.Dispose();
        }

        folder.Dispose();
    }

    private GuestModule ModuleOf(bool hasFuel)
    {
        if (!engines.TryGetValue(hasFuel, out (GuestEngine Engine, GuestModule Module) made))
        {
            GuestEngine engine = new(World.Options(_ => world));
            GuestManifest manifest = Ngixi.Hosting.Tests.Support.Manifest.Granting("""{ "world": true }""", engine.Options);
            ModuleLimits limits = new() { Fuel = hasFuel ? 20_000UL : null, Memory = 4 * 1024 * 1024, HostCalls = 200 };
            engines.Add(hasFuel, made = (engine, engine.Load(manifest with { Limits = limits }, WorldGuest.Bytes)));
        }

        return made.Module;
    }

    /// <summary>Records a run of chance.</summary>
    private async Task<string> RecordAsync(int seed, bool hasFuel)
    {
        Random random = new(seed);
        string file = folder.At($"{seed}.recording");
        using GuestInstance guest = await ModuleOf(hasFuel).StartRecordedAsync(GuestRecorder.ToFile(file));
        world = new World(random) { Guest = guest, Kinds = hasFuel ? 15 : 14 };
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
            // It ends as it does; the replay must, too.
        }

        return file;
    }
}
