using Ngixi.Hosting.Modules;
using Ngixi.Hosting.Tests.Support;

namespace Ngixi.Hosting.Tests.Modules;

public sealed class FeatureTests : IDisposable
{
    private const string Simd = """(module (func (export "run") (result i32) (i32x4.extract_lane 0 (i32x4.splat (i32.const 7)))))""";
    private const string RelaxedSimd =
        """(module (func (export "run") (result i32) (i32x4.extract_lane 0 (i32x4.relaxed_trunc_f32x4_s (f32x4.splat (f32.const 7))))))""";

    private const string TailCalls =
        """(module (func $to (result i32) (i32.const 7)) (func (export "run") (result i32) (return_call $to)))""";

    private const string WideArithmetic = """
        (module (func (export "run") (result i32)
          (i64.add128 (i64.const 7) (i64.const 0) (i64.const 0) (i64.const 0)) drop i32.wrap_i64))
        """;

    private readonly GuestEngine engine = new();

    /// <summary>A module for each feature that a manifest grants: its name, the flag, the text.</summary>
    public static TheoryData<string, WasmFeatures, string> Granted => new()
    {
        { "simd", WasmFeatures.Simd, Simd },
        { "relaxedSimd", WasmFeatures.RelaxedSimd, RelaxedSimd },
        { "tailCalls", WasmFeatures.TailCalls, TailCalls },
        { "wideArithmetic", WasmFeatures.WideArithmetic, WideArithmetic },
    };

    /// <summary>A module for each feature that no manifest grants.</summary>
    public static TheoryData<string, string> Never => new()
    {
        { "threads", "(module (memory 1 1 shared))" },
        { "memory64", "(module (memory i64 1))" },
        { "multiMemory", "(module (memory 1) (memory 1))" },
        { "functionReferences", "(module (type $f (func)) (func (param (ref $f)) (call_ref $f (local.get 0))))" },
        { "gc", "(module (type $s (struct (field i32))) (func (export \"run\") (drop (struct.new_default $s))))" },
        { "exceptions", "(module (tag $t) (func (export \"run\") (throw $t)))" },
    };

    [Fact]
    public void Each_feature_has_its_test() => Assert.Equal(
        WasmFeature.All.Select(feature => feature.Name).Order(),
        Granted.Select(row => (string)row[0]).Concat(Never.Select(row => (string)row[0])).Order());

    [Theory]
    [MemberData(nameof(Granted))]
    [Enforces("features")]
    public async Task A_feature_that_a_manifest_can_grant_is_refused_without(string name, WasmFeatures feature, string text)
    {
        byte[] wasm = Wat.Bytes(text);
        GuestRefusedException exception =
            Assert.Throws<GuestRefusedException>(() => engine.Load(new GuestManifest { Name = "test" }, wasm));
        Assert.Contains(exception.Refusals, refusal => refusal.Contains($"\"features\": [\"{name}\"]", StringComparison.Ordinal));
        using GuestModule module = engine.Load(new GuestManifest { Name = "test", Features = feature }, wasm);
        using GuestInstance guest = await module.StartAsync();
        Assert.Equal(7, (await guest.CallAsync(it => it.Instance.GetFunction<int>("run")!())).Value);
    }

    [Theory]
    [MemberData(nameof(Never))]
    public void A_feature_that_no_guest_may_use_is_refused_with_the_reason(string name, string text)
    {
        WasmFeature feature = WasmFeature.All.Single(feature => feature.Name == name);
        GuestRefusedException exception = Assert.Throws<GuestRefusedException>(() => engine.Load(
            new GuestManifest { Name = "test", Features = (WasmFeatures)(-1) }, Wat.Bytes(text)));
        Assert.Contains($"It uses {feature.About}, which no guest may: {feature.WhyNever}. Build it without.", exception.Refusals);
    }

    [Fact]
    public void What_each_module_may_use_is_asked_of_no_manifest()
    {
        const string Usual = """
            (module
              (memory 1)
              (table 1 externref)
              (global $g (mut i32) (i32.add (i32.const 1) (i32.const 2)))
              (func (export "run") (result i32 i32)
                (memory.fill (i32.const 0) (i32.const 0) (i32.const 1))
                (table.set (i32.const 0) (ref.null extern))
                (i32.extend8_s (i32.const 1)) (i32.trunc_sat_f32_s (f32.const 1))))
            """;
        Assert.Empty(engine.Explain(Wat.Bytes(Usual), new GuestManifest { Name = "test" }).Refusals);
        Assert.Empty(engine.Explain(Wat.Bytes(Usual)).Features);
    }

    public void Dispose() => engine.Dispose();
}
