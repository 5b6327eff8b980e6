using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Capabilities;
using Ngixi.Hosting.Tests.Support;
using Quickstart;

namespace Ngixi.Hosting.Tests.Recording;

/// <summary>Guests as they are written, recorded with all that they use, and replayed when nothing of it is there.</summary>
public sealed partial class GuestReplayTests : IDisposable
{
    private static readonly Lazy<byte[]> Quickstart =
        new(() => AssemblyScriptCompiler.Compile("../../../guest-templates/quickstart/assembly/index.ts"));

    private static readonly Lazy<byte[]> Fetching = new(() => AssemblyScriptCompiler.Compile("fetch.ts"));

    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task The_quickstart_replays_without_its_server_its_stores_and_its_events()
    {
        string file = folder.At("quickstart.recording");
        await RecordQuickstartAsync(file);
        ReplayResult result = ReplayManyTimes(file, Quickstart.Value);
        Assert.True(result.BytesCompared > 100_000, result.ToString());
    }

    [Fact]
    public async Task Another_build_of_the_quickstart_is_told_in_the_words_of_its_contracts()
    {
        string file = folder.At("quickstart.recording");
        await RecordQuickstartAsync(file);
        using GuestReplayer replayer = new(Patched(Quickstart.Value, "good morning", "good evening"));
        GuestReplayException exception = Assert.Throws<GuestReplayException>(() => replayer.Replay(GuestRecording.Read(file)));
        Assert.Equal(
            ("value of IKeyValue.Set is `good morning`", "value of IKeyValue.Set is `good evening`"),
            (exception.Recorded, exception.Actual));

        // The page prints it.
        string page = File.ReadAllText(Path.Combine(AssemblyScriptCompiler.Metadata("DocsDirectory"), "replay.md"));
        Assert.True(
            Event().Replace(page, "").Contains(Event().Replace(exception.Message, ""), StringComparison.Ordinal), exception.Message);
    }

    [Fact]
    public async Task Another_build_of_the_quickstart_that_does_the_same_replays()
    {
        string file = folder.At("quickstart.recording");
        await RecordQuickstartAsync(file);
        byte[] other = AssemblyScriptCompiler.Compile(
            "../../../guest-templates/quickstart/assembly/index.ts", "--optimizeLevel", "0", "--memoryBase", "4096");
        using GuestReplayer replayer = new(other);
        ReplayResult result = replayer.Replay(GuestRecording.Read(file));
        Assert.Null(result.CutReason);
    }

    [Fact]
    public async Task A_guest_that_talks_to_a_server_replays_without_it()
    {
        string file = folder.At("http.recording");
        await using (WebApplication server = await GreetingServer.StartAsync())
        {
            Uri address = new(server.Urls.Single());
            using GuestEngine engine = new(new GuestEngineOptions { IsRecordable = true });
            using GuestModule module = engine.Load(
                Manifest.Granting(
                    $$"""{ "http": { "allow": ["http://127.0.0.1:{{address.Port}}"], "allowPrivate": ["127.0.0.1"] } }"""),
                Fetching.Value);
            using GuestInstance guest = await module.StartRecordedAsync(GuestRecorder.ToFile(file));
            Assert.True((await guest.CallAsync(it => it.Invoke("fetch", address.Port, 5))).Value > 0);
        }

        ReplayManyTimes(file, Fetching.Value);
    }

    [Fact]
    public async Task A_guest_of_WASI_replays_without_clock_and_chance()
    {
        byte[] wasm = Wat.Bytes("""
            (module
              (import "wasi_snapshot_preview1" "clock_time_get" (func $time (param i32 i64 i32) (result i32)))
              (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "environ_sizes_get" (func $sizes (param i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "environ_get" (func $environ (param i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
              (memory (export "memory") 1)
              (data (i32.const 0) "\10\00\00\00\06\00\00\00\00\00\00\00\00\00\00\00hello\0a")
              (func (export "_initialize")
                (drop (call $sizes (i32.const 100) (i32.const 104)))
                (drop (call $environ (i32.const 200) (i32.const 400))))
              (func (export "run") (param i32) (result i64)
                (loop $more
                  (drop (call $time (i32.const 0) (i64.const 1) (i32.const 1024)))
                  (drop (call $random (i32.const 1032) (i32.const 64)))
                  (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))
                  (br_if $more (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
                (i64.xor (i64.load (i32.const 1024)) (i64.load (i32.const 1040)))))
            """);
        string file = folder.At("wasi.recording");
        using GuestEngine engine = new(new GuestEngineOptions { IsRecordable = true });
        using (GuestModule module = engine.Load(
            Manifest.Granting("""{ "wasi": { "environment": { "HOME": "/root" } }, "log": true }"""), wasm))
        {
            using GuestInstance guest = await module.StartRecordedAsync(GuestRecorder.ToFile(file));
            await guest.CallAsync(it => it.Invoke("run", 20));
        }

        ReplayManyTimes(file, wasm);
    }

    public void Dispose() => folder.Dispose();

    private static ReplayResult ReplayManyTimes(string file, byte[] wasm)
    {
        using GuestReplayer replayer = new(wasm);
        GuestRecording recording = GuestRecording.Read(file);
        ReplayResult first = replayer.Replay(recording);
        Assert.True(first.IsMemoryCompared, first.ToString());
        for (int i = Tries.Count(50); i > 1; i--)
        {
            Assert.Equal(first, replayer.Replay(recording));
        }

        Console.WriteLine($"{Tries.Count(50):N0} times: {first}");
        return first;
    }

    private static byte[] Patched(byte[] wasm, string before, string after)
    {
        byte[] patched = [.. wasm];
        int at = patched.AsSpan().IndexOf(Encoding.Unicode.GetBytes(before));
        Assert.True(at > 0);
        Encoding.Unicode.GetBytes(after).CopyTo(patched.AsSpan(at));
        return patched;
    }

    private static async Task RecordQuickstartAsync(string file)
    {
        await using WebApplication server = await GreetingServer.StartAsync();
        Uri address = new(server.Urls.Single());
        MemoryEventStore events = new();
        await events.OpenTopicAsync(new EventTopic("news"), CancellationToken.None);
        await events.OpenGroupAsync("news", new EventGroup("quickstart"), CancellationToken.None);
        foreach (string news in (string[])["the kettle boils", "the door opens", $"the address is {address}"])
        {
            await events.PublishAsync("news", new NewEvent(Encoding.UTF8.GetBytes(news)));
        }

        GuestEngineOptions options = new()
        {
            IsRecordable = true,
            KeyValueStores = { ["default"] = new MemoryKeyValueStore() },
            EventStores = { ["default"] = events },
        };
        using GuestEngine engine = new(options);
        using GuestModule module = engine.Load(
            Manifest.Parse(
                $$"""
                {
                  "name": "quickstart",
                  "grants": {
                    "log": true, "tracing": true, "keyValue": true, "events": { "subscribe": ["news"] },
                    "http": { "allow": ["http://127.0.0.1:{{address.Port}}"], "allowPrivate": ["127.0.0.1"] }
                  }
                }
                """,
                options),
            Quickstart.Value);
        using GuestInstance guest = await module.StartRecordedAsync(GuestRecorder.ToFile(file));
        await guest.CallAsync(it => it.Invoke("run"));
    }

    [GeneratedRegex(@" \(event [\d,]+\)")]
    private static partial Regex Event();
}
