using System.Text;

namespace Ngixi.Capabilities.Tests.Http;

/// <summary>Each way to fail, a hundred times with one place: a failure that kept its place would be the last.</summary>
public sealed class LeakTests
{
    private const int Times = 100;

    [Theory]
    [InlineData("/close", EgressError.ConnectionFailed)]
    [InlineData("/reset", EgressError.ConnectionFailed)]
    [InlineData("/not-http", EgressError.InvalidResponse)]
    [InlineData("/switch", EgressError.InvalidResponse)]
    [InlineData("/two-lengths", EgressError.InvalidResponse)]
    [InlineData("/many-headers", EgressError.ResponseTooLarge)]
    [InlineData("/large-head", EgressError.ResponseTooLarge)]
    [InlineData("/large-body", EgressError.ResponseTooLarge)]
    [InlineData("/large-chunks", EgressError.ResponseTooLarge)]
    [InlineData("/cut", EgressError.ConnectionFailed)]
    [InlineData("/reset-body", EgressError.ConnectionFailed)]
    [InlineData("/bad-chunk", EgressError.InvalidResponse)]
    [InlineData("/redirect-private", EgressError.Denied)]
    [InlineData("/redirect-file", EgressError.InvalidResponse)]
    [InlineData("/redirect-twice", EgressError.InvalidResponse)]
    [InlineData("/redirect-self", EgressError.TooManyRedirects)]
    [InlineData("https:", EgressError.TlsFailed)]
    [InlineData("unknown", EgressError.NameNotResolved)]
    [InlineData("private", EgressError.Denied)]
    [InlineData("closed", EgressError.ConnectionFailed)]
    [InlineData("credential", EgressError.CredentialUnavailable)]
    [InlineData("bad-credential", EgressError.CredentialUnavailable)]
    [InlineData("pieces", EgressError.LimitReached)]
    [InlineData("handler", EgressError.ConnectionFailed)]
    [InlineData("hang", EgressError.TimedOut)]
    public async Task A_failure_makes_place_for_the_next_request(string way, EgressError error)
    {
        await using LoopbackServer server = new(AnswerAsync);
        await using LoopbackServer greeting = new((_, _, _) => Task.CompletedTask, greeting: "no TLS\r\n");
        int port = server.Port;
        HttpGrant grant = EgressFixture.Grant("http://*.example:*", "https://one.example:*") with
        {
            MaxRedirects = 1,
            Credentials =
            [
                new("failing", ["http://one.example:*"], "X-Key", _ => throw new InvalidOperationException("secret")),
                new("broken", ["http://one.example:*"], "X-Key", _ => ValueTask.FromResult("a\r\nb")),
            ],
            Limits = new()
            {
                MaxConcurrentRequests = 1,
                MaxConcurrentRequestsPerInstance = 1,
                MaxBurst = 10_000,
                MaxRequestsPerCall = 10_000,
                MaxResponseBodyBytes = 10,
                MaxResponseHeaders = 10,
                MaxResponseHeaderKibibytes = 1,
                MaxRequestBodyBytes = 10,
            },
        };
        ScriptedResolver resolver = new(("one.example", [[EgressFixture.Loopback]]), ("private.example", [["10.0.0.1"]]));
        using EgressFixture fixture = new(grant, resolver, wrap: inner => new FailingHandler(inner));
        EgressRequest request = way switch
        {
            "https:" => new("GET", $"https://one.example:{greeting.Port}/"),
            "unknown" => new("GET", $"http://unknown.example:{port}/"),
            "private" => new("GET", $"http://private.example:{port}/"),
            "closed" => new("GET", "http://one.example:1/"),
            "credential" => new("GET", $"http://one.example:{port}/") { Credential = "failing" },
            "bad-credential" => new("GET", $"http://one.example:{port}/") { Credential = "broken" },
            "pieces" => new("POST", $"http://one.example:{port}/free") { BodyPieces = LargePieces() },
            "handler" => new("GET", $"http://one.example:{port}/") { Headers = [new("X-Fail", "1")] },
            "hang" => new("GET", $"http://one.example:{port}/hang") { Timeout = TimeSpan.FromMilliseconds(1) },
            _ => new("GET", $"http://one.example:{port}{way}"),
        };
        for (int i = 0; i < Times; i++)
        {
            await fixture.FailsAsync(error, request);
            fixture.Session.BeginCall();
        }

        Assert.Equal((200, ""), await fixture.GetAsync($"http://one.example:{port}/free"));
    }

    private static async Task AnswerAsync(string request, Stream stream, CancellationToken token)
    {
        string path = request.Split(' ')[1];
        if (path == "/hang")
        {
            await LoopbackServer.UntilClosedAsync(stream, token);
            return;
        }

        await LoopbackServer.WriteAsync(stream, Answer(path), token);
        if (path.StartsWith("/reset", StringComparison.Ordinal))
        {
            LoopbackServer.Reset(stream);
        }
        else if (path != "/free" && !path.StartsWith("/redirect", StringComparison.Ordinal))
        {
            stream.Close();
        }
    }

    private static string Answer(string path) => path switch
    {
        "/close" or "/reset" => "",
        "/not-http" => "hello\r\n\r\n",
        "/switch" => "HTTP/1.1 101 Switching Protocols\r\n\r\n",
        "/two-lengths" => "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx",
        "/many-headers" => LoopbackServer.Ok("", string.Concat(Enumerable.Repeat("X: a\r\n", 10))),
        "/large-head" => LoopbackServer.Ok("", $"X: {new string('x', 2000)}\r\n"),
        "/large-body" => LoopbackServer.Ok("12345678901"),
        "/large-chunks" => "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n12345678901\r\n0\r\n\r\n",
        "/cut" or "/reset-body" => "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nx",
        "/bad-chunk" => "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nz\r\n",
        "/redirect-private" => LoopbackServer.Redirect("http://private.example/"),
        "/redirect-file" => LoopbackServer.Redirect("file:///etc/passwd"),
        "/redirect-twice" => LoopbackServer.Redirect("/free\r\nLocation: /free"),
        "/redirect-self" => LoopbackServer.Redirect("/redirect-self"),
        _ => LoopbackServer.Ok(),
    };

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> LargePieces()
    {
        yield return Encoding.ASCII.GetBytes("1234567890");
        await Task.Yield();
        yield return Encoding.ASCII.GetBytes("1");
    }

    /// <summary>A handler of the host that fails where a request asks it to.</summary>
    private sealed class FailingHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.Headers.Contains("X-Fail") ? throw new InvalidOperationException("secret") : base.SendAsync(request, cancellationToken);
    }
}
