using System.Net;

namespace Ngixi.Capabilities.Tests.Http;

/// <summary>Handlers of the host around the connections: they help, and do not lead around the grant.</summary>
public sealed class HandlerTests
{
    [Fact]
    public async Task A_handler_may_send_again()
    {
        int answered = 0;
        await using LoopbackServer server = new(async (_, stream, token) =>
        {
            string text = answered++ == 0 ? LoopbackServer.Respond("503 Service Unavailable") : LoopbackServer.Ok("hello");
            await LoopbackServer.WriteAsync(stream, text, token);
            stream.Close();
        });
        using EgressFixture fixture = With(server, async (request, send) =>
        {
            HttpResponseMessage response = await send(request);
            return response.StatusCode == HttpStatusCode.ServiceUnavailable ? await send(request) : response;
        });
        Assert.Equal((200, "hello"), await fixture.GetAsync($"http://one.example:{server.Port}/"));
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData("http://two.example:{0}/", "No target of the grant is http://two.example:{0}")]
    [InlineData("http://one.example:1/", "No target of the grant is http://one.example:1")]
    [InlineData("http://127.0.0.1:{0}/", "No target of the grant is http://127.0.0.1:{0}")]
    public async Task A_handler_that_leads_elsewhere_leads_to_a_denial(string url, string reason)
    {
        await using LoopbackServer server = new(_ => LoopbackServer.Ok());
        using EgressFixture fixture = With(server, (request, send) =>
        {
            request.RequestUri = new Uri(string.Format(null, url, server.Port));
            return send(request);
        });
        Denial denial = await fixture.DeniedAsync(new EgressRequest("GET", $"http://one.example:{server.Port}/"));
        Assert.Equal(string.Format(null, reason, server.Port), denial.Reason);
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task A_handler_that_changes_the_method_needs_a_grant_of_it()
    {
        await using LoopbackServer server = new(_ => LoopbackServer.Ok());
        using EgressFixture fixture = With(server, (request, send) =>
        {
            request.Method = new HttpMethod("PURGE");
            return send(request);
        });
        Denial denial = await fixture.DeniedAsync(new EgressRequest("GET", $"http://one.example:{server.Port}/"));
        Assert.Equal($"Allow = [\"PURGE http://one.example:{server.Port}\"]", denial.Grant);
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task What_a_handler_answers_itself_has_the_limits_of_any_response()
    {
        await using LoopbackServer server = new(_ => LoopbackServer.Ok());
        using EgressFixture fixture = With(
            server,
            (_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.Accepted) { Content = new StringContent("cached") }));
        Assert.Equal((202, "cached"), await fixture.GetAsync($"http://one.example:{server.Port}/"));
        using EgressFixture large = With(
            server,
            (_, _) => Task.FromResult(new HttpResponseMessage { Content = new ByteArrayContent(new byte[1_000_000]) }),
            new() { MaxResponseBodyBytes = 999_999 });
        await large.FailsAsync(EgressError.ResponseTooLarge, $"http://one.example:{server.Port}/");
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task A_handler_that_fails_fails_the_request_without_telling_why()
    {
        await using LoopbackServer server = new(_ => LoopbackServer.Ok());
        using EgressFixture fixture = With(server, (_, _) => throw new InvalidOperationException("secret"));
        EgressException exception = await fixture.FailsAsync(EgressError.ConnectionFailed, $"http://one.example:{server.Port}/");
        Assert.DoesNotContain("secret", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_gate_disposes_of_the_handlers()
    {
        HostHandler? handler = null;
        HttpGrant grant = EgressFixture.Grant("http://one.example");
        using (new EgressFixture(grant, wrap: inner => handler = new HostHandler(inner, (request, send) => send(request))))
        {
            Assert.False(handler!.IsDisposed);
        }

        Assert.True(handler.IsDisposed);
    }

    private static EgressFixture With(
        LoopbackServer server,
        Func<HttpRequestMessage, Func<HttpRequestMessage, Task<HttpResponseMessage>>, Task<HttpResponseMessage>> send,
        HttpLimits? limits = null) =>
        new(
            EgressFixture.Grant($"http://one.example:{server.Port}") with { Limits = limits ?? new() },
            wrap: inner => new HostHandler(inner, send));

    private sealed class HostHandler(
        HttpMessageHandler inner,
        Func<HttpRequestMessage, Func<HttpRequestMessage, Task<HttpResponseMessage>>, Task<HttpResponseMessage>> send)
        : DelegatingHandler(inner)
    {
        public bool IsDisposed { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            send(request, message => base.SendAsync(message, cancellationToken));

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
