using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Hosting.Tests.Support;

namespace Ngixi.Hosting.Tests.Recording;

/// <summary>The code of docs/replay.md.</summary>
public sealed class ReplayPageTests : IDisposable
{
    private readonly string before = Directory.GetCurrentDirectory();
    private readonly GreeterFiles files = new();

    public ReplayPageTests() => Directory.SetCurrentDirectory(files.Folder);

    [Fact]
    public async Task A_run_is_recorded_and_replayed()
    {
        #region record
        GuestEngineOptions options = new() { IsRecordable = true };
        using GuestEngine engine = new(options);
        using GuestModule module = engine.Load("greeter.ngixi.json");
        using (GuestInstance guest = await module.StartRecordedAsync(GuestRecorder.ToFile("greeter.recording")))
        {
            await guest.CallAsync(it => it.Instance.GetGreeter().Greet("Ada"));
        }

        ReplayResult result = GuestRecording.Verify("greeter.recording", "greeter.wasm");
        #endregion
        Assert.Equal((1, true, null), (result.ExportCalls, result.IsMemoryCompared, result.CutReason));
        Assert.Contains("call greet(", Events(), StringComparison.Ordinal);
        Directory.CreateDirectory("build");
        Directory.CreateDirectory("recorded");
        File.Copy("greeter.wasm", "build/greeter.wasm");
        File.Copy("greeter.recording", "recorded/greeter.recording");

        #region test
        GuestRecording.Verify("recorded/greeter.recording", "build/greeter.wasm");
        #endregion

        #region pool
        using GuestPool pool = module.CreatePool(new PoolOptions { Recorder = GuestRecorder.ToDirectory("runs") });
        #endregion
        await pool.CallAsync(it => it.Instance.GetGreeter().Greet("Ada"));
        Assert.Single(Directory.GetFiles("runs"));

        #region bound
        RecordingOptions bounded = new() { MaxBytes = 16 * 1024 * 1024, AtBound = RecordingBound.EndInstance };
        #endregion
        byte[] key = new byte[32];

        #region secret
        RecordingOptions secret = new() { Secret = ["env.http_request", "login"], Key = key };
        #endregion
        foreach ((string file, RecordingOptions how) in ((string, RecordingOptions)[])[("bounded", bounded), ("secret", secret)])
        {
            using (GuestInstance guest = await module.StartRecordedAsync(GuestRecorder.ToFile(file, how)))
            {
                await guest.CallAsync(it => it.Instance.GetGreeter().Greet("Ada"));
            }

            Assert.Equal(1, GuestRecording.Verify(file, "greeter.wasm", how.Key).ExportCalls);
        }
    }

    [Fact]
    public void Every_block_of_CSharp_is_a_region_that_is_tested_and_every_region_is_a_block()
    {
        string source = File.ReadAllText(Path.Combine(AssemblyScriptCompiler.GuestDirectory, "../Recording/ReplayPageTests.cs"));
        string page = File.ReadAllText(Path.Combine(AssemblyScriptCompiler.Metadata("DocsDirectory"), "replay.md"));
        Assert.Equal(
            CodeRegions.In(source).Order(StringComparer.Ordinal),
            CodeRegions.BlocksOf(page).Order(StringComparer.Ordinal));
    }

    public void Dispose()
    {
        Directory.SetCurrentDirectory(before);
        files.Dispose();
    }

    private static string Events()
    {
        StringWriter Console = new();

        #region events
        foreach (RecordedEvent item in GuestRecording.Read("greeter.recording").ReadEvents())
        {
            Console.WriteLine($"{new string(' ', 2 * item.Depth)}{item.Kind} {item.Text}");
        }
        #endregion
        return Console.ToString();
    }
}
