using System.Text;
using Ngixi.Bindgen;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Capabilities.Tests.Support;

namespace Ngixi.Capabilities.Tests.Http;

/// <summary>A guest that passes anything gets a trap or a code, and sends nothing that it may not.</summary>
public sealed class HostileHttpTests : IDisposable
{
    private readonly LoopbackServer server = new(request => LoopbackServer.Ok(request.Split(' ')[1]));
    private EgressFixture? egress;
    private RawHttp? guest;

    private string Url => $"http://one.example:{server.Port}/";

    private RawHttp Guest => guest ??= new RawHttp(Egress.Gate);

    private EgressFixture Egress => egress ??= new EgressFixture(EgressFixture.Grant($"http://one.example:{server.Port}"));

    public void Dispose()
    {
        guest?.Dispose();
        egress?.Dispose();
        server.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    [Fact]
    public void A_handle_of_another_kind_of_another_instance_or_of_none_is_refused()
    {
        int response = Guest.Ask(Url);
        int exchange = Guest.Begin(Url);
        using RawHttp other = new(Egress.Gate);
        int foreign = other.Ask(Url);
        foreach (int handle in new[] { 0, -1, 1, 12_345, exchange, foreign })
        {
            Assert.Equal("handle", Guest.Guest.CallToFail("http_response_status", handle).Parameter);
            Assert.True(Guest.Guest.CallToFail("http_response_free", handle).IsBadArgument);
        }

        foreach (int handle in new[] { 0, -1, 1, 12_345, response, foreign })
        {
            Assert.Equal("handle", Guest.Guest.CallToFail("http_exchange_receive", handle, RawHttp.Area).Parameter);
            Assert.True(Guest.Guest.CallToFail("http_exchange_free", handle).IsBadArgument);
        }

        Assert.Equal(200, other.Guest.Call("http_response_status", foreign));
    }

    [Fact]
    public void What_is_freed_is_gone()
    {
        int response = Guest.Ask(Url);
        int exchange = Guest.Begin(Url);
        Guest.Guest.Call("http_response_free", response);
        Guest.Guest.Call("http_exchange_free", exchange);
        Assert.True(Guest.Guest.CallToFail("http_response_free", response).IsBadArgument);
        Assert.True(Guest.Guest.CallToFail("http_response_read", response, RawHttp.Buffer, 1).IsBadArgument);
        Assert.True(Guest.Guest.CallToFail("http_exchange_free", exchange).IsBadArgument);
        Assert.True(Guest.Guest.CallToFail("http_exchange_write", exchange, RawHttp.Buffer, 1).IsBadArgument);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(RawGuest.MemorySize - 1, 2)]
    [InlineData(RawGuest.MemorySize, 1)]
    [InlineData(1, -1)]
    [InlineData(1, int.MaxValue)]
    public void A_length_beyond_memory_is_refused_wherever_it_stands(int address, int length)
    {
        int response = Guest.Ask(Url);
        int exchange = Guest.Begin(Url, bodyLength: -1, method: "POST");
        Assert.Equal("method", Guest.Guest.CallToFail("http_request", address, length, 1, 1, 0, 0).Parameter);
        Assert.Equal("url", Guest.Guest.CallToFail("http_request", 1, 1, address, length, 0, 0).Parameter);
        Assert.Equal("body", Guest.Guest.CallToFail("http_request", 1, 1, 1, 1, address, length).Parameter);
        Assert.Equal("piece", Guest.Guest.CallToFail("http_exchange_write", exchange, address, length).Parameter);
        Assert.Equal("buffer", Guest.Guest.CallToFail("http_response_read", response, address, length).Parameter);
        Assert.Equal("name", Guest.Guest.CallToFail("http_response_header", response, address, length, RawHttp.Area).Parameter);
        Guest.Guest.Words(5_000, 1, 1, 1, 1, address & ~3, length);
        Assert.StartsWith("request", Guest.Guest.CallToFail("http_start", 5_000, RawHttp.Area).Parameter, StringComparison.Ordinal);
        Assert.Equal(["GET / HTTP/1.1"], server.Requests.Select(request => request[..14]).Distinct());
    }

    [Theory]
    [InlineData("", "http://one.example/")]
    [InlineData("get", "http://one.example/")]
    [InlineData("CONNECT", "http://one.example/")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET", "http://one.example/")]
    [InlineData("GET", "")]
    [InlineData("GET", "/relative")]
    [InlineData("GET", "//one.example/")]
    [InlineData("GET", "file:///etc/passwd")]
    [InlineData("GET", "http://one.example/ HTTP/1.1\r\nX: y\r\n\r\n")]
    [InlineData("GET", "http://user:secret@one.example/")]
    [InlineData("GET", "http://one.example\\@two.example/")]
    public void A_method_or_a_URL_that_is_none_is_an_invalid_request(string method, string url)
    {
        string local = url.Replace("one.example/", $"one.example:{server.Port}/", StringComparison.Ordinal);
        Assert.Equal(0, Guest.Ask(local, method));
        Assert.Equal(RawHttp.Failed(HttpError.InvalidRequest), Guest.Start(local, method: method));
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public void A_timeout_that_is_none_is_an_invalid_request()
    {
        Assert.Equal(RawHttp.Failed(HttpError.InvalidRequest), Guest.Start(Url, timeout: 0));
        Assert.Equal(RawHttp.Failed(HttpError.InvalidRequest), Guest.Start(Url, timeout: long.MinValue));
        Assert.Equal(200, Guest.Guest.Call("http_response_status", Guest.Receive(Guest.Begin(Url, timeout: long.MaxValue))));
    }

    [Fact]
    public void A_body_is_as_long_as_the_guest_said()
    {
        int longer = Guest.Begin(Url, bodyLength: 4, method: "POST");
        Guest.Write(longer, 5);
        Assert.Equal(RawHttp.Failed(HttpError.InvalidRequest), Guest.TryReceive(longer));
        int shorter = Guest.Begin(Url, bodyLength: 4, method: "POST");
        Guest.Write(shorter, 3);
        Assert.Equal(RawHttp.Failed(HttpError.InvalidRequest), Guest.TryReceive(shorter));
        int none = Guest.Begin(Url);
        Assert.Equal(RawHttp.Failed(HttpError.InvalidRequest), Guest.Write(none, 1));
        Assert.Equal("/", Guest.ReadAll(Guest.Receive(none)));
        Assert.Equal(RawHttp.Failed(HttpError.LimitReached), Guest.Start(Url, bodyLength: long.MaxValue));
    }

    [Fact]
    public void A_body_over_the_cap_is_not_sent_to_its_end()
    {
        egress = new EgressFixture(Egress.Gate.Grant with { Limits = new() { MaxRequestBodyBytes = 100 } });
        int exchange = Guest.Begin(Url, bodyLength: -1, method: "POST");
        int status = 0;
        for (int piece = 0; piece < 10 && status >= 0; piece++)
        {
            status = Guest.Write(exchange, 60);
        }

        Assert.Equal(RawHttp.Failed(HttpError.LimitReached), status);
        Assert.Equal(RawHttp.Failed(HttpError.LimitReached), Guest.TryReceive(exchange));
    }

    [Fact]
    public void A_read_into_nothing_reads_nothing()
    {
        int response = Guest.Ask(Url + "abc");
        Assert.Equal(0, Guest.Read(response, length: 0));
        Assert.Equal("/abc", Guest.ReadAll(response));
        Assert.Equal(0, Guest.Read(response));
        Assert.Equal(200, Guest.Guest.Call("http_response_status", response));
    }

    [Fact]
    public void A_response_counts_until_its_body_is_read_or_it_is_freed()
    {
        egress = new EgressFixture(Egress.Gate.Grant with { Limits = new() { MaxConcurrentRequestsPerInstance = 1 } });
        int first = Guest.Ask(Url);
        Assert.Equal(0, Guest.Ask(Url));
        Assert.Equal("/", Guest.ReadAll(first));
        int second = Guest.Ask(Url);
        Assert.Equal(0, Guest.Ask(Url));
        Guest.Guest.Call("http_response_free", second);
        int third = Guest.Begin(Url);
        Assert.Equal(RawHttp.Failed(HttpError.LimitReached), Guest.Start(Url));
        Guest.Receive(third);
        Assert.Equal(RawHttp.Failed(HttpError.LimitReached), Guest.Start(Url));
    }

    [Fact]
    public void The_requests_of_a_call_are_counted_by_the_call()
    {
        egress = new EgressFixture(Egress.Gate.Grant with { Limits = new() { MaxRequestsPerCall = 2 } });
        for (int call = 0; call < 2; call++)
        {
            using GuestCallScope scope = Guest.Store.BeginCall(Timeout.InfiniteTimeSpan);
            Assert.Equal("/", Guest.ReadAll(Guest.Ask(Url)));
            using (Guest.Store.BeginCall(Timeout.InfiniteTimeSpan))
            {
                Assert.Equal("/", Guest.ReadAll(Guest.Ask(Url)));
            }

            Assert.Equal(RawHttp.Failed(HttpError.LimitReached), Guest.Start(Url));
            Assert.Equal(0, Guest.Ask(Url));
        }

        Assert.Contains("The call made 2 requests already", Egress.Logger.LatestRecord.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_guest_that_takes_no_more_handles_gets_no_response()
    {
        Guest.Store.SetGuestOptions(new GuestOptions { MaxHandles = 1 });
        Guest.Ask(Url);
        WasmtimeException exception = Assert.ThrowsAny<WasmtimeException>(() => Guest.Ask(Url));
        Assert.Contains("handles", exception.InnerException!.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public void The_error_of_a_guest_has_the_name_of_the_host_s_and_a_number_for_ever()
    {
        Assert.Equal(Enum.GetNames<EgressError>(), Enum.GetValues<EgressError>().Select(error => HttpErrors.Of(error).ToString()));
        Assert.Equal(Enumerable.Range(1, 12), Enum.GetValues<HttpError>().Select(error => (int)error));
        Assert.All(Enum.GetValues<HttpError>(), error => Assert.Equal(error, HttpErrors.ForGuest(error).Error));
    }

    [Fact]
    public void A_secret_is_in_no_log_activity_or_message_of_an_error()
    {
        const string Secret = "5ec7e7-0f-7he-h057";
        const string Query = "?key=0f-7he-9ue57";
        HttpGrant grant = Egress.Gate.Grant;
        using Spans spans = new();
        using EgressFixture failing = new(grant with
        {
            Credentials =
            [
                new HttpCredential("good", grant.Allow, "Authorization", $"Bearer {Secret}"),
                new HttpCredential("thrown", grant.Allow, "Authorization", _ => throw new InvalidOperationException(Secret)),
                new HttpCredential("broken", grant.Allow, "Authorization", async _ =>
                {
                    await Task.Yield();
                    return $"{Secret}\r\n";
                }),
            ],
        });
        using RawHttp raw = new(failing.Gate);
        raw.ReadAll(raw.Receive(raw.Begin(Url + Query, credential: "good")));
        Assert.Equal(RawHttp.Failed(HttpError.CredentialUnavailable), raw.TryReceive(raw.Begin(Url, credential: "thrown")));
        Assert.Equal(RawHttp.Failed(HttpError.CredentialUnavailable), raw.TryReceive(raw.Begin(Url, credential: "broken")));
        Assert.Contains(Secret, Assert.Single(server.Requests), StringComparison.Ordinal);
        Assert.Equal(3, spans.Ended.Count);
        IEnumerable<string> log = failing.Logger.Collector.GetSnapshot().Select(record => record.Message);
        IEnumerable<string> traced = spans.Ended.Select(span => $"{span.StatusDescription} {string.Join(' ', span.TagObjects)}");
        string told = string.Join('\n', [.. log, .. traced]);
        Assert.DoesNotContain(Secret, told, StringComparison.Ordinal);
        Assert.DoesNotContain(Query, told, StringComparison.Ordinal);
        Assert.Equal(-1, raw.Guest.Bytes(0, RawGuest.MemorySize).IndexOf(Encoding.UTF8.GetBytes(Secret)));
    }
}
