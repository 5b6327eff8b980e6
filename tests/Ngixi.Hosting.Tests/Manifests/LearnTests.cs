using System.Net;
using System.Text;
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

    private static int Render(GuestInstance guest) => (int)guest.Run("run")!;
}
