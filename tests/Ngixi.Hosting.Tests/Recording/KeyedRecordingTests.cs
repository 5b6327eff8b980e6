using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Capabilities;
using Ngixi.Hosting.Tests.Keyed;

namespace Ngixi.Hosting.Tests.Recording;

public sealed class KeyedRecordingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task A_guest_with_a_key_is_recorded_from_its_first_call_to_its_release_with_its_state()
    {
        MemoryKeyValueStore store = new();
        KeyedGuestOptions options = new()
        {
            State = GuestState.SavedOnRelease,
            Store = store,
            Recorder = GuestRecorder.ToDirectory(folder.At("runs")),
        };
        for (int day = 1; day <= 2; day++)
        {
            await using KeyedHost host = new(options);
            Assert.Equal(3 * day, await host.Shop("one").AddAsync("pear", 3));
            Assert.Equal(5 * day, await host.Shop("two").AddAsync("pear", 5));
        }

        string[] files = Directory.GetFiles(folder.At("runs"));
        Assert.Equal(4, files.Length);
        using GuestReplayer replayer = new(KeyedHost.Guest);
        ReplayResult[] results = [.. files.Select(file => replayer.Replay(GuestRecording.Read(file)))];
        Assert.All(results, result => Assert.True(result.IsMemoryCompared));

        // The state is loaded on the second day, and saved on both.
        string[] events = [.. files.Select(file => string.Join('\n', GuestRecording.Read(file).ReadEvents().Select(item => item.Text)))];
        Assert.All(events, text => Assert.Contains("shop_add(", text, StringComparison.Ordinal));
        Assert.All(events, text => Assert.Contains("state_save(", text, StringComparison.Ordinal));
        Assert.Equal(2, events.Count(text => text.Contains("state_load(", StringComparison.Ordinal)));
    }

    public void Dispose() => folder.Dispose();
}
