using System.Net;
using System.Text;
using System.Text.Json;
using Ngixi.Capabilities;
using Ngixi.Hosting.Tests.Support;

namespace Ngixi.Hosting.Tests.Manifests;

public sealed class LearnTests : IDisposable
{
    private const string Shop = """
        (module
          (import "env" "log" (func $log (param i32 i32)))
          (import "env" "clock_now" (func $now (result i64)))
          (import "env" "kv_set" (func $set (param i32 i32 i32 i32)))
          (import "env" "http_request" (func $request (param i32 i32 i32 i32 i32 i32) (result i32)))
          (import "env" "http_response_status" (func $status (param i32) (result i32)))
          (memory (export "memory") 1)
          (data (i32.const 0) "GET")
          (data (i32.const 16) "https://a.example/x")
          (data (i32.const 64) "https://b.example:8443/y")
          (func $get (param $url i32) (param $length i32) (result i32)
            (call $request (i32.const 0) (i32.const 3) (local.get $url) (local.get $length) (i32.const 0) (i32.const 0)))
          (func (export "run") (result i32)
            (local $response i32)
            (call $set (i32.const 0) (i32.const 3) (i32.const 0) (i32.const 3))
            (local.set $response (call $get (i32.const 16) (i32.const 19)))
            (if (i32.eqz (local.get $response)) (then (return (i32.const 0))))
            (local.set $response (call $get (i32.const 64) (i32.const 24)))
            (if (i32.eqz (local.get $response)) (then (return (i32.const 0))))
            (call $status (local.get $response))))
        """;

    private readonly GuestEngine engine = new();

    [Fact]
    public async Task The_narrowest_manifest_of_a_run_is_learned()
    {
        List<string> asked = [];
        int result = 0;
        LearnOptions options = new()
        {
            Answer = request =>
            {
                asked.Add(request.RequestUri!.ToString());
                return new HttpResponseMessage(HttpStatusCode.NoContent);
            },
        };
        byte[] wasm = Wat.Bytes(Shop);
        #region learn
        LearnedManifest learned = await engine.LearnAsync("shop", wasm, guest => result = Render(guest), options);
        Console.WriteLine(learned.Json);
        #endregion
        Assert.Equal(204, result);
        Assert.Equal(["log", "clock"], learned.Unused);
        Assert.Equal(
            $$"""
            {
              "name": "shop",
              "module": {
                "sha256": "{{engine.Explain(wasm).Sha256}}"
              },
              "limits": {
                "memory": "128 KiB",
                "hostCalls": 128,
                "bytes": "64 KiB"
              },
              "imports": [
                "env.http_request",
                "env.http_response_status",
                "env.kv_set"
              ],
              "grants": {
                "http": {
                  "allow": [
                    "https://a.example",
                    "https://b.example:8443"
                  ]
                },
                "keyValue": true
              }
            }
            """,
            learned.Json);
        Assert.Equal("https://b.example:8443/y", asked[^1]);

        // It is a manifest, and refuses the capabilities that the run had no use for.
        GuestEngineOptions host = new() { KeyValueStores = { ["default"] = new Ngixi.Capabilities.MemoryKeyValueStore() } };
        GuestManifest manifest = GuestManifest.Parse(Encoding.UTF8.GetBytes(learned.Json), "learned.json", host);
        Assert.Equal(
            ["log", "clock"],
            engine.Explain(wasm, manifest).Capabilities.Where(use => !use.IsGranted).Select(use => use.Name));
    }

