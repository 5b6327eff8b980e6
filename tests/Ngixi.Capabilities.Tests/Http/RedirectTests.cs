using System.Text;

namespace Ngixi.Capabilities.Tests.Http;

public sealed class RedirectTests
{
    /// <summary>Hosts that no redirect may lead to, and the address that each is or leads to.</summary>
    public static TheoryData<string, string> PrivateHosts => new()
    {
        { "10.0.0.1", "10.0.0.1" },
        { "192.168.1.1", "192.168.1.1" },
        { "127.0.0.2", "127.0.0.2" },
        { "127.0.0.2.", "127.0.0.2" },
        { "2130706434", "127.0.0.2" },
        { "0x7f000002", "127.0.0.2" },
        { "0x7F.0.0.2", "127.0.0.2" },
        { "0177.0.0.02", "127.0.0.2" },
        { "017700000002", "127.0.0.2" },
        { "127.2", "127.0.0.2" },
        { "0", "0.0.0.0" },
        { "[::]", "::" },
        { "[::1]", "::1" },
        { "[::1%25lo]", "::1" },
        { "[::127.0.0.2]", "127.0.0.2" },
        { "[::ffff:127.0.0.2]", "127.0.0.2" },
        { "[::ffff:7f00:2]", "127.0.0.2" },
        { "[::ffff:0:127.0.0.2]", "127.0.0.2" },
        { "[64:ff9b::7f00:2]", "127.0.0.2" },
        { "[64:ff9b:1::7f00:2]", "127.0.0.2" },
        { "[2002:7f00:2::]", "127.0.0.2" },
        { "[2001:0:7f00:2::f7f7:f7f7]", "127.0.0.2" },
        { "[2001:0:808:808::80ff:fffd]", "127.0.0.2" },
        { "[2606:4700::5efe:127.0.0.2]", "127.0.0.2" },
        { "[2606:4700::200:5efe:127.0.0.2]", "127.0.0.2" },
        { "[fe80::1]", "fe80::1" },
        { "[fd12::1]", "fd12::1" },
        { "169.254.169.254", "169.254.169.254" },
        { "0xa9fea9fe", "169.254.169.254" },
        { "[fd00:ec2::254]", "fd00:ec2::254" },
        { "[::ffff:169.254.169.254]", "169.254.169.254" },
        { "private.example", "127.0.0.2" },
        { "metadata.example", "169.254.169.254" },
    };

    [Theory]
    [MemberData(nameof(PrivateHosts))]
    public async Task A_redirect_to_an_address_that_is_not_public_is_denied(string host, string address)
    {
        foreach (string scheme in new[] { "http:", "" })
        {
            await using LoopbackServer server = new(_ => LoopbackServer.Redirect($"{scheme}//{host}/latest/"));
            ScriptedResolver resolver = new(
                ("one.example", [[EgressFixture.Loopback]]),
                ("private.example", [["127.0.0.2"]]),
                ("metadata.example", [["169.254.169.254"]]));
            HttpGrant grant = EgressFixture.Grant("http://0.0.0.0/0:*", "http://[::/0]:*", "http://*.example:*") with { MaxRedirects = 1 };
            using EgressFixture fixture = new(grant, resolver);
            Denial denial = await fixture.DeniedAsync(new EgressRequest("GET", $"http://one.example:{server.Port}/?key=secret"));
            string reason = $"The host leads to {address}, which is not of the public internet (";
            Assert.StartsWith(reason, denial.Reason, StringComparison.Ordinal);
            Assert.EndsWith($"/latest/`, a redirect of `http://one.example:{server.Port}/`", denial.Request, StringComparison.Ordinal);
            Assert.Single(server.Requests);
        }
    }

