using System.Text;

namespace Ngixi.Capabilities.Tests.Http;

public sealed class EgressGateTests
{
    [Fact]
    public async Task A_request_reaches_its_target_as_the_guest_wrote_it()
    {
        await using LoopbackServer server = new(_ => LoopbackServer.Ok("hello", "X-Two: a\r\nX-Two: b\r\n"));
        using EgressFixture fixture = new(EgressFixture.Grant($"http://one.example:{server.Port}"));
        EgressRequest request = new("POST", $"http://ONE.example.:{server.Port}/a/../b?c=%20d#e")
        {
            Headers = [new("X-Own", "1"), new("Content-Type", "text/plain"), new("X-Own", "2")],
            Body = Encoding.ASCII.GetBytes("body"),
        };
        using EgressResponse response = await fixture.Session.SendAsync(request);
        Assert.Equal(200, response.Status);
        Assert.Equal("hello", await EgressFixture.ReadAsync(response));
        Assert.Equal(5, response.BytesRead);
        Assert.Equal(["a", "b"], response.Headers.Where(header => header.Key == "X-Two").Select(header => header.Value));
        Assert.Equal(
            $"POST /b?c=%20d HTTP/1.1\r\nHost: one.example:{server.Port}\r\nX-Own: 1, 2\r\n"
                + "Content-Type: text/plain\r\nContent-Length: 4\r\n\r\nbody",
            Assert.Single(server.Requests));
    }

    [Fact]
    public async Task Nothing_is_dialled_for_a_request_that_is_denied()
    {
        await using LoopbackServer server = new(_ => LoopbackServer.Ok());
        ScriptedResolver resolver = ScriptedResolver.To([EgressFixture.Loopback], "two.example");
        using EgressFixture fixture = new(EgressFixture.Grant($"http://one.example:{server.Port}"), resolver);
        Denial denial = await fixture.DeniedAsync(new EgressRequest("GET", $"http://two.example:{server.Port}/"));
        Assert.Equal($"Allow = [\"http://two.example:{server.Port}\"]", denial.Grant);
        Assert.Empty(resolver.Asked);
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task A_name_that_leads_to_a_private_address_is_denied_with_the_address_to_add()
    {
        await using LoopbackServer server = new(_ => LoopbackServer.Ok());
        HttpGrant grant = EgressFixture.Grant($"http://one.example:{server.Port}") with { AllowPrivate = [] };
        using EgressFixture fixture = new(grant);
        Denial denial = await fixture.DeniedAsync(new EgressRequest("GET", $"http://one.example:{server.Port}/"));
        Assert.Equal("The host leads to 127.0.0.1, which is not of the public internet (loopback, 127.0.0.0/8)", denial.Reason);
        Assert.Equal("AllowPrivate = [\"127.0.0.1\"]", denial.Grant);
        Assert.Equal(0, server.Connections);
    }
}
