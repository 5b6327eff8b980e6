using System.Net;
using System.Text;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Capabilities.Tests.Support;

namespace Ngixi.Capabilities.Tests.Http;

/// <summary>Guests in each language ask a server through their stubs.</summary>
public sealed class HttpGuestTests
{
    private const string Secret = "Bearer 5ec7e7-0f-7he-h057";

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public async Task A_guest_asks_and_reads_as_the_recipe_says(GuestLanguage language)
    {
        await using LoopbackServer server = new(_ => LoopbackServer.Ok("pong, in pieces"));
        using HttpGuest guest = new(language, server);
        Assert.Equal(["200 pong, in pieces"], guest.Run("ask"));
        string sent = $"POST /ask?key=k HTTP/1.1\r\nHost: one.example:{server.Port}\r\nContent-Length: 4\r\n\r\nping";
        Assert.Equal(sent, Assert.Single(server.Requests));
    }

    [Fact]
    public async Task What_the_host_looks_up_for_a_request_may_go_on_where_it_began()
    {
        await using LoopbackServer server = new(_ => LoopbackServer.Ok("pong"));
        HttpGrant grant = EgressFixture.Grant($"http://one.example:{server.Port}");
        using EgressFixture egress = new(grant, new YieldingResolver());
        using RawHttp guest = new(egress.Gate);

        // Were the guest's thread to wait for what goes on there, it would wait for ever.
        int response = await Task.Run(() => guest.Ask($"http://one.example:{server.Port}/")).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal("pong", guest.ReadAll(response));
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public async Task A_refused_request_is_no_response_for_the_guest_and_the_grant_to_add_for_the_host(GuestLanguage language)
    {
        await using LoopbackServer server = new(_ => LoopbackServer.Ok());
        using HttpGuest guest = new(language, server);
        Assert.Equal(["null"], guest.Run("askElsewhere"));
        string elsewhere = $"http://two.example:{server.Port}";
        Assert.Equal(
            $"The module billing was denied http: GET `{elsewhere}/`. No target of the grant is {elsewhere}. "
            + $"To allow it, add: Allow = [\"{elsewhere}\"]",
            guest.HostLog);
        Assert.Equal(0, server.Connections);
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public async Task A_guest_sends_headers_a_body_in_pieces_and_a_secret_that_it_never_has(GuestLanguage language)
    {
        const string Headers = "X-Tag: a\r\nx-tag: b\r\nX-None-Such: é\r\n";
        await using LoopbackServer server = new(_ => LoopbackServer.Respond("201 Created", "made", Headers));
        using HttpGuest guest = new(language, server, grant => grant with
        {
            Credentials = [new HttpCredential("key", grant.Allow, "Authorization", Secret)],
        });
        Assert.Equal(
            ["late: 2", "a, b, null", "X-Tag: a", "X-Tag: b", "X-None-Such: é", "Content-Length: 4", "201 made"],
            guest.Run("upload"));
        Assert.Equal(
            $"PUT /upload HTTP/1.1\r\nHost: one.example:{server.Port}\r\nX-Own: 1\r\nAuthorization: {Secret}\r\n"
            + "Content-Type: text/plain\r\nContent-Length: 6\r\n\r\nonetwo",
            Assert.Single(server.Requests));
        AssertNotInMemory(guest, Secret);
        AssertNotInMemory(guest, "Bearer");
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public async Task Several_requests_are_under_way_at_once(GuestLanguage language)
    {
        using CountdownEvent all = new(3);
        await using LoopbackServer server = new(async (request, stream, token) =>
        {
            all.Signal();
            await Task.Run(() => all.Wait(token), token);
            await LoopbackServer.WriteAsync(stream, LoopbackServer.Ok(request.Split(' ')[1]), token);
        });
        using HttpGuest guest = new(language, server);
        Assert.Equal(["200 /2", "again: 12", "200 /1", "again: 12", "200 /0", "again: 12"], guest.Run("several"));
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public async Task Seven_requests_at_once_are_one_too_many(GuestLanguage language)
    {
        await using LoopbackServer server = new(async (_, stream, token) => await Task.Delay(Timeout.Infinite, token));
        using HttpGuest guest = new(language, server);
        Assert.Equal(
            [.. Enumerable.Repeat("started", 6), "error 3: The request is too large, or there are too many."], guest.Run("flood"));
        Assert.EndsWith("Limits = new() { MaxConcurrentRequestsPerInstance = … }", guest.HostLog, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public async Task A_header_with_a_line_break_is_no_request(GuestLanguage language)
    {
        await using LoopbackServer server = new(_ => LoopbackServer.Ok());
        using HttpGuest guest = new(language, server);
        Assert.Equal(["error 2: The request cannot be read."], guest.Run("tryHeader"));
        Assert.Equal(0, server.Connections);
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public async Task A_secret_for_another_target_is_denied(GuestLanguage language)
    {
        await using LoopbackServer server = new(_ => LoopbackServer.Ok());
        using HttpGuest guest = new(language, server, grant => grant with
        {
            Credentials = [new HttpCredential("elsewhere", ["http://two.example"], "Authorization", Secret)],
        });
        Assert.Equal(["error 1: The grant does not allow the request."], guest.Run("tryCredential"));
        Assert.Contains("The credential elsewhere is not for GET http://one.example", guest.HostLog, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, guest.HostLog, StringComparison.Ordinal);
        Assert.Equal(0, server.Connections);
        AssertNotInMemory(guest, Secret);
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public async Task A_body_over_the_cap_ends_where_the_cap_is(GuestLanguage language)
    {
        await using LoopbackServer server = new(async (_, stream, token) =>
        {
            await LoopbackServer.WriteAsync(stream, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n12345678\r\n", token);
            await LoopbackServer.WriteAsync(stream, "4\r\n9012\r\n0\r\n\r\n", token);
        });
        using HttpGuest guest = new(language, server, grant => grant with { Limits = new() { MaxResponseBodyBytes = 10 } });
        Assert.Equal(["200 12345678 error 9"], guest.Run("receive"));
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public async Task A_failure_is_a_code_when_the_response_is_received(GuestLanguage language)
    {
        await using LoopbackServer server = new((_, _, _) => throw new IOException("The server goes away."));
        using HttpGuest guest = new(language, server);
        Assert.Equal(["error 5"], guest.Run("receive"));
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public async Task A_failure_comes_with_the_response_however_fast_the_network_fails(GuestLanguage language)
    {
        await using LoopbackServer server = new(_ => LoopbackServer.Ok());
        using HttpGuest guest = new(language, server, wrap: _ => new FailingHandler());
        Assert.Equal(["error 5"], guest.Run("receive"));
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public async Task A_response_may_be_received_in_a_later_call(GuestLanguage language)
    {
        await using LoopbackServer server = new(_ => LoopbackServer.Ok("later"));
        using HttpGuest guest = new(language, server);
        Assert.Empty(guest.Run("keep"));
        Assert.Equal(["200 later"], guest.RunAgain("receiveKept"));
    }

    private static void AssertNotInMemory(HttpGuest guest, string text)
    {
        Memory memory = guest.Instance.GetMemory("memory")!;
        ReadOnlySpan<byte> all = memory.GetSpan(0, checked((int)memory.GetLength()));
        Assert.Equal(-1, all.IndexOf(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(-1, all.IndexOf(Encoding.Unicode.GetBytes(text)));
        Assert.NotEqual(-1, all.IndexOf(Encoding.UTF8.GetBytes("one.example")) & all.IndexOf(Encoding.Unicode.GetBytes("one.example")));
    }

    private sealed class YieldingResolver : IHostResolver
    {
        public async ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
        {
            await Task.Yield();
            return [IPAddress.Loopback];
        }
    }

    /// <summary>A network that fails before the guest goes on.</summary>
    private sealed class FailingHandler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromException<HttpResponseMessage>(new HttpRequestException("The network is down."));
    }
}
