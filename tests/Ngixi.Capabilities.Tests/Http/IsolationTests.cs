using System.Net;

namespace Ngixi.Capabilities.Tests.Http;

/// <summary>Modules share nothing with each other, and nothing with the process.</summary>
public sealed class IsolationTests
{
    [Fact]
    public async Task Modules_do_not_share_connections()
    {
        await using LoopbackServer server = new(_ => LoopbackServer.Ok("hello"));
        HttpGrant grant = EgressFixture.Grant($"http://one.example:{server.Port}");
        using EgressFixture one = new(grant);
        using EgressFixture two = new(grant);
        for (int i = 0; i < 3; i++)
        {
            await one.GetAsync($"http://one.example:{server.Port}/");
            await two.GetAsync($"http://one.example:{server.Port}/");
        }

        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task A_guest_that_asks_many_hosts_has_few_connections_kept()
    {
        await using LoopbackServer server = new(_ => LoopbackServer.Ok("hello"));
        HttpGrant grant = EgressFixture.Grant($"http://*.example:{server.Port}") with { Limits = new() { MaxConcurrentRequests = 2 } };
        HostileResolver resolver = new((_, _) => Task.FromResult<IReadOnlyList<IPAddress>>([IPAddress.Loopback]));
        using EgressFixture fixture = new(grant, resolver);
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal((200, "hello"), await fixture.GetAsync($"http://n{i}.example:{server.Port}/"));
        }

        Assert.Equal(
            [.. Enumerable.Repeat(false, 3), .. Enumerable.Repeat(true, 17)],
            server.Requests.Select(request => request.Contains("\r\nConnection: close\r\n", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Cookies_of_a_server_are_the_guests_to_send_or_not()
    {
        await using LoopbackServer server = new(_ => LoopbackServer.Ok("hello", "Set-Cookie: a=b; Path=/\r\n"));
        using EgressFixture fixture = new(EgressFixture.Grant($"http://one.example:{server.Port}"));
        await fixture.GetAsync($"http://one.example:{server.Port}/");
        await fixture.GetAsync($"http://one.example:{server.Port}/");
        Assert.All(server.Requests, request => Assert.DoesNotContain("Cookie", request, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("401 Unauthorized", "WWW-Authenticate: Negotiate\r\nWWW-Authenticate: NTLM\r\nWWW-Authenticate: Basic realm=\"a\"\r\n")]
    [InlineData("407 Proxy Authentication Required", "Proxy-Authenticate: Basic realm=\"a\"\r\n")]
    public async Task The_process_does_not_answer_for_a_guest_that_is_asked_who_it_is(string status, string headers)
    {
        await using LoopbackServer server = new(_ => LoopbackServer.Respond(status, "who?", headers));
        using EgressFixture fixture = new(EgressFixture.Grant($"http://one.example:{server.Port}"));
        Assert.Equal("who?", (await fixture.GetAsync($"http://one.example:{server.Port}/")).Body);
        Assert.DoesNotContain("Authorization", Assert.Single(server.Requests), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_proxy_of_the_process_is_not_used()
    {
        await using LoopbackServer proxy = new(_ => LoopbackServer.Ok("proxy"));
        await using LoopbackServer server = new(_ => LoopbackServer.Ok("server"));
        IWebProxy before = HttpClient.DefaultProxy;
        HttpClient.DefaultProxy = new WebProxy("127.0.0.1", proxy.Port);
        try
        {
            using EgressFixture fixture = new(EgressFixture.Grant($"http://one.example:{server.Port}"));
            Assert.Equal((200, "server"), await fixture.GetAsync($"http://one.example:{server.Port}/"));
            Assert.Equal(0, proxy.Connections);
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }
    }

    [Fact]
    public async Task An_alternative_that_a_server_names_is_not_taken()
    {
        await using LoopbackServer other = new(_ => LoopbackServer.Ok("other"));
        string alternatives = $"Alt-Svc: h3=\":{other.Port}\", http/1.1=\":{other.Port}\"\r\n";
        await using LoopbackServer server = new(_ => LoopbackServer.Ok("hello", alternatives));
        using EgressFixture fixture = new(EgressFixture.Grant($"http://one.example:{server.Port}"));
        Assert.Equal((200, "hello"), await fixture.GetAsync($"http://one.example:{server.Port}/"));
        Assert.Equal((200, "hello"), await fixture.GetAsync($"http://one.example:{server.Port}/"));
        Assert.Equal(0, other.Connections);
    }
}
