using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;

namespace Ngixi.Capabilities.Tests.Http;

/// <summary>Whether a server has to prove that it is the host of the URL.</summary>
public sealed class TlsTests
{
    private const string ForServers = "1.3.6.1.5.5.7.3.1";
    private const string ForClients = "1.3.6.1.5.5.7.3.2";

    [Fact]
    public async Task A_server_with_a_certificate_for_the_name_is_trusted_and_asked_for_by_that_name()
    {
        using X509Certificate2 root = Root();
        using X509Certificate2 certificate = Issue(root, names => names.AddDnsName("one.example"));
        await using LoopbackServer server = new(_ => LoopbackServer.Ok("hello"), certificate);
        using EgressFixture fixture = Trusting(root);
        Assert.Equal((200, "hello"), await fixture.GetAsync($"https://ONE.example.:{server.Port}/"));
        Assert.Equal(["one.example"], server.ServerNames);
        Assert.Contains($"\r\nHost: one.example:{server.Port}\r\n", Assert.Single(server.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_needs_a_certificate_for_the_address()
    {
        using X509Certificate2 root = Root();
        using X509Certificate2 right = Issue(root, names => names.AddIpAddress(IPAddress.Loopback));
        using X509Certificate2 wrong = Issue(root, names => names.AddDnsName("one.example"));
        await using LoopbackServer trusted = new(_ => LoopbackServer.Ok("hello"), right);
        await using LoopbackServer refused = new(_ => LoopbackServer.Ok("hello"), wrong);
        using EgressFixture fixture = Trusting(root);
        Assert.Equal((200, "hello"), await fixture.GetAsync($"https://127.0.0.1:{trusted.Port}/"));
        await fixture.FailsAsync(EgressError.TlsFailed, $"https://127.0.0.1:{refused.Port}/");
    }

    [Theory]
    [InlineData("two.example", 1, ForServers)]
    [InlineData("*.one.example", 1, ForServers)]
    [InlineData("one.example", -1, ForServers)]
    [InlineData("one.example", 1, ForClients)]
    public async Task A_certificate_for_something_else_is_refused(string name, int daysLeft, string use)
    {
        using X509Certificate2 root = Root();
        using X509Certificate2 certificate = Issue(root, names => names.AddDnsName(name), daysLeft, use);
        await using LoopbackServer server = new(_ => LoopbackServer.Ok("hello"), certificate);
        using EgressFixture fixture = Trusting(root);
        EgressException exception = await fixture.FailsAsync(EgressError.TlsFailed, $"https://one.example:{server.Port}/?key=secret");
        Assert.Contains("The server did not prove who it is", exception.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_certificate_that_nobody_else_signed_is_refused()
    {
        using X509Certificate2 root = Root();
        using X509Certificate2 certificate = Issue(null, names => names.AddDnsName("one.example"));
        await using LoopbackServer server = new(_ => LoopbackServer.Ok("hello"), certificate);
        using EgressFixture own = Trusting(root);
        using EgressFixture systems = new(EgressFixture.Grant($"https://one.example:{server.Port}"));
        await own.FailsAsync(EgressError.TlsFailed, $"https://one.example:{server.Port}/");
        await systems.FailsAsync(EgressError.TlsFailed, $"https://one.example:{server.Port}/");
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task What_a_certificate_names_is_not_fetched()
    {
        await using LoopbackServer issuers = new(_ => LoopbackServer.Ok());
        string url = $"http://127.0.0.1:{issuers.Port}/";
        using X509Certificate2 root = Root();
        using X509Certificate2 between = Root("CN=Between");
        using X509Certificate2 certificate = Issue(between, names => names.AddDnsName("one.example"), extensions:
        [
            new X509AuthorityInformationAccessExtension([url], [url]),
            CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([url]),
        ]);
        await using LoopbackServer server = new(_ => LoopbackServer.Ok("hello"), certificate);
        using EgressFixture unknown = Trusting(root);
        await unknown.FailsAsync(EgressError.TlsFailed, $"https://one.example:{server.Port}/");
        using EgressFixture known = Trusting(between);
        Assert.Equal((200, "hello"), await known.GetAsync($"https://one.example:{server.Port}/"));
        Assert.Equal(0, issuers.Connections);
    }

    [Fact]
    public async Task A_server_without_TLS_is_refused()
    {
        await using LoopbackServer server = new((_, _, _) => Task.CompletedTask, greeting: LoopbackServer.Ok());
        using EgressFixture fixture = new(EgressFixture.Grant($"https://one.example:{server.Port}"));
        await fixture.FailsAsync(EgressError.TlsFailed, $"https://one.example:{server.Port}/");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_redirect_from_https_to_http_needs_a_grant_of_its_own(bool isGranted)
    {
        using X509Certificate2 root = Root();
        using X509Certificate2 certificate = Issue(root, names => names.AddDnsName("one.example"));
        await using LoopbackServer plain = new(_ => LoopbackServer.Ok("plain"));
        await using LoopbackServer secure = new(_ => LoopbackServer.Redirect($"http://one.example:{plain.Port}/"), certificate);
        HttpGrant grant = EgressFixture.Grant("https://one.example:*", "http://one.example:*") with
        {
            MaxRedirects = 1,
            AllowRedirectsToHttp = isGranted,
        };
        using EgressFixture fixture = new(grant, roots: [root]);
        EgressRequest request = new("GET", $"https://one.example:{secure.Port}/");
        if (isGranted)
        {
            Assert.Equal((200, "plain"), await fixture.GetAsync(request.Url));
            return;
        }

        Denial denial = await fixture.DeniedAsync(request);
        Assert.Equal(("The redirect leads from https to http", "AllowRedirectsToHttp = true"), (denial.Reason, denial.Grant));
        Assert.Equal(0, plain.Connections);
    }

    [Fact]
    public async Task A_handshake_that_does_not_go_on_ends_at_the_time_for_the_response()
    {
        FakeTimeProvider time = new();
        await using LoopbackServer server = new(_ => LoopbackServer.Ok());
        HttpGrant grant = EgressFixture.Grant($"https://one.example:{server.Port}") with { Limits = Unhurried };
        using EgressFixture fixture = new(grant, time: time);
        Task<EgressException> failing = fixture.FailsAsync(EgressError.TimedOut, $"https://one.example:{server.Port}/");
        await server.Connected;
        time.Advance(grant.Limits.FirstByteTimeout);
        Assert.EndsWith("There was no response within 10 s.", (await failing).Message, StringComparison.Ordinal);
    }

    /// <summary>The handshake's own time is the system's.</summary>
    private static HttpLimits Unhurried => new() { ConnectTimeout = TimeSpan.FromHours(1) };

    private static EgressFixture Trusting(X509Certificate2 root) =>
        new(EgressFixture.Grant("https://one.example:*", "https://127.0.0.1:*"), roots: [root]);

    private static X509Certificate2 Root(string name = "CN=Root")
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-10), DateTimeOffset.UtcNow.AddDays(10));
    }

    private static X509Certificate2 Issue(
        X509Certificate2? root,
        Action<SubjectAlternativeNameBuilder> name,
        int daysLeft = 1,
        string use = ForServers,
        params X509Extension[] extensions)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=Server", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        name(names);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], true));
        foreach (X509Extension extension in extensions)
        {
            request.CertificateExtensions.Add(extension);
        }

        (DateTimeOffset first, DateTimeOffset last) = (DateTimeOffset.UtcNow.AddDays(-5), DateTimeOffset.UtcNow.AddDays(daysLeft));
        if (root is null)
        {
            return request.CreateSelfSigned(first, last);
        }

        using X509Certificate2 issued = request.Create(root, first, last, [1, 2, 3, 4]);
        return issued.CopyWithPrivateKey(key);
    }
}
