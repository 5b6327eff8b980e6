using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;
using Ngixi.Bindgen;
using Ngixi.Capabilities.Tests.Support;

namespace Ngixi.Capabilities.Tests.Http;

/// <summary>Requests end with the call that began them, with their instance, and when their time is over.</summary>
public sealed class HttpLifetimeTests : IDisposable
{
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider time = new();
    private readonly TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LoopbackServer server;
    private readonly EgressFixture egress;
    private Func<string, Stream, CancellationToken, Task> answer = static (_, _, _) => Task.CompletedTask;

    public HttpLifetimeTests()
    {
        server = new LoopbackServer(async (request, stream, token) =>
        {
            arrived.TrySetResult();
            await answer(request, stream, token);
            try
            {
                // The client says nothing more, and its end is seen.
                if (await stream.ReadAsync(new byte[1], token) == 0)
                {
                    left.TrySetResult();
                }
            }
            catch (IOException)
            {
                left.TrySetResult();
            }
        });
        HttpLimits limits = new() { MaxConcurrentRequests = 1, MaxRequestBodyBytes = int.MaxValue };
        egress = new EgressFixture(EgressFixture.Grant($"http://one.example:{server.Port}") with { Limits = limits }, time: time);
    }

    private string Url => $"http://one.example:{server.Port}/";

