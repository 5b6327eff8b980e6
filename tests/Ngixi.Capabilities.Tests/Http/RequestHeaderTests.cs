namespace Ngixi.Capabilities.Tests.Http;

/// <summary>What of a guest's headers and credentials reaches the server.</summary>
public sealed class RequestHeaderTests
{
    public static TheoryData<string> OfTheConnection =>
    [
        "Host", "Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authorization", "Proxy-Authenticate", "proxy-anything", "TE",
        "Trailer", "Transfer-Encoding", "Upgrade", "Content-Length", "Expect", "HTTP2-Settings", "Alt-Used",
    ];

    public static TheoryData<string> OfTheHost =>
    [
        "Cookie", "Cookie2", "Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Anything",
        "X-Real-IP", "True-Client-IP", "CF-Connecting-IP", "traceparent", "tracestate", "baggage", "b3", "X-B3-TraceId", "Request-Id",
        "Metadata", "Metadata-Flavor", "X-aws-ec2-metadata-token", "X-aws-ec2-metadata-token-ttl-seconds", "X-Google-Metadata-Request",
        "X-Identity-Header", "Sec-Fetch-Site", "Sec-WebSocket-Key", "X-HTTP-Method-Override", "X-Original-URL", "X-Rewrite-URL",
    ];

    [Theory]
    [MemberData(nameof(OfTheConnection))]
    public async Task A_header_of_the_connection_is_denied_in_any_spelling_and_cannot_be_granted(string name)
    {
        foreach (string spelling in Spellings(name))
        {
            Denial denial = await DeniedAsync(spelling, "1");
            Assert.Equal($"The header `{spelling}` is the connection's", denial.Reason);
            Assert.Null(denial.Grant);
            ArgumentException exception = Assert.Throws<ArgumentException>(() => new HttpGrant { AllowHeaders = [spelling] });
            Assert.Contains("is the connection's, which no grant can give: leave it out.", exception.Message, StringComparison.Ordinal);
            Assert.Throws<ArgumentException>(() => new HttpCredential("key", ["http://one.example"], spelling, "1"));
        }
    }

