using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ngixi.Capabilities;
using Ngixi.Hosting.Tests.Keyed;
using Ngixi.Hosting.Tests.Support;

namespace Ngixi.Hosting.Tests.Auditing;

/// <summary>What an engine says in its audit.</summary>
public sealed class AuditEventTests : IDisposable
{
    private const string Asking = """
        (module
          (import "env" "log" (func $log (param i32 i32)))
          (import "env" "http_request" (func $request (param i32 i32 i32 i32 i32 i32) (result i32)))
          (memory (export "memory") 1)
          (data (i32.const 0) "GET")
          (data (i32.const 16) "https://evil.example/\0a{}")
          (func (export "asks")
            (drop (call $request (i32.const 0) (i32.const 3) (i32.const 16) (i32.const 24) (i32.const 0) (i32.const 0))))
          (func $fails (export "fails") unreachable)
          (func (export "spins") (loop br 0))
          (func $logs (export "logs") (call $log (i32.const 0) (i32.const 2)) (call $log (i32.const 0) (i32.const 2))))
        """;

    private const string AskingManifest = """
        { "name": "shop", "limits": { "hostCalls": 1 },
          "grants": { "log": true, "http": { "allow": ["https://good.example"], "why": "prices" } } }
        """;

    private readonly AuditHost host = new();
    private readonly GuestEngine engine;

    public AuditEventTests() => engine = Engine();

    [Fact]
    public void The_first_line_says_which_versions_run_and_the_last_that_it_is_whole()
    {
        engine.Dispose();
        JsonElement opened = host.Entry("log.opened");
        Assert.Equal(1, opened.GetProperty("line").GetInt32());
        Assert.StartsWith("0.1.0", opened.GetProperty("toolkit").GetString(), StringComparison.Ordinal);
        Assert.Equal(typeof(Engine).Assembly.GetName().Version!.ToString(3), opened.GetProperty("wasmtime").GetString());
        Assert.Equal(opened.GetProperty("wasmtime").GetString(), opened.GetProperty("wasmtimeNative").GetString());
        Assert.Equal(["log.opened", "log.closed"], host.Events);
    }

    [Fact]
    public void A_loaded_module_has_its_hashes_its_limits_and_the_giver_of_each_import()
    {
        byte[] wasm = Wat.Bytes(Asking);
        byte[] manifest = Encoding.UTF8.GetBytes(AskingManifest);
        using (engine.Load(GuestManifest.Parse(manifest), wasm))
        {
            JsonElement loaded = host.Entry("module.loaded");
            Assert.Equal("shop", loaded.GetProperty("module").GetString());
            Assert.Equal(Hash(wasm), loaded.GetProperty("moduleSha256").GetString());
            Assert.Equal(Hash(manifest), loaded.GetProperty("manifestSha256").GetString());
            Assert.Equal(1, loaded.GetProperty("limits").GetProperty("hostCalls").GetInt32());
            Assert.Equal("""{"http":"prices","log":""}""", loaded.GetProperty("grants").GetRawText());
            Assert.Equal(
                """
                [{"name":"env.log","type":"(i32 i32)","capability":"log"},
                {"name":"env.http_request","type":"(i32 i32 i32 i32 i32 i32) -> i32","capability":"http"}]
                """.ReplaceLineEndings(""),
                host.Entry("module.imports").GetProperty("imports").GetRawText());
            Assert.Equal(
                ["memory memory", "asks ()", "fails ()", "spins ()", "logs ()"],
                host.Entry("module.exports").GetProperty("exports").EnumerateArray()
                    .Select(export => $"{export.GetProperty("name")} {export.GetProperty("type")}"));
        }

        Assert.Equal(Hash(wasm), host.Entry("module.unloaded").GetProperty("moduleSha256").GetString());
    }