    [Fact]
    public async Task A_guest_that_only_reads_keys_is_granted_no_writes()
    {
        const string Reader = """
            (module
              (import "env" "kv_get" (func $get (param i32 i32 i32) (result i32)))
              (memory (export "memory") 1)
              (data (i32.const 0) "k")
              (func (export "run") (result i32) (call $get (i32.const 0) (i32.const 1) (i32.const 16))))
            """;
        LearnedManifest learned = await engine.LearnAsync("reader", Wat.Bytes(Reader), guest => guest.Run("run"));
        Assert.Contains("\"allowWrites\": false", learned.Json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reads", """[{"path":"/","memory":true}]""")]
    [InlineData("writes", """[{"path":"/","memory":true,"writable":true}]""")]
    public async Task Files_are_granted_as_they_are_used(string export, string mounts)
    {
        const string Text = """
            (module
              (import "env" "fs_read" (func $read (param i32 i32 i32) (result i32)))
              (import "env" "fs_write" (func $write (param i32 i32 i32 i32) (result i32)))
              (memory (export "memory") 1)
              (data (i32.const 0) "/a.txt")
              (func (export "reads") (result i32) (call $read (i32.const 0) (i32.const 6) (i32.const 64)))
              (func (export "writes") (result i32) (call $write (i32.const 0) (i32.const 6) (i32.const 0) (i32.const 6))))
            """;
        JsonElement grants = await LearnAsync(Text, export, export == "reads" ? -2 - (int)FileError.NotFound : 0);
        Assert.Equal(mounts, Compact(grants.GetProperty("files").GetProperty("mounts")));
    }

    [Fact]
    public async Task The_files_of_WASI_are_granted_as_files()
    {
        // It creates a file in the directory that it has open as 3.
        const string Text = """
            (module
              (import "wasi_snapshot_preview1" "path_open"
                (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
              (memory (export "memory") 1)
              (data (i32.const 0) "a.txt")
              (func (export "run") (result i32)
                (call $open
                  (i32.const 3) (i32.const 0) (i32.const 0) (i32.const 5) (i32.const 1) (i64.const 64) (i64.const 0) (i32.const 0)
                  (i32.const 64))))
            """;
        JsonElement grants = await LearnAsync(Text, "run", 0);
        Assert.Equal("true", Compact(grants.GetProperty("wasi")));
        Assert.Equal("""[{"path":"/","memory":true,"writable":true}]""", Compact(grants.GetProperty("files").GetProperty("mounts")));
    }

    [Fact]
    public async Task Topics_that_a_guest_publishes_to_are_granted_and_those_it_takes_from_are_given()
    {
        const string Text = """
            (module
              (import "env" "event_take" (func $take (param i32 i32 i64 i32) (result i32)))
              (import "env" "event_publish" (func $publish (param i32 i32 i32 i32 i32) (result i32)))
              (memory (export "memory") 1)
              (data (i32.const 0) "bills")
              (func (export "run") (result i32)
                (drop (call $take (i32.const 10) (i32.const 1000) (i64.const 0) (i32.const 64)))
                (i32.lt_s (call $publish (i32.const 0) (i32.const 5) (i32.const 0) (i32.const 5) (i32.const 64)) (i32.const 0))))
            """;
        MemoryEventStore events = new();
        await events.OpenTopicAsync(new EventTopic("orders"), CancellationToken.None);
        await events.OpenTopicAsync(new EventTopic("bills"), CancellationToken.None);
        await events.OpenGroupAsync("orders", new EventGroup("learned"), CancellationToken.None);
        GuestEngineOptions host = new() { EventStores = { ["default"] = events } };
        JsonElement grants = await LearnAsync(Text, "run", 0, new LearnOptions { Subscribe = ["orders"] }, host);
        Assert.Equal("""{"subscribe":["orders"],"publish":["bills"]}""", Compact(grants.GetProperty("events")));
    }

    [Fact]
    public async Task Limits_are_twice_what_was_used_and_no_more_than_the_host_allows()
    {
        const string Text = """
            (module
              (import "env" "clock_now" (func $now (result i64)))
              (memory (export "memory") 1)
              (func (export "run") (param $calls i32) (result i32)
                (drop (memory.grow (i32.const 4)))
                (loop $next
                  (drop (call $now))
                  (br_if $next (local.tee $calls (i32.sub (local.get $calls) (i32.const 1)))))
                (i32.const 0)))
            """;
        LearnedManifest learned = await engine.LearnAsync("learned", Wat.Bytes(Text), guest => guest.Run("run", 100));
        ModuleLimits limits = Manifest.Parse(learned.Json).Limits;
        Assert.Equal((1024 * 1024, 256, 64 * 1024), (limits.Memory, limits.HostCalls, limits.Bytes));
        using GuestEngine strict = new(new GuestEngineOptions { Maximum = new ModuleLimits { Memory = 512 * 1024 } });
        learned = await strict.LearnAsync("learned", Wat.Bytes(Text), guest => guest.Run("run", 100));
        Assert.Equal(512 * 1024, Manifest.Parse(learned.Json).Limits.Memory);
    }

    [Fact]
    public async Task A_guest_that_fails_of_itself_is_learned_nothing_of() => await Assert.ThrowsAsync<GuestTrapException>(
        () => engine.LearnAsync("odd", Wat.Bytes(Wat.Odd), guest => guest.Run("fail")));

    [Fact]
    public async Task A_guest_without_imports_needs_nothing()
    {
        LearnedManifest learned = await engine.LearnAsync("odd", Wat.Bytes(Wat.Odd), guest => guest.Add(1, 2));
        Assert.Empty(learned.Unused);
        Assert.Empty(GuestManifest.Parse(Encoding.UTF8.GetBytes(learned.Json)).Grants);
    }

    public void Dispose() => engine.Dispose();

    private static string Compact(JsonElement json) => JsonSerializer.Serialize(json);

    /// <summary>Learns a manifest, and runs the module under it: its result is to be the same.</summary>
    /// <returns>The grants.</returns>
    private async Task<JsonElement> LearnAsync(
        string text, string export, int expected, LearnOptions? options = null, GuestEngineOptions? host = null)
    {
        byte[] wasm = Wat.Bytes(text);
        object? result = null;
        LearnedManifest learned = await engine.LearnAsync("learned", wasm, guest => result = guest.Run(export), options);
        Assert.Equal(expected, result);
        Assert.Empty(learned.Unused);
        using GuestEngine strict = new(host ?? new GuestEngineOptions());
        GuestManifest manifest = Manifest.Parse(learned.Json, strict.Options);
        using GuestModule module = strict.Load(manifest, wasm);
        using GuestInstance again = await module.StartAsync();
        Assert.Equal(expected, (await again.CallAsync(it => it.Run(export))).Value);
        return JsonDocument.Parse(learned.Json).RootElement.GetProperty("grants");
    }

    private static int Render(GuestInstance guest) => (int)guest.Run("run")!;
}
