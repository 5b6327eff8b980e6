using System.Text.Json;
using Json.Schema;
using Ngixi.Hosting.Tests.Support;

namespace Ngixi.Hosting.Tests.Manifests;

public sealed class SchemaTests
{
    private static readonly JsonSchema Schema = JsonSchema.FromText(GuestManifest.Schema());

    [Theory]
    [InlineData("""{ "name": "shop" }""")]
    [InlineData("""{ "name": "shop", "features": ["simd"], "limits": { "memory": "32 MiB", "deadline": "2 min", "fuel": 5 } }""")]
    [InlineData("""{ "name": "shop", "grants": { "random": true, "clock": { "why": "x" }, "log": { "targets": { "a": "debug" } } } }""")]
    [InlineData("""{ "name": "shop", "grants": { "http": { "allow": ["https://a.example", { "target": "https://b.example", "why": "x" }] } } }""")]
    [InlineData("""{ "name": "shop", "grants": { "cache": { "maxBytes": "64 MiB" }, "files": { "mounts": [{ "path": "/a", "memory": true }] } } }""")]
    public void A_manifest_that_is_read_has_the_schema(string json)
    {
        Manifest.Parse(json);
        Assert.True(Schema.Evaluate(JsonDocument.Parse(json).RootElement).IsValid);
    }

    [Theory]
    [InlineData("""{ }""")]
    [InlineData("""{ "name": "shop", "nmae": "shop" }""")]
    [InlineData("""{ "name": "shop", "features": ["threads"] }""")]
    [InlineData("""{ "name": "shop", "features": [] }""")]
    [InlineData("""{ "name": "shop", "limits": { "memory": 5 } }""")]
    [InlineData("""{ "name": "shop", "limits": { "memory": "5 MB" } }""")]
    [InlineData("""{ "name": "shop", "limits": { "handles": 70000 } }""")]
    [InlineData("""{ "name": "shop", "grants": { "clock": {} } }""")]
    [InlineData("""{ "name": "shop", "grants": { "clock": false } }""")]
    [InlineData("""{ "name": "shop", "grants": { "log": { "minimumLevel": "warn" } } }""")]
    [InlineData("""{ "name": "shop", "grants": { "kv": true } }""")]
    [InlineData("""{ "name": "shop", "grants": { "http": { "allow": [] } } }""")]
    [InlineData("""{ "name": "shop", "grants": { "http": { "allow": [{ "why": "x" }] } } }""")]
    public void A_mistake_of_form_is_one_by_the_schema_too(string json)
    {
        Assert.NotEmpty(Manifest.Findings(json));
        Assert.False(Schema.Evaluate(JsonDocument.Parse(json).RootElement).IsValid);
    }
}