    [Theory]
    [MemberData(nameof(OfTheHost))]
    public async Task A_header_of_the_host_is_denied_in_any_spelling_until_it_is_granted(string name)
    {
        foreach (string spelling in Spellings(name))
        {
            Denial denial = await DeniedAsync(spelling, "1");
            Assert.Equal($"The header `{spelling}` is the host's", denial.Reason);
            Assert.Equal($"AllowHeaders = [\"{spelling}\"]", denial.Grant);
        }

        await using LoopbackServer server = new(_ => LoopbackServer.Ok());
        HttpGrant grant = EgressFixture.Grant($"http://one.example:{server.Port}") with { AllowHeaders = [name.ToUpperInvariant()] };
        using EgressFixture fixture = new(grant);
        EgressRequest request = new("GET", $"http://one.example:{server.Port}/") { Headers = [new(name, "1")] };
        (await fixture.Session.SendAsync(request)).Dispose();
        Assert.Contains($"\r\n{name}: 1\r\n", Assert.Single(server.Requests), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("X ")]
    [InlineData(" X")]
    [InlineData("X Y")]
    [InlineData("X\t")]
    [InlineData("X:")]
    [InlineData(":method")]
    [InlineData(":authority")]
    [InlineData("X\r\nHost")]
    [InlineData("X\0")]
    [InlineData("X\u00E9")]
    [InlineData("\u212Aeep-Alive")]
    [InlineData("X\"")]
    [InlineData("X(")]
    [InlineData("Transfer-Encoding ")]
    [InlineData("Transfer-Encoding\v")]
    public async Task A_name_that_no_header_has_is_refused_for_good(string name)
    {
        Denial denial = await DeniedAsync(name, "1", EgressError.InvalidRequest);
        Assert.EndsWith(" has a name that no header has", denial.Reason, StringComparison.Ordinal);
        Assert.Null(denial.Grant);
        Assert.Throws<ArgumentException>(() => new HttpCredential("key", ["http://one.example"], name, "1"));
    }

    [Theory]
    [InlineData("a\r\nHost: evil.example")]
    [InlineData("a\rb")]
    [InlineData("a\nb")]
    [InlineData("a\n b")]
    [InlineData("a\0b")]
    [InlineData("a\u007Fb")]
    [InlineData("a\u00E9b")]
    [InlineData("a\u560A\u560Db")]
    [InlineData(" a")]
    [InlineData("a ")]
    [InlineData("a\t")]
    public async Task A_value_that_servers_may_read_differently_is_refused_for_good(string value)
    {
        Denial denial = await DeniedAsync("X-Own", value, EgressError.InvalidRequest);
        Assert.Equal("The header `X-Own` has a value that is not printable ASCII, or begins or ends with a space", denial.Reason);
        Assert.Null(denial.Grant);
        Assert.Throws<ArgumentException>(() => new HttpCredential("key", ["http://one.example"], "X-Key", value));
    }

    [Theory]
    [InlineData("Accept", "*/*")]
    [InlineData("Accept-Encoding", "gzip, br")]
    [InlineData("Authorization", "Bearer mine")]
    [InlineData("Content-Type", "text/plain")]
    [InlineData("Content-Encoding", "gzip")]
    [InlineData("Date", "not a date")]
    [InlineData("ETag", "a")]
    [InlineData("Expires", "0")]
    [InlineData("If-Modified-Since", "yesterday")]
    [InlineData("Last-Modified", "yesterday")]
    [InlineData("Location", "a")]
    [InlineData("Origin", "null")]
    [InlineData("Range", "bytes=0-")]
    [InlineData("Referer", "a b c")]
    [InlineData("Server", "a")]
    [InlineData("Set-Cookie", "a")]
    [InlineData("User-Agent", "((")]
    [InlineData("Warning", "x")]
    [InlineData("WWW-Authenticate", "x")]
    [InlineData("X-Empty", "")]
    [InlineData("X-Tab", "a\tb")]
    [InlineData("!#$%&'*+-.^_`|~09", "x")]
    public async Task Any_other_header_reaches_the_server_as_the_guest_wrote_it(string name, string value)
    {
        foreach (string method in new[] { "GET", "POST" })
        {
            await using LoopbackServer server = new(_ => LoopbackServer.Ok());
            using EgressFixture fixture = new(EgressFixture.Grant($"http://one.example:{server.Port}"));
            EgressRequest request = new(method, $"http://one.example:{server.Port}/") { Headers = [new(name, value)] };
            (await fixture.Session.SendAsync(request)).Dispose();
            Assert.Contains($"\r\n{name}: {value}\r\n", Assert.Single(server.Requests), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("X-Api-Key")]
    [InlineData("x-api-key")]
    [InlineData("X_Api_Key")]
    public async Task A_guest_does_not_set_the_header_of_the_credential_that_it_asks_for(string name)
    {
        HttpGrant grant = EgressFixture.Grant("http://one.example") with
        {
            Credentials = [new("key", ["http://one.example"], "X-Api-Key", "secret")],
        };
        using EgressFixture fixture = new(grant);
        EgressRequest request = new("GET", "http://one.example/") { Headers = [new(name, "forged")], Credential = "key" };
        Denial denial = await fixture.DeniedAsync(request, EgressError.InvalidRequest);
        Assert.Equal("The request has the header X-Api-Key, which the credential key sets", denial.Reason);
    }

    [Fact]
    public async Task A_credential_is_added_for_its_targets_and_methods_only()
    {
        await using LoopbackServer server = new(_ => LoopbackServer.Ok());
        HttpGrant grant = EgressFixture.Grant($"http://*.example:{server.Port}") with
        {
            Credentials = [new("key", [$"GET http://one.example:{server.Port}"], "Authorization", "Bearer secret")],
        };
        using EgressFixture fixture = new(grant);
        EgressRequest request = new("GET", $"http://one.example:{server.Port}/") { Credential = "key" };
        (await fixture.Session.SendAsync(request)).Dispose();
        (await fixture.Session.SendAsync(request with { Credential = null })).Dispose();
        const string Sent = "\r\nAuthorization: Bearer secret\r\n";
        Assert.Equal([true, false], server.Requests.Select(text => text.Contains(Sent, StringComparison.Ordinal)));
        Denial method = await fixture.DeniedAsync(new EgressRequest("POST", request.Url) { Credential = "key" });
        Assert.Equal($"The credential key is not for POST http://one.example:{server.Port}", method.Reason);
        Denial host = await fixture.DeniedAsync(new EgressRequest("GET", $"http://two.example:{server.Port}/") { Credential = "key" });
        Assert.Equal($"The credential key is not for GET http://two.example:{server.Port}", host.Reason);
        Denial unknown = await fixture.DeniedAsync(request with { Credential = "other" });
        Assert.Equal("The grant has no credential `other`", unknown.Reason);
        Assert.Equal(2, server.Requests.Count);
    }

    /// <summary>The spellings that servers may take for a name.</summary>
    private static string[] Spellings(string name) =>
        [name, name.ToLowerInvariant(), name.ToUpperInvariant(), name.Replace('-', '_')];

    private static async Task<Denial> DeniedAsync(string name, string value, EgressError error = EgressError.Denied)
    {
        using EgressFixture fixture = new(EgressFixture.Grant("http://one.example"));
        EgressRequest request = new("GET", "http://one.example/") { Headers = [new("Accept", "*/*"), new(name, value)] };
        return await fixture.DeniedAsync(request, error);
    }
}