    [Theory]
    [InlineData("ftp://one.example/", EgressError.InvalidResponse)]
    [InlineData("file:///etc/passwd", EgressError.InvalidResponse)]
    [InlineData("javascript:alert(1)", EgressError.InvalidResponse)]
    [InlineData("data:text/plain,hello", EgressError.InvalidResponse)]
    [InlineData("gopher://one.example/", EgressError.InvalidResponse)]
    [InlineData("ws://one.example/", EgressError.InvalidResponse)]
    [InlineData("http:one.example", EgressError.InvalidResponse)]
    [InlineData("http:/one.example", EgressError.InvalidResponse)]
    [InlineData("http://", EgressError.InvalidResponse)]
    [InlineData("http:///one.example/", EgressError.InvalidResponse)]
    [InlineData("/\\one.example/", EgressError.InvalidResponse)]
    [InlineData("\\\\one.example\\", EgressError.InvalidResponse)]
    [InlineData("/a b", EgressError.InvalidResponse)]
    [InlineData("/a\tb", EgressError.InvalidResponse)]
    [InlineData("/a\rX-Forged: b", EgressError.InvalidResponse)]
    [InlineData("/a\u00E9", EgressError.InvalidResponse)]
    [InlineData("/a\r\nLocation: /b", EgressError.InvalidResponse)]
    [InlineData("///one.example/", EgressError.InvalidRequest)]
    [InlineData("http://user:hidden@one.example/", EgressError.InvalidRequest)]
    [InlineData("//user:hidden@one.example/", EgressError.InvalidRequest)]
    [InlineData("http://one.example@evil.example/", EgressError.InvalidRequest)]
    [InlineData("http://one.example:0/", EgressError.InvalidRequest)]
    [InlineData("http://one.example:65536/", EgressError.InvalidRequest)]
    [InlineData("http://one%2eexample/", EgressError.InvalidRequest)]
    [InlineData("http://one.example:1/", EgressError.Denied)]
    [InlineData("http://evil.example/", EgressError.Denied)]
    [InlineData("//evil.example/", EgressError.Denied)]
    [InlineData("https://one.example/", EgressError.Denied)]
    public async Task A_redirect_that_a_guest_could_not_ask_for_itself_is_refused(string location, EgressError error)
    {
        await using LoopbackServer server = new(_ => LoopbackServer.Redirect(location));
        using EgressFixture fixture = new(Following($"http://one.example:{server.Port}"));
        EgressException exception = await fixture.FailsAsync(error, $"http://one.example:{server.Port}/?key=hidden");
        Assert.DoesNotContain("hidden", exception.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", fixture.LogText, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("x", "/a/x")]
    [InlineData("./x", "/a/x")]
    [InlineData("../x", "/x")]
    [InlineData("../../../x", "/x")]
    [InlineData("/x?y#z", "/x?y")]
    [InlineData("?y=1", "/a/b?y=1")]
    [InlineData("#z", "/a/b?c")]
    [InlineData("//one.example:{0}/x", "/x")]
    [InlineData("HTTP://ONE.example.:{0}/x", "/x")]
    [InlineData("//one.example:{0}", "/")]
    [InlineData("x//y@z:1/http://evil.example", "/a/x//y@z:1/http://evil.example")]
    public async Task A_redirect_within_the_target_is_followed(string location, string path)
    {
        int answered = 0;
        LoopbackServer server = null!;
        await using (server = new(_ => answered++ == 0
            ? LoopbackServer.Redirect(string.Format(null, location, server.Port))
            : LoopbackServer.Ok("hello")))
        {
            string origin = $"http://one.example:{server.Port}";
            using EgressFixture fixture = new(Following(origin));
            using EgressResponse response = await fixture.Session.SendAsync(new EgressRequest("GET", $"{origin}/a/b?c"));
            Assert.Equal("hello", await EgressFixture.ReadAsync(response));
            Assert.Equal(origin + path, response.Url.AbsoluteUri);
            Assert.StartsWith($"GET {path} HTTP/1.1\r\nHost: one.example:{server.Port}\r\n", server.Requests[1], StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("POST", "301 Moved Permanently", "GET")]
    [InlineData("POST", "302 Found", "GET")]
    [InlineData("POST", "303 See Other", "GET")]
    [InlineData("POST", "307 Temporary Redirect", "POST")]
    [InlineData("POST", "308 Permanent Redirect", "POST")]
    [InlineData("PUT", "301 Moved Permanently", "PUT")]
    [InlineData("PUT", "302 Found", "PUT")]
    [InlineData("PUT", "303 See Other", "GET")]
    [InlineData("HEAD", "303 See Other", "HEAD")]
    public async Task The_status_says_whether_the_method_and_the_body_are_kept(string method, string status, string next)
    {
        await using LoopbackServer server = new(request =>
            request.Contains("/next", StringComparison.Ordinal) ? LoopbackServer.Ok() : LoopbackServer.Redirect("/next", status));
        using EgressFixture fixture = new(Following($"http://one.example:{server.Port}"));
        EgressRequest request = new(method, $"http://one.example:{server.Port}/")
        {
            Headers = [new("X-Own", "1"), new("Content-Type", "text/plain")],
            Body = method == "HEAD" ? default : Encoding.ASCII.GetBytes("body"),
        };
        (await fixture.Session.SendAsync(request)).Dispose();
        string head = $"{next} /next HTTP/1.1\r\nHost: one.example:{server.Port}\r\nX-Own: 1\r\n";
        string rest = next == "HEAD" ? "Content-Type: text/plain\r\nContent-Length: 0\r\n\r\n"
            : next == method ? "Content-Type: text/plain\r\nContent-Length: 4\r\n\r\nbody"
            : "\r\n";
        Assert.Equal(head + rest, server.Requests[1]);
    }

    [Fact]
    public async Task A_method_that_a_redirect_makes_has_to_be_granted_too()
    {
        await using LoopbackServer server = new(_ => LoopbackServer.Redirect("/next", "303 See Other"));
        using EgressFixture fixture = new(Following($"POST http://one.example:{server.Port}"));
        Denial denial = await fixture.DeniedAsync(new EgressRequest("POST", $"http://one.example:{server.Port}/"));
        Assert.Equal($"Allow = [\"GET http://one.example:{server.Port}\"]", denial.Grant);
    }

    [Theory]
    [InlineData("one.example", true)]
    [InlineData("two.example", false)]
    public async Task Secrets_and_unknown_headers_are_carried_within_an_origin_only(string host, bool isSameOrigin)
    {
        LoopbackServer server = null!;
        await using (server = new(request => request.StartsWith("GET /next ", StringComparison.Ordinal)
            ? LoopbackServer.Ok()
            : LoopbackServer.Redirect($"http://{host}:{server.Port}/next")))
        {
            HttpGrant grant = Following($"http://*.example:{server.Port}") with
            {
                AllowHeaders = ["Cookie"],
                Credentials = [new("key", [$"http://*.example:{server.Port}"], "X-Api-Key", "credential")],
            };
            using EgressFixture fixture = new(grant);
            EgressRequest request = new("GET", $"http://one.example:{server.Port}/")
            {
                Headers = [new("Authorization", "mine"), new("Cookie", "a=b"), new("X-Other", "1"), new("Accept", "text/plain")],
                Credential = "key",
            };
            (await fixture.Session.SendAsync(request)).Dispose();
            foreach (string header in new[] { "Authorization: mine", "Cookie: a=b", "X-Other: 1", "X-Api-Key: credential" })
            {
                Assert.Contains($"\r\n{header}\r\n", server.Requests[0], StringComparison.Ordinal);
                Assert.Equal(isSameOrigin, server.Requests[1].Contains($"\r\n{header}\r\n", StringComparison.Ordinal));
            }

            Assert.Contains("\r\nAccept: text/plain\r\n", server.Requests[1], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Another_port_is_another_origin()
    {
        await using LoopbackServer other = new(_ => LoopbackServer.Ok());
        await using LoopbackServer server = new(_ => LoopbackServer.Redirect($"http://one.example:{other.Port}/"));
        HttpGrant grant = Following("http://one.example:*") with
        {
            Credentials = [new("key", ["http://one.example:*"], "X-Api-Key", "credential")],
        };
        using EgressFixture fixture = new(grant);
        EgressRequest request = new("GET", $"http://one.example:{server.Port}/")
        {
            Credential = "key",
            Headers = [new("Authorization", "mine")],
        };
        (await fixture.Session.SendAsync(request)).Dispose();
        Assert.Equal($"GET / HTTP/1.1\r\nHost: one.example:{other.Port}\r\n\r\n", Assert.Single(other.Requests));
    }

    [Fact]
    public async Task What_was_taken_away_does_not_come_back_with_the_origin()
    {
        LoopbackServer server = null!;
        await using (server = new(request => request.Split(' ')[1] switch
        {
            "/" => LoopbackServer.Redirect($"http://two.example:{server.Port}/back"),
            "/back" => LoopbackServer.Redirect($"http://one.example:{server.Port}/end"),
            _ => LoopbackServer.Ok(),
        }))
        {
            HttpGrant grant = Following($"http://*.example:{server.Port}") with
            {
                Credentials = [new("key", [$"http://*.example:{server.Port}"], "X-Api-Key", "credential")],
            };
            using EgressFixture fixture = new(grant);
            EgressRequest request = new("GET", $"http://one.example:{server.Port}/") { Credential = "key" };
            (await fixture.Session.SendAsync(request)).Dispose();
            Assert.Equal($"GET /end HTTP/1.1\r\nHost: one.example:{server.Port}\r\n\r\n", server.Requests[2]);
        }
    }

    [Fact]
    public async Task A_credential_is_not_sent_where_a_redirect_changes_to_a_method_that_it_is_not_for()
    {
        await using LoopbackServer server = new(request => request.StartsWith("POST", StringComparison.Ordinal)
            ? LoopbackServer.Redirect("/next", "303 See Other")
            : LoopbackServer.Ok());
        HttpGrant grant = Following($"http://one.example:{server.Port}") with
        {
            Credentials = [new("key", [$"POST http://one.example:{server.Port}"], "X-Api-Key", "credential")],
        };
        using EgressFixture fixture = new(grant);
        EgressRequest request = new("POST", $"http://one.example:{server.Port}/") { Credential = "key" };
        (await fixture.Session.SendAsync(request)).Dispose();
        Assert.Contains("credential", server.Requests[0], StringComparison.Ordinal);
        Assert.DoesNotContain("credential", server.Requests[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public async Task As_many_redirects_are_followed_as_are_granted(int granted)
    {
        await using LoopbackServer server = new(request => int.Parse(request.Split(' ')[1][1..], null) is > 0 and int left
            ? LoopbackServer.Redirect($"/{left - 1}")
            : LoopbackServer.Ok("hello"));
        using EgressFixture fixture = new(Following($"http://one.example:{server.Port}") with { MaxRedirects = granted });
        Assert.Equal((200, "hello"), await fixture.GetAsync($"http://one.example:{server.Port}/{granted}"));
        Assert.Equal(granted + 1, server.Requests.Count);
        if (granted == 0)
        {
            Assert.Equal((302, "moved"), await fixture.GetAsync($"http://one.example:{server.Port}/1"));
        }
        else
        {
            EgressException exception =
                await fixture.FailsAsync(EgressError.TooManyRedirects, $"http://one.example:{server.Port}/{granted + 1}");
            Assert.EndsWith($"There were more than {granted} redirects.", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Redirects_count_as_requests()
    {
        await using LoopbackServer server = new(_ => LoopbackServer.Redirect("/"));
        HttpGrant grant = Following($"http://one.example:{server.Port}") with { Limits = new() { MaxRequestsPerCall = 3 } };
        using EgressFixture fixture = new(grant);
        Denial denial = await fixture.DeniedAsync(new EgressRequest("GET", $"http://one.example:{server.Port}/"), EgressError.LimitReached);
        Assert.Equal("The call made 3 requests already", denial.Reason);
        Assert.Equal(3, server.Requests.Count);
    }

    [Theory]
    [InlineData("300 Multiple Choices")]
    [InlineData("304 Not Modified")]
    [InlineData("305 Use Proxy")]
    [InlineData("201 Created")]
    public async Task Other_statuses_with_a_location_are_the_guests(string status)
    {
        await using LoopbackServer server = new(_ => LoopbackServer.Redirect("/next", status));
        using EgressFixture fixture = new(Following($"http://one.example:{server.Port}"));
        await fixture.GetAsync($"http://one.example:{server.Port}/");
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_redirect_without_a_location_is_the_guests()
    {
        await using LoopbackServer server = new(_ => LoopbackServer.Respond("302 Found", "where?"));
        using EgressFixture fixture = new(Following($"http://one.example:{server.Port}"));
        Assert.Equal((302, "where?"), await fixture.GetAsync($"http://one.example:{server.Port}/"));
    }

    private static HttpGrant Following(params string[] targets) =>
        EgressFixture.Grant(targets) with { MaxRedirects = HttpGrant.MostRedirects };
}
