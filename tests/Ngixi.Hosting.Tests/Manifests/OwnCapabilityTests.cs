using Ngixi.Bindgen;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Capabilities;
using Ngixi.Hosting.Tests.Support;

namespace Ngixi.Hosting.Tests.Manifests;

public sealed class OwnCapabilityTests : IDisposable
{
    private const string Shop = """
        (module
          (import "shop" "invoice" (func $invoice (param i32) (result i32)))
          (func (export "run") (result i32) (call $invoice (i32.const 5))))
        """;

    private readonly GuestEngineOptions options = new();
    private readonly GuestEngine engine;

    public OwnCapabilityTests()
    {
        #region own
        options.Capabilities.Add(Capability.Of<IBilling, BillingGrant>(
            "billing",
            static (linker, create) => linker.DefineBilling(create),
            static (grant, context) => _ => new Billing(grant.MaxInvoices, context.Module)));
        #endregion
        engine = new GuestEngine(options);
    }

    [Fact]
    public async Task A_capability_of_the_host_is_granted_as_the_others_are()
    {
        GuestManifest manifest = Manifest.Granting("""{ "billing": { "maxInvoices": 1, "why": "x" } }""", options);
        using GuestModule module = engine.Load(manifest, Wat.Bytes(Shop));
        using GuestInstance guest = await module.StartAsync();
        Assert.Equal(1, (await guest.CallAsync(it => it.Run("run"))).Value);
        GuestTrapException exception = await Assert.ThrowsAsync<GuestTrapException>(() => guest.CallAsync(it => it.Run("run")));
        Assert.Contains("shop may send 1 invoices.", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_host_of_the_page_grants_what_it_owns()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.At("shop.wasm"), Wat.Bytes("""(module (import "env" "kv_get" (func (param i32 i32 i32) (result i32))))"""));
        folder.Write(
            "shop.ngixi.json",
            """
            {
              "name": "shop", "module": { "file": "shop.wasm" },
              "grants": {
                "keyValue": { "store": "orders" },
                "http": { "allow": [{ "target": "https://${BILLING_HOST}", "optional": true }], "credentials": ["billing"] }
              }
            }
            """);
        string path = folder.At("shop.ngixi.json");
        MemoryKeyValueStore store = new();
        HttpCredential billing = new("billing", ["https://billing.example.com"], "Authorization", "Bearer x");
        #region host
        GuestEngineOptions options = new()
        {
            KeyValueStores = { ["orders"] = store },
            Credentials = { billing },
            Variables = { ["BILLING_HOST"] = "billing.example.com" },
        };
        using GuestEngine engine = new(options);
        using GuestModule module = engine.Load(path);
        #endregion
        using GuestInstance guest = await module.StartAsync();
        Assert.Equal(["http", "keyValue"], module.Manifest.Grants.Keys);
    }

    [Fact]
    public void It_is_refused_without_its_grant() => Assert.Equal(
        [
            "It imports `shop.invoice` of billing, which the manifest does not grant. To allow it, add to the manifest's grants: \"billing\": true",
        ],
        Assert.Throws<GuestRefusedException>(() => engine.Load(new GuestManifest { Name = "shop" }, Wat.Bytes(Shop))).Refusals);

    [Theory]
    [InlineData("true", "m.json(1,42): grants.billing cannot be read: ", "maxInvoices")]
    [InlineData("""{ "maxInvoices": "5" }""", "m.json(1,59): grants.billing.maxInvoices cannot be read: ", "Int32")]
    [InlineData("""{ "maxInvoices": 5, "max": 1 }""", "m.json(1,69): grants.billing.max cannot be read: ", "max")]
    [InlineData(
        """{ "maxInvoices": 5, "targets": [{ "country": "ch" }, { "country": 1 }] }""",
        "m.json(1,108): grants.billing.targets[1].country cannot be read: ",
        "country")]
    public void What_is_wrong_with_its_grant_is_said_where_it_stands(string grant, string start, string about)
    {
        string finding = Assert.Single(Manifest.Findings($$"""{ "name": "shop", "grants": { "billing": {{grant}} } }""", options));
        Assert.StartsWith(start, finding, StringComparison.Ordinal);
        Assert.Contains(about, finding, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_grant_is_in_the_schema() =>
        Assert.Contains("\"maxInvoices\"", GuestManifest.Schema(options), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("Billing")]
    [InlineData("key-value")]
    public void A_name_is_letters_and_digits(string name) => Assert.Throws<ArgumentException>(
        () => Capability.Of<IBilling>(name, static (linker, create) => linker.DefineBilling(create), _ => new Billing(1, "")));

    [Fact]
    public void Two_capabilities_have_two_names() => Assert.Throws<ArgumentException>(() => options.Capabilities.Add(
        Capability.Of<IBilling>("billing", static (linker, create) => linker.DefineBilling(create), _ => new Billing(1, ""))));

    [Fact]
    public void A_grant_that_is_read_by_a_reader_has_units_ranges_and_all_findings_at_once()
    {
        options.Capabilities.Add(new Tape());
        Assert.Equal(
            [
                "m.json(1,50): grants.tape.length is 2 KiB: 1 KiB is the most.",
                "m.json(1,68): grants.tape.speed is `slw`: did you mean \"slow\"?",
                "m.json(1,75): grants.tape.sped is unknown: did you mean \"speed\"?",
            ],
            Manifest.Findings("""{ "name": "shop", "grants": { "tape": {"length": "2 KiB", "speed": "slw", "sped": 1 } } }""", options));
        Assert.Contains("\"How fast it runs.\"", GuestManifest.Schema(options), StringComparison.Ordinal);
    }

    public void Dispose() => engine.Dispose();

    private enum Speed
    {
        Slow,
        Fast,
    }

    private sealed class Tape() : Capability("tape", "A tape.")
    {
        public override void Describe(Linker linker)
        {
        }

        public override GrantBinding Read(GrantReader grant)
        {
            grant.Size("length", "How long it is.", 512, most: 1024);
            grant.Choice("speed", "How fast it runs.", Speed.Fast);
            return static (_, _) => { };
        }
    }
}
