using Microsoft.Extensions.Time.Testing;

namespace Ngixi.Capabilities.Tests.Http;

/// <summary>Each limit lets what is at it pass, and nothing of one more. Those of responses are in the tests of responses.</summary>
public sealed class LimitTests
{
    [Fact]
    public async Task Headers_of_a_request_are_counted()
    {
        await PassesThenFailsAsync(
            new() { MaxRequestHeaders = 3 },
            request => request with { Headers = [new("A", "1"), new("B", "2"), new("B", "3")] },
            request => request with { Headers = [new("A", "1"), new("B", "2"), new("B", "3"), new("C", "4")] },
            "The request has more than 3 headers",
            "MaxRequestHeaders = 4");
        await PassesThenFailsAsync(
            new() { MaxRequestHeaders = 0 },
            request => request,
            request => request with { Headers = [new("A", "1")] },
            "The request has more than 0 headers",
            "MaxRequestHeaders = 1");
    }

    [Fact]
    public async Task Bytes_of_a_requests_headers_are_counted_with_what_separates_them() => await PassesThenFailsAsync(
        new() { MaxRequestHeaderBytes = 20 },
        request => request with { Headers = [new("A", "12345"), new("B", "12345")] },
        request => request with { Headers = [new("A", "12345"), new("B", "123456")] },
        "The request's headers have more than 20 bytes",
        "MaxRequestHeaderBytes = 21");

    [Fact]
    public async Task Bytes_of_a_requests_body_are_counted()
    {
        await PassesThenFailsAsync(
            new() { MaxRequestBodyBytes = 10 },
            request => request with { Body = new byte[10] },
            request => request with { Body = new byte[11] },
            "The request's body has more than 10 bytes",
            "MaxRequestBodyBytes = 11");

        // A length is of the pieces, and says nothing of the body.
        await PassesThenFailsAsync(
            new() { MaxRequestBodyBytes = 10 },
            request => request with { Body = new byte[10], BodyLength = 1 },
            request => request with { Body = new byte[11], BodyLength = 1 },
            "The request's body has more than 10 bytes",
            "MaxRequestBodyBytes = 11");
    }

    [Fact]
    public async Task Requests_of_a_call_are_counted()
    {
        await using LoopbackServer server = new(_ => LoopbackServer.Ok());
        using EgressFixture fixture = new(Grant(server, new() { MaxRequestsPerCall = 2 }));
        for (int call = 0; call < 2; call++)
        {
            fixture.Session.BeginCall();
            await fixture.GetAsync(Url(server));
            await fixture.GetAsync(Url(server));
            Denial denial = await fixture.DeniedAsync(new EgressRequest("GET", Url(server)), EgressError.LimitReached);
            Assert.Equal("The call made 2 requests already", denial.Reason);
        }

        using EgressSession other = fixture.Gate.OpenSession();
        (await other.SendAsync(new EgressRequest("GET", Url(server)))).Dispose();
        Assert.Equal(5, server.Requests.Count);
    }

    [Fact]
    public async Task Requests_are_counted_by_the_second_and_some_more_may_come_after_a_quiet_time()
    {
        FakeTimeProvider time = new();
        await using LoopbackServer server = new(_ => LoopbackServer.Ok());
        using EgressFixture fixture = new(Grant(server, new() { MaxRequestsPerSecond = 2, MaxBurst = 3 }), time: time);
        foreach ((TimeSpan wait, int passes) in new[]
        {
            (TimeSpan.Zero, 3), (TimeSpan.FromMilliseconds(499), 0), (TimeSpan.FromMilliseconds(1), 1), (TimeSpan.FromSeconds(1), 2),
            (TimeSpan.FromMilliseconds(250), 0), (TimeSpan.FromMilliseconds(250), 1), (TimeSpan.FromDays(1), 3),
        })
        {
            time.Advance(wait);
            for (int i = 0; i < passes; i++)
            {
                await fixture.GetAsync(Url(server));
            }

            Denial denial = await fixture.DeniedAsync(new EgressRequest("GET", Url(server)), EgressError.LimitReached);
            Assert.Equal("The module makes more than 2 requests a second", denial.Reason);
        }
    }

    [Fact]
    public async Task Requests_at_once_are_counted_for_an_instance_and_for_the_module()
    {
        await using LoopbackServer server = new(_ => "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell");
        HttpGrant grant = Grant(server, new() { MaxConcurrentRequestsPerInstance = 2, MaxConcurrentRequests = 3 });
        using EgressFixture fixture = new(grant);
        using EgressSession other = fixture.Gate.OpenSession();
        EgressRequest request = new("GET", Url(server));
        using EgressResponse first = await fixture.Session.SendAsync(request);
        using EgressResponse second = await fixture.Session.SendAsync(request);
        Denial ofInstance = await fixture.DeniedAsync(request, EgressError.LimitReached);
        Assert.Equal("The instance has 2 requests already", ofInstance.Reason);
        using EgressResponse third = await other.SendAsync(request);
        EgressException ofModule = await Assert.ThrowsAsync<EgressException>(() => other.SendAsync(request));
        Assert.Equal("The module has 3 requests already", ofModule.Denial?.Reason);
        second.Dispose();
        second.Dispose();
        using EgressResponse fourth = await other.SendAsync(request);
        await Assert.ThrowsAsync<EgressException>(() => fixture.Session.SendAsync(request));
        third.Dispose();
        using EgressResponse fifth = await fixture.Session.SendAsync(request);
    }