    [Fact]
    public void A_manifest_of_a_program_has_no_hash_and_neither_has_one_that_it_changed()
    {
        GuestManifest read = GuestManifest.Parse("""{ "name": "one" }"""u8);
        using GuestModule one = engine.Load(read with { Limits = new ModuleLimits { HostCalls = 5 } }, Wat.Bytes("(module)"));
        Assert.Equal(JsonValueKind.Null, host.Entry("module.loaded").GetProperty("manifestSha256").ValueKind);
    }

    [Fact]
    public void Contracts_of_a_guest_are_said_with_their_hashes()
    {
        using GuestModule module = engine.Load(new GuestManifest { Name = "shop-module" }, KeyedHost.Guest);
        JsonElement[] contracts = [.. host.Entry("module.exports").GetProperty("exports").EnumerateArray()
            .Where(export => export.TryGetProperty("contract", out _))];
        Assert.Contains(contracts, contract => contract.GetProperty("contract").GetString()!.EndsWith("IShop", StringComparison.Ordinal));
        Assert.All(contracts, contract => Assert.NotEmpty(contract.GetProperty("hash").GetString()!));
    }

    [Fact]
    public void A_refused_module_and_a_refused_manifest_are_said_with_all_that_was_found()
    {
        Assert.Throws<GuestRefusedException>(() => engine.Load(GuestManifest.Parse("""{ "name": "bare" }"""u8), Wat.Bytes(Asking)));
        JsonElement refused = host.Entry("module.refused");
        Assert.Equal("bare", refused.GetProperty("module").GetString());
        Assert.Equal(Hash(Wat.Bytes(Asking)), refused.GetProperty("moduleSha256").GetString());
        Assert.Equal(
            ["It imports", "It imports"],
            refused.GetProperty("findings").EnumerateArray().Select(finding => finding.GetString()![..10]));

        using GreeterFiles files = new("""{ "no": true }""");
        Assert.Throws<ManifestException>(() => engine.Load(files.Manifest));
        JsonElement manifest = host.Entry("manifest.refused");
        Assert.Contains("no", Assert.Single(manifest.GetProperty("findings").EnumerateArray()).GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_and_end_of_an_instance_are_said()
    {
        using GuestModule module = engine.LoadText(Wat.Odd);
        using (GuestInstance guest = await module.StartAsync())
        {
            await guest.CallAsync(it => it.Add(1, 2));
            Assert.Equal(1, host.Entry("instance.started").GetProperty("instance").GetInt32());
            Assert.Empty(host.Entries("instance.ended"));
        }

        JsonElement ended = host.Entry("instance.ended");
        Assert.Equal(1, ended.GetProperty("instance").GetInt32());
        Assert.Equal(1, ended.GetProperty("calls").GetInt32());
        Assert.True(ended.GetProperty("guest").GetInt32() > 0);
        Assert.Empty(host.Entries("call"));
    }

    [Fact]
    public async Task Calls_are_said_where_they_are_asked_for()
    {
        AuditHost every = new();
        using GuestEngine audited = new(new GuestEngineOptions { Audit = every.Open(new AuditOptions { Calls = true }) });
        using GuestModule module = audited.Load(Asks(), Wat.Bytes(Asking));
        using GuestInstance guest = await module.StartAsync();
        await guest.CallAsync(it => it.Run("asks"));
        await Assert.ThrowsAsync<FormatException>(() => guest.CallAsync<int>(_ => throw new FormatException()));
        Assert.Equal(["ok", "ok", "error"], every.Entries("call").Select(call => call.GetProperty("outcome").GetString()));
        JsonElement call = every.Entries("call")[1];
        Assert.Equal("""{"env.http_request":1}""", call.GetProperty("imports").GetRawText());
        Assert.Equal(27, call.GetProperty("bytesRead").GetInt32());
        Assert.Empty(every.Entries("call.failed"));
    }

    [Fact]
    public async Task A_denial_names_the_instance_and_escapes_text_of_the_guest()
    {
        using GuestModule module = engine.Load(Asks(), Wat.Bytes(Asking));
        using GuestInstance guest = await module.StartAsync();
        await guest.CallAsync(it => it.Run("asks"));
        JsonElement denied = host.Entry("denied");
        Assert.Equal("shop", denied.GetProperty("module").GetString());
        Assert.Equal(1, denied.GetProperty("instance").GetInt32());
        Assert.Equal("http", denied.GetProperty("capability").GetString());
        Assert.Contains("evil.example", denied.GetProperty("request").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\n', denied.GetProperty("request").GetString()!);
    }

    [Fact]
    public async Task What_a_store_of_keys_refuses_is_said_too()
    {
        GuestEngineOptions options = new() { Audit = host.Open(), KeyValueStores = { ["default"] = new MemoryKeyValueStore() } };
        using GuestEngine audited = new(options);
        GuestManifest manifest = Manifest.Granting("""{ "keyValue": { "allowWrites": false } }""", options);
        using GuestModule module = audited.Load(manifest, Wat.Bytes("""
            (module
              (import "env" "kv_set" (func $set (param i32 i32 i32 i32)))
              (memory (export "memory") 1)
              (data (i32.const 0) "key")
              (func (export "sets") (call $set (i32.const 0) (i32.const 3) (i32.const 0) (i32.const 3))))
            """));
        using GuestInstance guest = await module.StartAsync();
        await Assert.ThrowsAsync<GuestTrapException>(() => guest.CallAsync(it => it.Run("sets")));
        JsonElement denied = host.Entry("denied");
        Assert.Equal("key-value", denied.GetProperty("capability").GetString());
        Assert.Equal("a write", denied.GetProperty("request").GetString());
    }

    [Theory]
    [InlineData("fails", "trap", null)]
    [InlineData("logs", "limit", "hostCalls")]
    public async Task A_failed_call_says_how_it_ended(string export, string @case, string? limit)
    {
        using GuestModule module = engine.Load(Asks(), Wat.Bytes(Asking));
        using GuestInstance guest = await module.StartAsync();
        await Assert.ThrowsAnyAsync<GuestCallException>(() => guest.CallAsync(it => it.Run(export)));
        JsonElement failed = host.Entry("call.failed");
        Assert.Equal(@case, failed.GetProperty("case").GetString());
        Assert.Equal(limit, failed.TryGetProperty("limit", out JsonElement reached) ? reached.GetString() : null);
        Assert.Equal(1, failed.GetProperty("instance").GetInt32());
        Assert.Contains("shop", failed.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failed.GetProperty("reason").GetString()!);
        Assert.Contains(export, failed.GetProperty("frames")[0].GetString(), StringComparison.Ordinal);
        Assert.Single(host.Entries("instance.ended"));
    }

    [Fact]
    public async Task A_call_that_ran_into_its_deadline_says_so()
    {
        using GuestModule module = engine.Load(Asks(), Wat.Bytes(Asking));
        using GuestInstance guest = await module.StartAsync();
        CallOptions options = new() { Deadline = TimeSpan.FromMilliseconds(300) };
        await Assert.ThrowsAsync<GuestDeadlineException>(() => guest.CallAsync(it => it.Run("spins"), options));
        JsonElement failed = host.Entry("call.failed");
        Assert.Equal("deadline", failed.GetProperty("case").GetString());
        Assert.Contains("at its deadline of 300 ms", failed.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replacement_is_said_and_one_that_fails()
    {
        using GuestModule module = engine.LoadText("""(module (func (export "work")))""", name: "shop");
        string before = module.Sha256;
        GuestManifest manifest = new() { Name = "shop" };
        await Assert.ThrowsAsync<GuestRefusedException>(() => module.ReplaceAsync(manifest, Wat.Bytes("(module)")));
        Assert.Equal(before, host.Entry("module.kept").GetProperty("moduleSha256").GetString());
        await module.ReplaceAsync(manifest, Wat.Bytes("""(module (func (export "work")) (func (export "more")))"""));
        JsonElement replaced = host.Entry("module.replaced");
        Assert.Equal(before, replaced.GetProperty("beforeSha256").GetString());
        Assert.Equal(module.Sha256, replaced.GetProperty("moduleSha256").GetString());
        Assert.Equal(before, host.Entry("module.drained").GetProperty("moduleSha256").GetString());
    }

    [Fact]
    public async Task A_quarantine_is_said_and_the_calls_that_it_refuses()
    {
        using GuestModule module = engine.LoadText(Wat.Odd);
        using GuestPool pool = module.CreatePool(new PoolOptions { OnFailure = FailurePolicy.Quarantine, FailuresToQuarantine = 1 });
        await Assert.ThrowsAsync<GuestTrapException>(() => pool.CallAsync(it => it.Run("fail")));
        await Assert.ThrowsAsync<GuestBusyException>(() => pool.CallAsync(it => it.Add(1, 2)));
        pool.Resume();
        Assert.Equal("test", host.Entry("quarantine.began").GetProperty("module").GetString());
        Assert.Equal(["trap", "busy"], host.Entries("call.failed").Select(failed => failed.GetProperty("case").GetString()));
        Assert.Equal("test", host.Entry("quarantine.ended").GetProperty("module").GetString());
    }

    [Fact]
    public async Task While_it_cannot_be_written_no_instance_starts_and_those_that_live_go_on()
    {
        using GuestModule module = engine.LoadText(Wat.Odd);
        using GuestInstance guest = await module.StartAsync();
        host.Problem = "No space left on device";
        GuestBusyException busy = await Assert.ThrowsAsync<GuestBusyException>(() => module.StartAsync());
        Assert.Equal("audit", busy.Limit);
        Assert.Contains("No space left on device", busy.Message, StringComparison.Ordinal);
        Assert.Equal(3, (await guest.CallAsync(it => it.Add(1, 2))).Value);
        await Assert.ThrowsAsync<GuestTrapException>(() => guest.CallAsync(it => it.Run("fail")));
        host.Problem = null;
        (await module.StartAsync()).Dispose();

        // What happened in between is there, but for the start that was none.
        Assert.Equal(
            ["instance.started", "call.failed", "call.failed", "instance.ended", "log.resumed", "instance.started", "instance.ended"],
            host.Events[^7..]);
        Assert.Equal(["busy", "trap"], host.Entries("call.failed").Select(failed => failed.GetProperty("case").GetString()));
        Assert.Contains("No space", host.Entry("log.resumed").GetProperty("problem").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_may_go_on_without_it()
    {
        AuditHost other = new();
        AuditOptions options = new() { OnFailure = AuditFailurePolicy.Continue };
        using GuestEngine audited = new(new GuestEngineOptions { Audit = other.Open(options) });
        using GuestModule module = audited.LoadText(Wat.Odd);
        other.Problem = "No space left on device";
        (await module.StartAsync()).Dispose();
        other.Problem = null;
        (await module.StartAsync()).Dispose();
        Assert.Equal(
            ["instance.started", "instance.ended", "log.resumed", "instance.started", "instance.ended"],
            other.Events[^5..]);
    }

    [Fact]
    public async Task All_that_an_engine_says_verifies()
    {
        using (GuestModule module = engine.Load(Asks(), Wat.Bytes(Asking)))
        {
            using GuestPool pool = module.CreatePool();
            await pool.CallAsync(it => it.Run("asks"));
        }

        engine.Dispose();
        Assert.Equal(host.Events.Length, AuditFixture.Verify(host).LastLine);
        Assert.True(AuditFixture.Verify(host).IsIntact, AuditFixture.Verify(host).ToString());
    }

    public void Dispose() => engine.Dispose();

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static GuestManifest Asks() => GuestManifest.Parse(Encoding.UTF8.GetBytes(AskingManifest));

    private GuestEngine Engine() => new(new GuestEngineOptions { Audit = host.Open() });
}
