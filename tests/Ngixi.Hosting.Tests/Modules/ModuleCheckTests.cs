using System.Reflection;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Hosting.Tests.Support;

namespace Ngixi.Hosting.Tests.Modules;

public sealed class ModuleCheckTests : IDisposable
{
    private readonly GuestEngine engine = new();

    /// <summary>A bound, a module beyond it, and what is said.</summary>
    public static TheoryData<ModuleBounds, string, string> Beyond => new()
    {
        { new ModuleBounds { Bytes = 10 }, "(module (func))", "bytes: 10 are the most (GuestEngineOptions.Bounds.Bytes)." },
        {
            new ModuleBounds { Functions = 1 },
            "(module (func) (func))",
            "It has 2 functions: 1 are the most (GuestEngineOptions.Bounds.Functions)."
        },
        {
            new ModuleBounds { BodyBytes = 100 },
            $"(module (import \"env\" \"abort\" (func (param i32 i32 i32 i32))) (func) (func {string.Concat(Enumerable.Repeat("nop ", 200))}))",
            "The body of its function 2 has 202 bytes: 100 are the most (GuestEngineOptions.Bounds.BodyBytes)."
        },
        {
            new ModuleBounds { Imports = 0 },
            "(module (import \"env\" \"abort\" (func (param i32 i32 i32 i32))))",
            "It has 1 imports: 0 are the most (GuestEngineOptions.Bounds.Imports)."
        },
        {
            new ModuleBounds { Exports = 1 },
            "(module (func (export \"a\") (export \"b\")))",
            "It has 2 exports: 1 are the most (GuestEngineOptions.Bounds.Exports)."
        },
        {
            new ModuleBounds { NameBytes = 5 },
            "(module (func (export \"a long name\")))",
            "It has 12 bytes of names: 5 are the most (GuestEngineOptions.Bounds.NameBytes)."
        },
        {
            new ModuleBounds { Types = 1 },
            "(module (func) (func (param i32)))",
            "It has 2 types: 1 are the most (GuestEngineOptions.Bounds.Types)."
        },
        {
            new ModuleBounds { Globals = 0 },
            "(module (global i32 (i32.const 1)))",
            "It has 1 globals: 0 are the most (GuestEngineOptions.Bounds.Globals)."
        },
        {
            new ModuleBounds { Segments = 0 },
            "(module (memory 1) (data (i32.const 0) \"a\"))",
            "It has 1 segments of data: 0 are the most (GuestEngineOptions.Bounds.Segments)."
        },
        {
            new ModuleBounds { DataBytes = 10 },
            "(module (memory 1) (data (i32.const 0) \"a long text\"))",
            "bytes of data: 10 are the most (GuestEngineOptions.Bounds.DataBytes)."
        },
        {
            new ModuleBounds { CustomBytes = 3 },
            "(module (func $named))",
            "bytes of custom sections, such as debug information: 3 are the most (GuestEngineOptions.Bounds.CustomBytes)."
        },
    };

    [Theory]
    [MemberData(nameof(Beyond))]
    public void A_module_beyond_a_bound_is_refused_before_it_is_compiled(ModuleBounds bounds, string text, string message)
    {
        byte[] wasm = Wat.Bytes(text);
        using GuestEngine bounded = new(new GuestEngineOptions { Bounds = bounds });
        GuestRefusedException exception =
            Assert.Throws<GuestRefusedException>(() => bounded.Load(new GuestManifest { Name = "test" }, wasm));
        Assert.EndsWith(message, Assert.Single(exception.Refusals), StringComparison.Ordinal);
        using GuestModule module = engine.Load(new GuestManifest { Name = "test" }, wasm);
    }

    [Fact]
    public void Each_bound_has_its_test() => Assert.Equal(
        Bounds.Select(bound => bound.Name).Order(),
        Beyond.Select(row => Bounds.Single(bound => !Equals(bound.GetValue(row[0]), bound.GetValue(new ModuleBounds()))).Name).Order());

    private static IEnumerable<PropertyInfo> Bounds => typeof(ModuleBounds).GetProperties().Where(property => property.CanWrite);