    [Fact]
    public async Task A_request_may_shorten_the_time_of_all_and_not_lengthen_it()
    {
        (TimeSpan Asked, int Seconds)[] times = [(TimeSpan.FromSeconds(3), 3), (TimeSpan.FromHours(1), 15), (TimeSpan.MaxValue, 15)];
        foreach ((TimeSpan asked, int seconds) in times)
        {
            FakeTimeProvider time = new();
            TaskCompletionSource arrived = new();
            await using LoopbackServer server = new(async (_, stream, token) =>
            {
                arrived.SetResult();
                await LoopbackServer.UntilClosedAsync(stream, token);
            });
            using EgressFixture fixture = new(Grant(server, new() { FirstByteTimeout = TimeSpan.FromHours(1) }), time: time);
            EgressRequest request = new("GET", Url(server)) { Timeout = asked };
            Task<EgressException> failing = fixture.FailsAsync(EgressError.TimedOut, request);
            await arrived.Task;
            time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1));
            Assert.False(failing.IsCompleted);
            time.Advance(TimeSpan.FromTicks(1));
            Assert.EndsWith($"It took more than {seconds} s.", (await failing).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task A_timeout_that_is_no_time_is_refused(int seconds)
    {
        using EgressFixture fixture = new(EgressFixture.Grant("http://one.example"));
        EgressRequest request = new("GET", "http://one.example/") { Timeout = TimeSpan.FromSeconds(seconds) };
        Assert.Equal("The request's timeout is no time", (await fixture.DeniedAsync(request, EgressError.InvalidRequest)).Reason);
    }

    public static TheoryData<string, Func<HttpLimits>> OutOfRange => new()
    {
        { "MaxUrlBytes is at least 1.", () => new() { MaxUrlBytes = 0 } },
        { "MaxRequestHeaders is at least 0.", () => new() { MaxRequestHeaders = -1 } },
        { "MaxRequestHeaderBytes is at least 0.", () => new() { MaxRequestHeaderBytes = -1 } },
        { "MaxRequestBodyBytes is at least 0.", () => new() { MaxRequestBodyBytes = -1 } },
        { "MaxResponseHeaders is at least 1.", () => new() { MaxResponseHeaders = 0 } },
        { "MaxResponseHeaderKibibytes is at least 1.", () => new() { MaxResponseHeaderKibibytes = 0 } },
        { "MaxResponseBodyBytes is at least 0.", () => new() { MaxResponseBodyBytes = -1 } },
        { "MaxConcurrentRequests is at least 1.", () => new() { MaxConcurrentRequests = 0 } },
        { "MaxConcurrentRequestsPerInstance is at least 1.", () => new() { MaxConcurrentRequestsPerInstance = 0 } },
        { "MaxRequestsPerCall is at least 1.", () => new() { MaxRequestsPerCall = 0 } },
        { "MaxRequestsPerSecond is at least 1.", () => new() { MaxRequestsPerSecond = 0 } },
        { "MaxBurst is at least 1.", () => new() { MaxBurst = 0 } },
        { "ConnectTimeout is 1 ms to 1 h.", () => new() { ConnectTimeout = TimeSpan.Zero } },
        { "FirstByteTimeout is 1 ms to 1 h.", () => new() { FirstByteTimeout = Timeout.InfiniteTimeSpan } },
        { "BetweenBytesTimeout is 1 ms to 1 h.", () => new() { BetweenBytesTimeout = TimeSpan.FromTicks(1) } },
        { "TotalTimeout is 1 ms to 1 h.", () => new() { TotalTimeout = TimeSpan.FromHours(1) + TimeSpan.FromTicks(1) } },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void A_limit_says_its_range(string message, Func<HttpLimits> make) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(make).Message, StringComparison.Ordinal);

    [Fact]
    public void Each_limit_has_a_range()
    {
        IEnumerable<string> tested = OutOfRange.Select(row => ((string)row[0]).Split(' ')[0]).Order();
        Assert.Equal(typeof(HttpLimits).GetProperties().Select(property => property.Name).Order(), tested);
    }

    private static string Url(LoopbackServer server) => $"http://one.example:{server.Port}/";

    private static HttpGrant Grant(LoopbackServer server, HttpLimits limits) =>
        EgressFixture.Grant($"POST,GET http://one.example:{server.Port}") with { Limits = limits };

    private static async Task PassesThenFailsAsync(
        HttpLimits limits,
        Func<EgressRequest, EgressRequest> atLimit,
        Func<EgressRequest, EgressRequest> over,
        string reason,
        string needed)
    {
        await using LoopbackServer server = new(_ => LoopbackServer.Ok());
        using EgressFixture fixture = new(Grant(server, limits));
        EgressRequest request = new("POST", Url(server));
        (await fixture.Session.SendAsync(atLimit(request))).Dispose();
        Denial denial = await fixture.DeniedAsync(over(request), EgressError.LimitReached);
        Assert.Equal((reason, $"Limits = new() {{ {needed} }}"), (denial.Reason, denial.Grant));
        Assert.Single(server.Requests);
    }
}
