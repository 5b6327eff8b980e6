using Ngixi.Bindgen;
using Ngixi.Guide.Tests.Support;
using Ngixi.Guide.Tests.Versions;
using Ngixi.Hosting;
using Wasmtime;

namespace Ngixi.Guide.Tests.Pages;

/// <summary>The scenario of docs/guide/versions.md.</summary>
public sealed class VersionsPageTests : IDisposable
{
    private readonly GuestEngine engine;

    public VersionsPageTests()
    {
        GuestEngineOptions options = new();
        options.Capabilities.Add(
            Capability.Of<ICustomers>("customers", static (linker, create) => linker.DefineCustomers(create), _ => new Customers()));
        engine = new GuestEngine(options);
    }

    [Theory]
    [InlineData("released", "Baker Street")]
    [InlineData("letters", "Ringstrasse, AT")]
    public async Task A_host_serves_guests_of_both_versions(string guest, string envelope)
    {
        using GuestModule module = engine.Load(GuideGuests.ManifestOf(guest));
        using GuestPool pool = module.CreatePool();
        Assert.Equal(envelope, (await pool.CallAsync(guest => guest.Instance.GetLetters().Envelope("Ada"))).Value);
    }

    [Fact]
    public async Task The_page_prints_the_refusals_of_guests_of_another_contract_and_of_a_call_that_a_guest_lacks()
    {
        using GuestModule released = engine.Load(GuideGuests.ManifestOf("released"));
        using GuestPool pool = released.CreatePool();
        string? answer = null;

        #region lacks
        try
        {
            answer = $"{(await pool.CallAsync(guest => guest.Instance.GetParcels().Postage(500))).Value} cents";
        }
        catch (GuestContractException lacking)
        {
            answer = lacking.Message;
        }
        #endregion

        // A guest of a host that put the country into the first version, and went on to a third.
        const string Guest = """
            (module
              (import "ngixi" "abi:1:customers/ICustomers@0123456789abcdef address_of: AddressOf(string customer, string country) -> string?" (func))
              (import "customers" "address_of" (func (param i32 i32 i32 i32 i32) (result i32)))
              (memory (export "memory") 1))
            """;
        byte[] wasm = Module.ConvertText(Guest);
        GuestManifest manifest = GuestManifest.Read(GuideGuests.ManifestOf("letters"), engine.Options);
        GuestRefusedException refused = Assert.Throws<GuestRefusedException>(() => engine.Load(manifest, wasm));
        new GuidePage("versions").Prints(answer, refused.Message);
    }

    public void Dispose() => engine.Dispose();

    #region customers
    private sealed class Customers : ICustomers
    {
        public string? AddressOf(string customer) => customer == "Ada" ? "Baker Street" : null;

        public string? AddressOf(string customer, string country) =>
            customer == "Ada" && country == "AT" ? "Ringstrasse, AT" : AddressOf(customer);
    }
    #endregion
}
