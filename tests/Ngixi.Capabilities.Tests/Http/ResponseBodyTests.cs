using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace Ngixi.Capabilities.Tests.Http;

/// <summary>Servers whose bodies are slow, too long, cut off, or not what the head says.</summary>
public sealed class ResponseBodyTests
{
    [Fact]
    public async Task A_body_that_comes_byte_by_byte_is_read_as_it_comes()
    {
        using SemaphoreSlim next = new(0);
        await using LoopbackServer server = new(async (_, stream, token) =>
        {
            await LoopbackServer.WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", token);
            foreach (char letter in "hello")
            {
                await next.WaitAsync(token);
                await LoopbackServer.WriteAsync(stream, $"{letter}", token);
            }
        });
        using EgressFixture fixture = new(EgressFixture.Grant($"http://one.example:{server.Port}"));
        using EgressResponse response = await fixture.Session.SendAsync(new EgressRequest("GET", $"http://one.example:{server.Port}/"));
        StringBuilder text = new();
        byte[] buffer = new byte[100];
        for (int i = 0; i < 5; i++)
        {
            next.Release();
            text.Append(Encoding.ASCII.GetString(buffer, 0, await response.ReadAsync(buffer)));
        }

        Assert.Equal("hello", text.ToString());
        Assert.Equal(0, await response.ReadAsync(buffer));
    }

