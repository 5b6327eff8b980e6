using System.Globalization;
using System.Net;
using Ngixi.Guide.Tests.Async;
using Ngixi.Guide.Tests.Support;
using Ngixi.Hosting;

namespace Ngixi.Guide.Tests.Pages;

/// <summary>The scenario of docs/guide/async.md.</summary>
public sealed class AsyncPageTests : IDisposable
{
    private readonly Bank bank = new();
    private readonly HttpClient client;
    private readonly GuestEngine engine;
    private readonly GuestModule module;

    public AsyncPageTests()
    {
        client = new HttpClient(bank) { BaseAddress = new Uri("https://bank.example") };
        GuestEngineOptions options = new();
        options.Capabilities.Add(
            Capability.Of<IRates>("rates", static (linker, create) => linker.DefineRates(create), _ => new Rates(client)));
        engine = new GuestEngine(options);
        module = engine.Load(GuideGuests.ManifestOf("exchange"));
    }

    [Fact]
    public async Task A_guest_waits_for_a_method_of_the_host()
    {
        using GuestPool pool = module.CreatePool();
        CallResult<string> told = await pool.CallAsync(guest => guest.Instance.GetExchange().Tell(1000, "USD"));
        Assert.Equal("12.5 USD", told.Value);
    }

    [Fact]
    public async Task A_deadline_ends_the_wait_and_the_method_is_told()
    {
        using GuestPool pool = module.CreatePool();
        string? answer = null;

        #region deadline
        CallOptions soon = new() { Deadline = TimeSpan.FromMilliseconds(200) };
        try
        {
            answer = (await pool.CallAsync(guest => guest.Instance.GetExchange().Tell(1000, "slow"), soon)).Value;
        }
        catch (GuestDeadlineException late)
        {
            answer = late.Message;
        }
        #endregion

        // How far it came until then is the machine's business.
        const string Message = "A call of the module 'exchange' was ended at its deadline of 200 ms";
        Assert.StartsWith(Message, answer, StringComparison.Ordinal);
        Assert.Contains($"`{Message}, …`", new GuidePage("async").Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_callers_token_ends_the_wait()
    {
        using GuestPool pool = module.CreatePool();
        using CancellationTokenSource aborted = new();

        #region cancel
        Task<CallResult<string>> call = pool.CallAsync(
            guest => guest.Instance.GetExchange().Tell(1000, "slow"), cancellation: aborted.Token);
        #endregion

        await bank.Asked.Task;
        await aborted.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await bank.Ended.Task;
    }

    [Fact]
    public async Task A_caller_without_a_thread_awaits_a_guest()
    {
        #region guest
        await using KeyedGuests guests = new KeyedGuests().Add<IExchangeGuest>("exchange", module, new KeyedGuestOptions());
        IExchangeGuest exchange = guests.Get<IExchangeGuest>("exchange", "Vienna");
        string told = await exchange.TellAsync(1000, "USD");
        #endregion

        Assert.Equal("12.5 USD", told);
    }

    public void Dispose()
    {
        module.Dispose();
        engine.Dispose();
        client.Dispose();
    }

    #region rates
    private sealed class Rates(HttpClient client) : IRates
    {
        public async Task<decimal> GetAsync(string currency, CancellationToken cancellation)
        {
            string rate = await client.GetStringAsync(new Uri($"/rates/{currency}", UriKind.Relative), cancellation);
            return decimal.Parse(rate, CultureInfo.InvariantCulture);
        }
    }
    #endregion

    /// <summary>A server that knows one rate, and does not answer for others.</summary>
    private sealed class Bank : HttpMessageHandler
    {
        public TaskCompletionSource Asked { get; } = new();

        public TaskCompletionSource Ended { get; } = new();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.AbsolutePath != "/rates/USD")
            {
                Asked.TrySetResult();
                try
                {
                    await Task.Delay(Timeout.Infinite, cancellationToken);
                }
                finally
                {
                    Ended.TrySetResult();
                }
            }

            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("1.25") };
        }
    }
}