    public void Dispose()
    {
        egress.Dispose();
        server.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    [Fact]
    public async Task A_request_ends_with_the_store_of_its_instance()
    {
        using (RawHttp guest = new(egress.Gate))
        {
            guest.Begin(Url);
            await arrived.Task.WaitAsync(Enough);
        }

        await AssertFreeAsync();
        await left.Task.WaitAsync(Enough);
    }

    [Fact]
    public async Task A_response_that_is_half_read_ends_with_the_store_of_its_instance()
    {
        answer = (_, stream, token) => LoopbackServer.WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345", token);
        using (RawHttp guest = new(egress.Gate))
        {
            int response = guest.Ask(Url);
            Assert.Equal(3, guest.Read(response, length: 3));
        }

        await AssertFreeAsync();
        await left.Task.WaitAsync(Enough);
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public async Task A_request_of_a_guest_that_traps_ends_with_its_store(GuestLanguage language)
    {
        using (HttpGuest guest = new(language, server))
        {
            Assert.ThrowsAny<WasmtimeException>(() => guest.Run("trap"));
            await arrived.Task.WaitAsync(Enough);
        }

        await left.Task.WaitAsync(Enough);
    }

    [Fact]
    public async Task A_freed_exchange_ends_its_request()
    {
        using RawHttp guest = new(egress.Gate);
        int exchange = guest.Begin(Url);
        await arrived.Task.WaitAsync(Enough);
        guest.Guest.Call("http_exchange_free", exchange);
        await AssertFreeAsync();
        await left.Task.WaitAsync(Enough);
    }

    [Fact]
    public async Task A_request_ends_with_the_gate()
    {
        using RawHttp guest = new(egress.Gate);
        int exchange = guest.Begin(Url);
        await arrived.Task.WaitAsync(Enough);
        egress.Gate.Dispose();
        Assert.Equal(RawHttp.Failed(HttpError.Closed), guest.TryReceive(exchange));
        Assert.Equal(RawHttp.Failed(HttpError.Closed), guest.Start(Url));
        Assert.Equal(0, guest.Ask(Url));
    }

    [Fact]
    public void The_deadline_of_a_call_stops_a_guest_that_waits_for_a_response()
    {
        answer = PassAsync;
        using RawHttp guest = new(egress.Gate);
        using GuestCallScope call = guest.Store.BeginCall(TimeSpan.FromSeconds(5), time);
        AssertStops(() => guest.Ask(Url));
    }

    [Fact]
    public void The_deadline_of_a_call_stops_a_guest_that_receives()
    {
        using RawHttp guest = new(egress.Gate);
        using GuestCallScope call = guest.Store.BeginCall(TimeSpan.FromSeconds(5), time);
        answer = PassAsync;
        int exchange = guest.Begin(Url);
        AssertStops(() => guest.TryReceive(exchange));
    }

    [Fact]
    public async Task The_deadline_of_a_call_stops_a_guest_that_reads()
    {
        answer = async (request, stream, token) =>
        {
            await LoopbackServer.WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345", token);
            await arrived.Task;
        };
        using RawHttp guest = new(egress.Gate);
        using GuestCallScope call = guest.Store.BeginCall(TimeSpan.FromSeconds(5), time);
        int response = guest.Ask(Url);
        Assert.Equal(5, guest.Read(response) + guest.Read(response, length: 0));
        Task passing = Task.Run(() => time.Advance(TimeSpan.FromSeconds(6)));
        AssertStops(() => guest.Read(response));
        await passing;
    }

    [Fact]
    public void The_deadline_of_a_call_stops_a_guest_that_writes_faster_than_the_network()
    {
        answer = async (_, _, token) =>
        {
            await Task.Run(() => time.Advance(TimeSpan.FromSeconds(6)), token);
            await left.Task.WaitAsync(token); // It never reads on.
        };
        using RawHttp guest = new(egress.Gate);
        using GuestCallScope call = guest.Store.BeginCall(TimeSpan.FromSeconds(5), time);
        int exchange = guest.Begin(Url, bodyLength: -1, method: "POST");
        AssertStops(() =>
        {
            while (guest.Write(exchange, 60_000) >= 0)
            {
            }
        });
    }

    [Fact]
    public void A_request_takes_no_longer_than_the_grant_says()
    {
        answer = PassAsync;
        using RawHttp guest = new(egress.Gate);
        Assert.Equal(RawHttp.Failed(HttpError.TimedOut), guest.TryReceive(guest.Begin(Url)));
    }

    [Fact]
    public void A_request_takes_no_longer_than_the_guest_says()
    {
        answer = (_, _, token) => Task.Run(() => time.Advance(TimeSpan.FromSeconds(2)), token);
        using RawHttp guest = new(egress.Gate);
        Assert.Equal(RawHttp.Failed(HttpError.TimedOut), guest.TryReceive(guest.Begin(Url, timeout: 1_000_000_000)));
    }

    [Fact]
    public async Task A_request_takes_no_longer_than_the_call_that_began_it_had_left()
    {
        using RawHttp guest = new(egress.Gate);
        int exchange;
        using (guest.Store.BeginCall(TimeSpan.FromSeconds(5), time))
        {
            exchange = guest.Begin(Url);
        }

        await arrived.Task.WaitAsync(Enough);
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(RawHttp.Failed(HttpError.TimedOut), guest.TryReceive(exchange));
    }

    [Fact]
    public async Task A_guest_waits_before_it_writes_a_piece_more_than_the_host_keeps()
    {
        Channel<ReadOnlyMemory<byte>> body = Channel.CreateBounded<ReadOnlyMemory<byte>>(1);
        TaskCompletionSource<GuestResponse> response = new();
        using GuestExchange exchange = new(response.Task, body.Writer, new CancellationTokenSource());
        await exchange.WriteAsync(new byte[1], CancellationToken.None);
        Task second = exchange.WriteAsync(new byte[2], CancellationToken.None);
        Assert.False(second.IsCompleted);
        Assert.Equal(1, (await body.Reader.ReadAsync()).Length);
        await second.WaitAsync(Enough);
        Task third = exchange.WriteAsync(new byte[3], CancellationToken.None);
        Assert.False(third.IsCompleted);
        response.SetException(new EgressException(EgressError.ConnectionFailed, "POST", "It broke"));
        GuestException<HttpError> broken = await Assert.ThrowsAsync<GuestException<HttpError>>(() => third.WaitAsync(Enough));
        Assert.Equal(HttpError.ConnectionFailed, broken.Error);
    }

    /// <summary>Lets more time pass than a call or a grant has.</summary>
    private Task PassAsync(string request, Stream stream, CancellationToken token) =>
        Task.Run(() => time.Advance(TimeSpan.FromSeconds(11)), token);

    private static void AssertStops(Action call)
    {
        WasmtimeException exception = Assert.ThrowsAny<WasmtimeException>(call);
        Assert.IsAssignableFrom<OperationCanceledException>(exception.InnerException!.InnerException);
    }

    /// <summary>The one request that the module may have at a time is over.</summary>
    private async Task AssertFreeAsync()
    {
        answer = (_, stream, token) => LoopbackServer.WriteAsync(stream, LoopbackServer.Ok("free"), token);
        Assert.Equal((200, "free"), await egress.GetAsync(Url));
    }
}
