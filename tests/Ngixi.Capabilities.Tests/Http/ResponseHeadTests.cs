using Microsoft.Extensions.Time.Testing;

namespace Ngixi.Capabilities.Tests.Http;

/// <summary>Servers whose status lines and headers are wrong, or do not end.</summary>
public sealed class ResponseHeadTests
{
    [Theory]
    [InlineData("hello\r\n\r\n")]
    [InlineData("<html>HTTP/0.9 has no head</html>\r\n")]
    [InlineData("ICY 200 OK\r\n\r\n")]
    [InlineData("HTTP/0.9 200 OK\r\n\r\n")]
    [InlineData("HTTP/2.0 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 20\r\n\r\n")]
    [InlineData("HTTP/1.1 2000 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 abc OK\r\n\r\n")]
    [InlineData("HTTP/1.1 -20 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 000 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 099 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nno colon\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n: no name\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\na name: with a space\r\n\r\n")]
    public async Task A_head_that_is_not_HTTP_is_an_invalid_response(string head)
    {
        await using LoopbackServer server = LoopbackServer.Closing(head);
        using EgressFixture fixture = new(EgressFixture.Grant($"http://one.example:{server.Port}"));
        await fixture.FailsAsync(EgressError.InvalidResponse, $"http://one.example:{server.Port}/");
    }