    [Fact]
    [Enforces("imports", "grants")]
    public void All_that_does_not_fit_is_refused_in_one_list()
    {
        const string Greedy = """
            (module
              (import "env" "log" (func (param i32 i32)))
              (import "env" "clock_now" (func (param i32) (result i64)))
              (import "env" "kv_get" (func (param i32 i32 i32) (result i32)))
              (import "env" "kv_set" (func (param i32 i32 i32 i32)))
              (import "env" "http_request" (func (param i32 i32 i32 i32 i32 i32) (result i32)))
              (import "env" "launch" (func (param i32)))
              (import "env" "memory" (memory 1))
              (import "env" "abort" (func (param i32)))
              (table 20000 funcref)
              (func (param v128)))
            """;
        GuestManifest manifest = Manifest.Parse(
            """
            {
              "name": "test",
              "imports": ["env.clock_monotonic"],
              "limits": { "memory": "64 KiB" },
              "grants": { "log": true, "clock": true, "http": { "allow": ["https://${API}"], "optional": true } }
            }
            """);
        GuestRefusedException exception = Assert.Throws<GuestRefusedException>(() => engine.Load(manifest, Wat.Bytes(Greedy)));
        Assert.Equal(
            [
                "It uses vectors of 128 bits. To allow it, add to the manifest: \"features\": [\"simd\"]. Or build it without.",
                "Its table begins with 20,000 elements: limits.tableElements allows 10,000.",
                "It imports `env.log`, which \"imports\" of the manifest does not name.",
                "It imports `env.clock_now` as (i32) -> i64: the host has () -> i64.",
                "It imports `env.clock_now`, which \"imports\" of the manifest does not name.",
                "It imports `env.launch` (i32), which no capability of this host has.",
                "It imports the memory `env.memory`: hosts give functions alone.",
                "It imports `env.abort` as (i32): the host has (i32 i32 i32 i32).",
                "It imports `env.kv_get`, `env.kv_set` of keyValue, which the manifest does not grant. "
                    + "To allow it, add to the manifest's grants: \"keyValue\": true",
                "It imports `env.http_request` of http, which the manifest does not grant. "
                    + "The grant is left out: the variable API is missing or empty.",
            ],
            exception.Refusals);
    }

    [Fact]
    [Enforces("limits.memory", "limits.tableElements")]
    public void A_module_that_begins_beyond_its_limits_is_refused()
    {
        GuestManifest manifest = Manifest.Parse("""{ "name": "test", "limits": { "memory": "128 KiB", "tableElements": 4 } }""");
        using GuestModule fits = engine.Load(manifest, Wat.Bytes("(module (memory 2) (table 4 funcref))"));
        Assert.Equal(
            [
                "Its memory begins with 196,608 bytes: limits.memory allows 131,072.",
                "Its table begins with 5 elements: limits.tableElements allows 4.",
                "It has 2 tables: one is the most.",
            ],
            Assert.Throws<GuestRefusedException>(() => engine.Load(
                manifest, Wat.Bytes("(module (memory 3) (table 5 funcref) (table 1 funcref))"))).Refusals);
    }

    [Fact]
    [Enforces("module.file", "module.sha256")]
    public void The_bytes_that_are_compiled_are_those_of_the_hash()
    {
        byte[] wasm = Wat.Bytes(Wat.Odd);
        string sha256 = engine.Explain(wasm).Sha256;
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.At("shop.wasm"), wasm);
        folder.Write("shop.ngixi.json", $$"""{ "name": "shop", "module": { "file": "shop.wasm", "sha256": "{{sha256}}" } }""");
        using (GuestModule module = engine.Load(folder.At("shop.ngixi.json")))
        {
            Assert.Equal(("shop", sha256), (module.Name, module.Sha256));
        }

        File.WriteAllBytes(folder.At("shop.wasm"), [.. wasm, 0, 1, 0]);
        GuestRefusedException exception = Assert.Throws<GuestRefusedException>(() => engine.Load(folder.At("shop.ngixi.json")));
        Assert.EndsWith($": the manifest has {sha256} (module.sha256).", Assert.Single(exception.Refusals), StringComparison.Ordinal);
    }

    [Fact]
    public void A_manifest_without_a_module_loads_none()
    {
        using TemporaryFolder folder = new();
        folder.Write("shop.ngixi.json", """{ "name": "shop" }""");
        ManifestException exception = Assert.Throws<ManifestException>(() => engine.Load(folder.At("shop.ngixi.json")));
        Assert.Contains("names no module", Assert.Single(exception.Findings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_grant_that_cannot_be_given_refuses_the_module()
    {
        GuestManifest manifest = Manifest.Granting("""{ "files": { "mounts": [{ "path": "/data", "directory": "/no/such/place" }] } }""");
        GuestRefusedException exception = Assert.Throws<GuestRefusedException>(() => engine.Load(manifest, Wat.Bytes("(module)")));
        Assert.Equal(["The grant files cannot be given: There is no directory /no/such/place."], exception.Refusals);
    }

    [Fact]
    public void A_mutated_module_is_loaded_or_refused()
    {
        GuestManifest manifest = new() { Name = "test" };
        byte[] wasm = Wat.Bytes(Wat.Odd);
        int refused = 0;
        foreach (int seed in Tries.Seeds(500))
        {
            byte[] mutant = ModuleParserTests.Mutate(wasm, new Random(seed));
            ModuleReport report = engine.Explain(mutant, manifest);
            Assert.NotEmpty(report.ToString());
            Assert.NotEmpty(report.ToJson());
            try
            {
                using GuestModule module = engine.Load(manifest, mutant);
                Assert.Empty(report.Refusals);
            }
            catch (GuestRefusedException exception)
            {
                refused++;
                Assert.Equal(report.Refusals, exception.Refusals);
            }
        }

        Assert.NotEqual(0, refused);
    }

    public void Dispose() => engine.Dispose();
}