    [Fact]
    public async Task A_slow_body_ends_at_the_time_for_all_of_it()
    {
        FakeTimeProvider time = new();
        using SemaphoreSlim next = new(1);
        await using LoopbackServer server = Endless("x", next);
        using EgressFixture fixture = new(EgressFixture.Grant($"http://one.example:{server.Port}"), time: time);
        using EgressResponse response = await fixture.Session.SendAsync(new EgressRequest("GET", $"http://one.example:{server.Port}/"));
        byte[] buffer = new byte[100];
        Assert.Equal(1, await response.ReadAsync(buffer));
        time.Advance(TimeSpan.FromSeconds(9));
        next.Release();
        Assert.Equal(1, await response.ReadAsync(buffer));
        Task<int> waiting = response.ReadAsync(buffer).AsTask();
        time.Advance(TimeSpan.FromSeconds(6));
        EgressException exception = await Assert.ThrowsAsync<EgressException>(() => waiting);
        Assert.Equal(EgressError.TimedOut, exception.Error);
        Assert.EndsWith("It took more than 15 s.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_does_not_go_on_ends_at_the_time_between_bytes()
    {
        FakeTimeProvider time = new();
        using SemaphoreSlim next = new(1);
        await using LoopbackServer server = Endless("x", next);
        using EgressFixture fixture = new(EgressFixture.Grant($"http://one.example:{server.Port}"), time: time);
        using EgressResponse response = await fixture.Session.SendAsync(new EgressRequest("GET", $"http://one.example:{server.Port}/"));
        byte[] buffer = new byte[100];
        Assert.Equal(1, await response.ReadAsync(buffer));
        Task<int> waiting = response.ReadAsync(buffer).AsTask();
        time.Advance(TimeSpan.FromSeconds(10));
        EgressException exception = await Assert.ThrowsAsync<EgressException>(() => waiting);
        Assert.Equal(EgressError.TimedOut, exception.Error);
        Assert.EndsWith("The body did not go on within 10 s.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_response_that_nobody_reads_ends_with_its_time_and_never_looks_complete()
    {
        FakeTimeProvider time = new();
        using SemaphoreSlim next = new(1);
        TaskCompletionSource ended = new();
        await using LoopbackServer server = Endless("x", next, ended);
        HttpGrant grant = EgressFixture.Grant($"http://one.example:{server.Port}") with { Limits = new() { MaxConcurrentRequests = 1 } };
        using EgressFixture fixture = new(grant, time: time);
        EgressRequest request = new("GET", $"http://one.example:{server.Port}/");
        EgressResponse response = await fixture.Session.SendAsync(request);
        Assert.Equal(1, await response.ReadAsync(new byte[1]));
        time.Advance(TimeSpan.FromSeconds(15));
        await ended.Task;
        EgressException exception = await Assert.ThrowsAsync<EgressException>(() => response.ReadAsync(new byte[1]).AsTask());
        Assert.Equal(EgressError.TimedOut, exception.Error);
        (await fixture.Session.SendAsync(request)).Dispose();
    }

    [Fact]
    public async Task A_body_without_end_ends_at_the_limit()
    {
        TaskCompletionSource ended = new();
        await using LoopbackServer server = Endless(new string('x', 10_000), next: null, ended);
        using EgressFixture fixture = new(Limited(server, 1_000_000));
        EgressException exception = await fixture.FailsAsync(EgressError.ResponseTooLarge, $"http://one.example:{server.Port}/");
        Assert.EndsWith("The response's body has more than 1000000 bytes.", exception.Message, StringComparison.Ordinal);
        await ended.Task;
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_bomb_of_compressed_bytes_is_counted_and_handed_on_as_it_is(string encoding)
    {
        string bomb = Encoding.Latin1.GetString(Compress(encoding, new byte[20_000_000]));
        await using LoopbackServer server = new(_ => LoopbackServer.Ok(bomb, $"Content-Encoding: {encoding}\r\n"));
        using EgressFixture fixture = new(Limited(server, bomb.Length));
        EgressRequest request = new("GET", $"http://one.example:{server.Port}/") { Headers = [new("Accept-Encoding", encoding)] };
        using EgressResponse response = await fixture.Session.SendAsync(request);
        Assert.Equal(bomb, await EgressFixture.ReadAsync(response));
        Assert.Equal(encoding, response.Headers.Single(header => header.Key == "Content-Encoding").Value);
    }

    [Theory]
    [InlineData("Content-Length: {0}\r\n\r\n{1}")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n{0:x}\r\n{1}\r\n0\r\n\r\n")]
    [InlineData("\r\n{1}")]
    public async Task A_body_of_the_limit_is_read_and_one_of_a_byte_more_is_not(string response)
    {
        const int Limit = 5000;
        await using LoopbackServer server = new(async (request, stream, token) =>
        {
            int length = request.Contains("/over", StringComparison.Ordinal) ? Limit + 1 : Limit;
            string text = string.Format(null, response, length, new string('x', length));
            await LoopbackServer.WriteAsync(stream, $"HTTP/1.1 200 OK\r\n{text}", token);
            stream.Close();
        });
        using EgressFixture fixture = new(Limited(server, Limit));
        Assert.Equal(Limit, (await fixture.GetAsync($"http://one.example:{server.Port}/")).Body.Length);
        await fixture.FailsAsync(EgressError.ResponseTooLarge, $"http://one.example:{server.Port}/over");
    }

    [Fact]
    public async Task A_length_over_the_limit_is_refused_before_the_body_comes()
    {
        await using LoopbackServer server = new(_ => "HTTP/1.1 200 OK\r\nContent-Length: 9000000000\r\n\r\n");
        using EgressFixture fixture = new(EgressFixture.Grant($"http://one.example:{server.Port}"));
        EgressRequest request = new("GET", $"http://one.example:{server.Port}/");
        EgressException exception = await Assert.ThrowsAsync<EgressException>(() => fixture.Session.SendAsync(request));
        Assert.Equal(EgressError.ResponseTooLarge, exception.Error);
        Assert.Equal((200, ""), await fixture.GetAsync(request.Url, "HEAD"));
    }

    [Theory]
    [InlineData("Content-Length: 10\r\n\r\nhello")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\na\r\nhello")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n")]
    public async Task A_body_that_is_cut_off_never_looks_complete(string response)
    {
        await using LoopbackServer closing = LoopbackServer.Closing($"HTTP/1.1 200 OK\r\n{response}");
        await using LoopbackServer resetting = LoopbackServer.Resetting($"HTTP/1.1 200 OK\r\n{response}");
        using EgressFixture fixture = new(EgressFixture.Grant("http://one.example:*"));
        await fixture.FailsAsync(EgressError.ConnectionFailed, $"http://one.example:{closing.Port}/");
        await fixture.FailsAsync(EgressError.ConnectionFailed, $"http://one.example:{resetting.Port}/");
    }

    [Theory]
    [InlineData("zz\r\nhello\r\n0\r\n\r\n")]
    [InlineData("-5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("0x5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("\r\nhello\r\n0\r\n\r\n")]
    [InlineData("10000000000000005\r\nhello\r\n0\r\n\r\n")]
    [InlineData("5\r\nhello0\r\n\r\n")]
    [InlineData("3\r\nhello\r\n0\r\n\r\n")]
    public async Task A_chunk_whose_size_is_none_is_an_invalid_response(string chunks)
    {
        await using LoopbackServer server = LoopbackServer.Closing($"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}");
        using EgressFixture fixture = new(EgressFixture.Grant($"http://one.example:{server.Port}"));
        await fixture.FailsAsync(EgressError.InvalidResponse, $"http://one.example:{server.Port}/");
    }

    [Theory]
    [InlineData("5;extension=", "x", EgressError.ConnectionFailed)]
    [InlineData("0\r\n", "X-Trailer: a\r\n", EgressError.ResponseTooLarge)]
    public async Task A_flood_after_a_chunk_ends_at_a_limit(string start, string part, EgressError error)
    {
        TaskCompletionSource ended = new();
        await using LoopbackServer server = new(async (_, stream, token) =>
        {
            try
            {
                await LoopbackServer.WriteAsync(stream, $"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{start}", token);
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
        await fixture.FailsAsync(error, $"http://one.example:{server.Port}/");
        await ended.Task;
    }

    [Fact]
    public async Task What_a_server_sends_after_the_body_is_not_the_next_response()
    {
        await using LoopbackServer server = new(_ => LoopbackServer.Ok("hello") + LoopbackServer.Ok("forged"));
        using EgressFixture fixture = new(EgressFixture.Grant($"http://one.example:{server.Port}"));
        for (int i = 0; i < 10; i++)
        {
            Assert.Equal((200, "hello"), await fixture.GetAsync($"http://one.example:{server.Port}/"));
        }
    }

    [Theory]
    [InlineData("204 No Content", "GET")]
    [InlineData("304 Not Modified", "GET")]
    [InlineData("200 OK", "HEAD")]
    public async Task A_response_that_has_no_body_has_none(string status, string method)
    {
        await using LoopbackServer server = new(_ => LoopbackServer.Respond(status, "forged"));
        using EgressFixture fixture = new(EgressFixture.Grant($"http://one.example:{server.Port}"));
        Assert.Equal("", (await fixture.GetAsync($"http://one.example:{server.Port}/", method)).Body);
    }

    [Fact]
    public async Task A_response_that_is_disposed_of_closes_its_connection()
    {
        using SemaphoreSlim next = new(1);
        TaskCompletionSource ended = new();
        await using LoopbackServer server = Endless("x", next, ended);
        using EgressFixture fixture = new(EgressFixture.Grant($"http://one.example:{server.Port}"));
        EgressResponse response = await fixture.Session.SendAsync(new EgressRequest("GET", $"http://one.example:{server.Port}/"));
        response.Dispose();
        response.Dispose();
        await ended.Task;
        await Assert.ThrowsAsync<ObjectDisposedException>(() => response.ReadAsync(new byte[1]).AsTask());
    }

    private static HttpGrant Limited(LoopbackServer server, long bytes) =>
        EgressFixture.Grant($"http://one.example:{server.Port}") with { Limits = new() { MaxResponseBodyBytes = bytes } };

    /// <summary>A server that writes a part for each permit, or without end, until the client closes the connection.</summary>
    private static LoopbackServer Endless(string part, SemaphoreSlim? next, TaskCompletionSource? ended = null) =>
        new(async (_, stream, token) =>
        {
            try
            {
                await LoopbackServer.WriteAsync(stream, "HTTP/1.1 200 OK\r\n\r\n", token);
                Task closed = LoopbackServer.UntilClosedAsync(stream, token);
                while (!closed.IsCompleted)
                {
                    Task permit = next?.WaitAsync(token) ?? Task.CompletedTask;
                    await Task.WhenAny(permit, closed);
                    await LoopbackServer.WriteAsync(stream, permit.IsCompleted ? part : "", token);
                }
            }
            finally
            {
                ended?.TrySetResult();
            }
        });

    private static byte[] Compress(string encoding, byte[] bytes)
    {
        using MemoryStream compressed = new();
        using (Stream stream = encoding == "gzip"
            ? new GZipStream(compressed, CompressionLevel.Optimal)
            : new BrotliStream(compressed, CompressionLevel.Optimal))
        {
            stream.Write(bytes);
        }

        return compressed.ToArray();
    }
}
