using Ngixi.Bindgen;
using Ngixi.Guide.Tests.Errors;
using Ngixi.Guide.Tests.Support;
using Ngixi.Hosting;

namespace Ngixi.Guide.Tests.Pages;

/// <summary>The scenario of docs/guide/errors.md.</summary>
public sealed class ErrorsPageTests : IDisposable
{
    private readonly GuestEngine engine;
    private readonly GuestModule module;
    private readonly GuestPool pool;

    public ErrorsPageTests()
    {
        GuestEngineOptions options = new();
        options.Capabilities.Add(
            Capability.Of<IStock>("stock", static (linker, create) => linker.DefineStock(create), _ => new Stock()));
        engine = new GuestEngine(options);
        module = engine.Load(GuideGuests.ManifestOf("fulfilment"));
        pool = module.CreatePool();
    }

    [Theory]
    [InlineData("tea", 2, "reserved as 7")]
    [InlineData("tea", 5, "sorry: only 3 are left")]
    [InlineData("gin", 1, "we do not sell gin")]
    public async Task A_guest_handles_an_error_of_the_contract(string article, int count, string answer) => Assert.Equal(
        answer, (await pool.CallAsync(guest => guest.Instance.GetFulfilment().Fulfil(article, count))).Value);

    [Fact]
    public async Task The_next_call_after_a_failure_gets_a_fresh_guest()
    {
        List<string> log = [];

        #region catch
        try
        {
            await pool.CallAsync(guest => guest.Instance.GetFulfilment().Fulfil("damaged goods", 1));
        }
        catch (GuestTrapException failure) when (failure.InnerException is WasmImportException { InnerException: { } ours })
        {
            log.Add($"Our own {ours.GetType().Name}, in a call of {failure.Module}.");
        }
        catch (GuestCallException failure)
        {
            log.Add(failure.Message);
        }
        #endregion

        Assert.Equal(["Our own InvalidOperationException, in a call of fulfilment."], log);
        Assert.Equal("reserved as 7", (await pool.CallAsync(guest => guest.Instance.GetFulfilment().Fulfil("tea", 1))).Value);
    }

    [Fact]
    public async Task The_page_prints_the_messages_of_failures()
    {
        GuestTrapException ours = await FailureOf(fulfilment => fulfilment.Fulfil("damaged goods", 1));
        GuestTrapException theirs = await FailureOf(fulfilment => fulfilment.Grab("gin"));
        Assert.IsType<GuestAbortException>(theirs.InnerException);
        new GuidePage("errors").Prints(ours.Message, theirs.Message);
    }

    public void Dispose()
    {
        pool.Dispose();
        module.Dispose();
        engine.Dispose();
    }

    private Task<GuestTrapException> FailureOf(Func<IFulfilment, object> call) =>
        Assert.ThrowsAsync<GuestTrapException>(() => pool.CallAsync(guest => call(guest.Instance.GetFulfilment())));

    #region stock
    private sealed class Stock : IStock
    {
        public int Reserve(string article, int count) => article switch
        {
            "tea" when count <= 3 => 7,
            "tea" => throw new GuestException<StockError>(StockError.TooFew, "only 3 are left"),
            "damaged goods" => throw new InvalidOperationException("The row of the article is damaged."),
            _ => throw new GuestException<StockError>(StockError.Unknown, "no such article"),
        };
    }
    #endregion
}
