using System.Reflection;
using System.Text.RegularExpressions;
using Ngixi.Bindgen;
using Ngixi.Capabilities;
using Ngixi.Hosting.Tests.Support;

namespace Ngixi.Hosting.Tests.Modules;

/// <summary>What guests with stubs say that they were built for is compared before they are compiled.</summary>
public sealed partial class ContractTests : IDisposable
{
    private static readonly string Clock = typeof(IClock).Assembly.GetTypes()
        .SelectMany(type => type.GetCustomAttributes<GuestStubAttribute>())
        .Select(stub => Marker().Match(stub.Text))
        .First(match => match.Success).Groups["marker"].Value;

    private readonly GuestEngine engine = new();

    [Fact]
    public void A_guest_for_the_hosts_contract_is_loaded_and_explained_in_words()
    {
        using GuestModule module = engine.Load(Manifest.Granting("""{ "clock": true }"""), GuestFor(Clock));
        CapabilityUse use = Assert.Single(engine.Explain(GuestFor(Clock), module.Manifest).Capabilities);
        Assert.Equal(("clock", true), (use.Name, use.IsGranted));
        Assert.Equal(["env/IClock: Monotonic() → TimeSpan, Now() → DateTimeOffset"], use.Contracts);
    }

    [Fact]
    public void A_guest_for_a_contract_that_is_not_granted_is_refused() => Assert.Equal(
        [
            "It imports a contract of clock, which the manifest does not grant. To allow it, add to the manifest's grants: \"clock\": true",
        ],
        RefusalsOf("""{ "log": true }""", Clock));

    [Fact]
    public void A_guest_for_another_version_of_a_contract_is_refused_in_words()
    {
        string other = Clock.Replace("Now() -> DateTimeOffset", "Now() -> long", StringComparison.Ordinal);
        Assert.NotEqual(Clock, other);
        Assert.Equal(
            [
                "The guest was built for `env/IClock` with `Now() → long`; the host has `Now() → DateTimeOffset`: "
                    + "the result changed from `long` to `DateTimeOffset`.",
            ],
            RefusalsOf("""{ "clock": true }""", other));
    }

    [Fact]
    public void A_guest_for_a_contract_that_nobody_has_is_refused() => Assert.Equal(
        ["The guest was built for `env/IRockets`, which the host does not define."],
        RefusalsOf("""{ "clock": true }""", "abi:1:env/IRockets@0123456789abcdef launch: Launch()"));

    [Fact]
    public void What_a_guest_implements_is_explained_in_words() => Assert.Equal(
        ["IPlugin: Run() → int"],
        engine.Explain(Wat.Bytes("""(module (func (export "ngixi_abi$3a1$3aIPlugin$400123456789abcdef$20run$3a$20Run$28$29$20$2d$3e$20int")))"""))
            .Implemented);

    public void Dispose() => engine.Dispose();

    private static byte[] GuestFor(string marker) => Wat.Bytes($"(module (import \"ngixi\" \"{marker}\" (func)))");

    private IReadOnlyList<string> RefusalsOf(string grants, string marker)
    {
        GuestManifest manifest = Manifest.Granting(grants);
        IReadOnlyList<string> refusals =
            Assert.Throws<GuestRefusedException>(() => engine.Load(manifest, GuestFor(marker))).Refusals;
        Assert.Equal(refusals, engine.Explain(GuestFor(marker), manifest).Refusals);
        return refusals;
    }

    [GeneratedRegex("\"(?<marker>abi:1:env/IClock@[^\"]*)\"")]
    private static partial Regex Marker();
}
