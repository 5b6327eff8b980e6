using Ngixi.Bindgen;
using Ngixi.Hosting.Tests.Support;

namespace Ngixi.Hosting.Tests.Running;

/// <summary>A guest that answers with what is no value of its export's type, or lacks the export.</summary>
public sealed class BadResultTests : IDisposable
{
    private const string Odd = """(module (func (export "switch_is_on") (result i32) (i32.const 2)))""";

    private readonly GuestEngine engine = new();
    private readonly GuestModule module;

    public BadResultTests() => module = engine.LoadText(Odd, name: "odd");

    [Fact]
    public async Task A_bad_result_is_a_failure_of_the_guest_whose_instance_is_dropped()
    {
        using GuestInstance guest = await module.StartAsync();
        GuestContractException exception = await Assert.ThrowsAsync<GuestContractException>(
            () => guest.CallAsync(it => it.Instance.GetSwitch().IsOn()));
        Assert.Equal("odd", exception.Module);
        Assert.StartsWith("Export switch_is_on: the result is bad: 2", exception.Message, StringComparison.Ordinal);
        Assert.IsType<WasmExportException>(exception.InnerException);
        Assert.NotNull(exception.Usage);
        Assert.True(guest.IsDropped);
    }

    [Fact]
    public async Task An_export_that_is_missing_is_one_of_the_host_and_the_guest_goes_on()
    {
        using GuestInstance guest = await module.StartAsync();
        GuestContractException exception = await Assert.ThrowsAsync<GuestContractException>(
            () => guest.CallAsync(it => it.Instance.GetGreeter()));
        Assert.Contains("the guest does not export what it needs", exception.Message, StringComparison.Ordinal);
        Assert.False(guest.IsDropped);
        Assert.Equal(2, (await guest.CallAsync(it => it.Run("switch_is_on"))).Value);
    }

    [Fact]
    public async Task Bad_results_lead_to_quarantine_and_missing_exports_do_not()
    {
        using GuestPool pool = module.CreatePool(
            new PoolOptions { OnFailure = FailurePolicy.Quarantine, FailuresToQuarantine = 1 });
        await Assert.ThrowsAsync<GuestContractException>(() => pool.CallAsync(it => it.Instance.GetGreeter()));
        Assert.False(pool.IsQuarantined);
        await Assert.ThrowsAsync<GuestContractException>(() => pool.CallAsync(it => it.Instance.GetSwitch().IsOn()));
        Assert.True(pool.IsQuarantined);
    }

    public void Dispose()
    {
        module.Dispose();
        engine.Dispose();
    }
}
