using System.Text.Json;
using Ngixi.Hosting.Tests.Support;

namespace Ngixi.Hosting.Tests.Manifests;

public sealed class ExplainTests : IDisposable
{
    private const string Shop = """
        (module
          (import "env" "log" (func (param i32 i32)))
          (import "env" "abort" (func (param i32 i32 i32 i32)))
          (import "env" "kv_get" (func (param i32 i32 i32) (result i32)))
          (import "env" "launch\0arockets" (func))
          (import "ngixi" "abi:1:env/IKeyValue@00 kv_get: Get(string key) -> byte[]?; kv_set: Set(string key, byte[] value)" (func))
          (memory (export "memory") 1 4)
          (func (export "run") (drop (i32x4.splat (i32.const 1)))))
        """;

    private readonly GuestEngine engine = new();

    [Fact]
    public void A_module_is_explained_with_its_manifest()
    {
        GuestManifest manifest = Manifest.Parse(
            """
            {
              "name": "shop",
              "grants": { "log": { "why": "support reads it" }, "clock": true, "keyValue": { "optional": true, "namespace": "${SPACE}" } }
            }
            """);
        ModuleReport report = engine.Explain(Wat.Bytes(Shop), manifest);
        Assert.Equal(
            $$"""
            module      shop
            sha256      {{report.Sha256}}
            size        {{Wat.Bytes(Shop).Length}} bytes, 1 functions, the largest 7 bytes
            memory      64 KiB at first, 256 KiB at most
            features    simd
            exports     memory, run
            log         granted: support reads it
              env.log (i32 i32)
            keyValue    left out: the variable SPACE is missing or empty
              built for env/IKeyValue: Get(string key) → byte[]?, Set(string key, byte[] value)
              env.kv_get (i32 i32 i32) -> i32
            unknown     env.launch\u000arockets ()
            unused      clock: granted, and not imported
            Refused:
              It uses vectors of 128 bits. To allow it, add to the manifest: "features": ["simd"]. Or build it without.
              It imports `env.launch\u000arockets` (), which no capability of this host has.
              It imports `env.kv_get` of keyValue, which the manifest does not grant. The grant is left out: the variable SPACE is missing or empty.
            """,
            report.ToString());
    }

    [Fact]
    public void A_module_is_explained_without_a_manifest()
    {
        ModuleReport report = engine.Explain(Wat.Bytes(Shop));
        Assert.Empty(report.Refusals);
        Assert.Contains("keyValue    to grant it: \"keyValue\": true", report.ToString(), StringComparison.Ordinal);
        Assert.Equal(["log", "keyValue"], report.Capabilities.Select(use => use.Name));
    }

    [Fact]
    public void The_report_is_JSON_for_programs()
    {
        using JsonDocument json = JsonDocument.Parse(engine.Explain(Wat.Bytes(Shop), new GuestManifest { Name = "shop" }).ToJson());
        JsonElement root = json.RootElement;
        Assert.Equal("shop", root.GetProperty("name").GetString());
        Assert.Equal(["simd"], root.GetProperty("features").EnumerateArray().Select(feature => feature.GetString()));
        JsonElement keyValue = root.GetProperty("capabilities")[1];
        Assert.Equal(("keyValue", false), (keyValue.GetProperty("name").GetString(), keyValue.GetProperty("isGranted").GetBoolean()));
        Assert.Equal("\"keyValue\": true", keyValue.GetProperty("add").GetString());
        Assert.Equal(4, root.GetProperty("memories")[0].GetProperty("mostPages").GetInt32());
        Assert.Equal(4, root.GetProperty("refusals").GetArrayLength());
    }

    [Fact]
    public void Bytes_that_are_no_module_are_explained_by_the_reason()
    {
        ModuleReport report = engine.Explain([1, 2, 3]);
        Assert.Equal(["It is no valid module: it does not begin as a module does, at byte 0."], report.Refusals);
        Assert.Contains("no valid module", report.ToString(), StringComparison.Ordinal);
        Assert.Contains("no valid module", report.ToJson(), StringComparison.Ordinal);
    }

    public void Dispose() => engine.Dispose();
}