    [Theory]
    [InlineData("Content-Length: 5\r\nContent-Length: 5")]
    [InlineData("Content-Length: 5\r\nContent-Length: 6")]
    [InlineData("Content-Length: 5, 5")]
    [InlineData("Content-Length: -5")]
    [InlineData("Content-Length: five")]
    [InlineData("Content-Length: 0x5")]
    [InlineData("Content-Length: 99999999999999999999")]
    [InlineData("Content-Length:")]
    [InlineData("Content-Length: 5\r\nTransfer-Encoding: chunked")]
    [InlineData("Transfer-Encoding: gzip, chunked")]
    [InlineData("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked")]
    [InlineData("Transfer-Encoding: identity")]
    public async Task A_response_whose_end_is_not_certain_is_an_invalid_one(string headers)
    {
        await using LoopbackServer server = LoopbackServer.Closing($"HTTP/1.1 200 OK\r\n{headers}\r\n\r\nhello");
        using EgressFixture fixture = new(EgressFixture.Grant($"http://one.example:{server.Port}"));
        await fixture.FailsAsync(EgressError.InvalidResponse, $"http://one.example:{server.Port}/");
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>HTTP/0.9 has no head</html>")]
    [InlineData("HTTP/1.1 200 OK\r\nX-Half: ")]
    public async Task A_connection_that_ends_before_the_head_does_is_a_failed_one(string start)
    {
        await using LoopbackServer closing = LoopbackServer.Closing(start);
        await using LoopbackServer resetting = LoopbackServer.Resetting(start);
        using EgressFixture fixture = new(EgressFixture.Grant("http://one.example:*"));
        await fixture.FailsAsync(EgressError.ConnectionFailed, $"http://one.example:{closing.Port}/");
        await fixture.FailsAsync(EgressError.ConnectionFailed, $"http://one.example:{resetting.Port}/");
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task A_request_that_a_server_does_not_answer_is_sent_once(string method)
    {
        await using LoopbackServer server = LoopbackServer.Closing("");
        using EgressFixture fixture = new(EgressFixture.Grant($"http://one.example:{server.Port}"));
        await fixture.FailsAsync(EgressError.ConnectionFailed, new EgressRequest(method, $"http://one.example:{server.Port}/"));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_connection_that_a_server_closed_meanwhile_is_replaced()
    {
        int answered = 0;
        await using LoopbackServer server = new(async (_, stream, token) =>
        {
            if (answered++ == 1)
            {
                stream.Close(); // The second request comes by the connection of the first.
                return;
            }

            await LoopbackServer.WriteAsync(stream, LoopbackServer.Ok("hello"), token);
        });
        using EgressFixture fixture = new(EgressFixture.Grant($"http://one.example:{server.Port}"));
        Assert.Equal((200, "hello"), await fixture.GetAsync($"http://one.example:{server.Port}/"));
        Assert.Equal((200, "hello"), await fixture.GetAsync($"http://one.example:{server.Port}/"));
        Assert.Equal((3, 2), (server.Requests.Count, server.Connections));
    }

    [Fact]
    public async Task Interim_responses_are_skipped()
    {
        await using LoopbackServer server = new(_ =>
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + LoopbackServer.Ok("hello"));
        using EgressFixture fixture = new(EgressFixture.Grant($"http://one.example:{server.Port}"));
        Assert.Equal((200, "hello"), await fixture.GetAsync($"http://one.example:{server.Port}/"));
    }

    [Theory]
    [InlineData("HTTP/1.1 103 Early Hints\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX-Slow: ")]
    public async Task A_head_that_does_not_end_ends_at_the_time_for_it(string part)
    {
        FakeTimeProvider time = new();
        TaskCompletionSource begun = new(), ended = new();
        await using LoopbackServer server = new(async (_, stream, token) =>
        {
            try
            {
                await LoopbackServer.WriteAsync(stream, part, token);
                begun.SetResult();
                await LoopbackServer.UntilClosedAsync(stream, token);
            }
            finally
            {
                ended.SetResult();
            }
        });
        using EgressFixture fixture = new(EgressFixture.Grant($"http://one.example:{server.Port}"), time: time);
        Task<EgressException> failing = fixture.FailsAsync(EgressError.TimedOut, $"http://one.example:{server.Port}/");
        await begun.Task;
        time.Advance(fixture.Gate.Grant.Limits.FirstByteTimeout);
        Assert.EndsWith("There was no response within 10 s.", (await failing).Message, StringComparison.Ordinal);
        await ended.Task;
    }

    [Fact]
    public async Task Headers_are_counted()
    {
        string headers = string.Concat(Enumerable.Range(0, 127).Select(number => $"X-{number}: a\r\n"));
        await using LoopbackServer server = new(request =>
            LoopbackServer.Ok("", headers + (request.Contains("/over", StringComparison.Ordinal) ? "X: a\r\n" : "")));
        using EgressFixture fixture = new(EgressFixture.Grant($"http://one.example:{server.Port}"));
        using (EgressResponse response = await fixture.Session.SendAsync(new EgressRequest("GET", $"http://one.example:{server.Port}/")))
        {
            Assert.Equal(128, response.Headers.Count);
        }

        string over = $"http://one.example:{server.Port}/over";
        EgressException exception = await fixture.FailsAsync(EgressError.ResponseTooLarge, over);
        Assert.EndsWith("The response has more than 128 headers.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_bytes_of_a_head_are_limited()
    {
        await using LoopbackServer server = new(request =>
            LoopbackServer.Ok("", $"X: {new string('x', request.Contains("/over", StringComparison.Ordinal) ? 2000 : 500)}\r\n"));
        string origin = $"http://one.example:{server.Port}";
        HttpGrant grant = EgressFixture.Grant(origin) with { Limits = new() { MaxResponseHeaderKibibytes = 1 } };
        using EgressFixture fixture = new(grant);
        await fixture.GetAsync($"{origin}/");
        EgressException exception = await fixture.FailsAsync(EgressError.ResponseTooLarge, $"{origin}/over");
        Assert.EndsWith("The response's headers have too many bytes.", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X: a\r\n")]
    [InlineData("x")]
    [InlineData("HTTP/1.1 103 Early Hints\r\nX: a\r\n\r\n")]
    public async Task A_flood_of_headers_ends_at_the_limit_of_bytes(string part)
    {
        TaskCompletionSource ended = new();
        await using LoopbackServer server = new(async (_, stream, token) =>
        {
            try
            {
                string start = part.StartsWith("HTTP", StringComparison.Ordinal) ? "" : "HTTP/1.1 200 OK\r\n";
                await LoopbackServer.WriteAsync(stream, start, token);
                while (true)
                {
                    await LoopbackServer.WriteAsync(stream, string.Concat(Enumerable.Repeat(part, 100)), token);
                }
            }
            finally
            {
                ended.SetResult();
            }
        });
        using EgressFixture fixture = new(EgressFixture.Grant($"http://one.example:{server.Port}"), time: new FakeTimeProvider());
        await fixture.FailsAsync(EgressError.ResponseTooLarge, $"http://one.example:{server.Port}/");
        await ended.Task;
    }
}
