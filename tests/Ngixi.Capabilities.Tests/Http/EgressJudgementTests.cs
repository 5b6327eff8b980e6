namespace Ngixi.Capabilities.Tests.Http;

public sealed class EgressJudgementTests
{
    [Theory]
    [InlineData("https://api.example.com", "https://api.example.com")]
    [InlineData("https://api.example.com", "https://api.example.com/v1/../v2?a=b#c")]
    [InlineData("https://api.example.com", "HTTPS://API.EXAMPLE.COM/")]
    [InlineData("https://api.example.com", "https://api.example.com:443/")]
    [InlineData("https://api.example.com", "https://api.example.com./")]
    [InlineData("https://api.example.com:8443", "https://api.example.com:8443/")]
    [InlineData("https://api.example.com:8000-8010", "https://api.example.com:8000/")]
    [InlineData("https://api.example.com:8000-8010", "https://api.example.com:8010/")]
    [InlineData("https://api.example.com:*", "https://api.example.com:1/")]
    [InlineData("https://*.example.com", "https://api.example.com/")]
    [InlineData("https://*.example.com", "https://a.b.example.com/")]
    [InlineData("https://xn--bcher-kva.example", "https://bücher.example/")]
    [InlineData("https://xn--bcher-kva.example", "https://BÜCHER.example/")]
    [InlineData("http://8.8.8.8", "http://8.8.8.8/")]
    [InlineData("http://8.8.8.8", "http://8.8.8.8./")]
    [InlineData("http://8.8.8.8", "http://134744072/")]
    [InlineData("http://8.8.8.8", "http://0x08080808/")]
    [InlineData("http://8.8.8.8", "http://010.8.8.8/")]
    [InlineData("http://8.8.8.8", "http://8.8.2056/")]
    [InlineData("http://8.8.8.8", "http://[::ffff:8.8.8.8]/")]
    [InlineData("http://8.8.8.0/24", "http://8.8.8.255/")]
    [InlineData("http://[2606:4700::/32]", "http://[2606:4700::1]/")]
    [InlineData("http://[2606:4700::1]", "http://[2606:4700:0:0::1]/")]
    public void A_URL_of_a_target_is_allowed(string target, string url) => Assert.Null(Judge(url, target));

    [Theory]
    [InlineData("https://api.example.com", "http://api.example.com/")]
    [InlineData("https://api.example.com", "https://api.example.com:444/")]
    [InlineData("https://api.example.com", "https://example.com/")]
    [InlineData("https://api.example.com", "https://x.api.example.com/")]
    [InlineData("https://api.example.com", "https://api.example.com.evil.example/")]
    [InlineData("https://api.example.com", "https://api.example.community/")]
    [InlineData("https://*.example.com", "https://example.com/")]
    [InlineData("https://*.example.com", "https://evilexample.com/")]
    [InlineData("https://api.example.com:8000-8010", "https://api.example.com:7999/")]
    [InlineData("https://api.example.com:8000-8010", "https://api.example.com:8011/")]
    [InlineData("https://api.example.com:8000-8010", "https://api.example.com/")]
    [InlineData("http://8.8.8.0/24", "http://8.8.9.0/")]
    [InlineData("http://8.8.8.0/24", "http://8.8.8.8.example/")]
    [InlineData("https://*.8.example", "https://8.8.8.8/")]
    [InlineData("http://1.2.3.4", "http://1.2.3.0x1g/")]
    public void A_URL_of_no_target_is_denied(string target, string url)
    {
        Denial? denial = Judge(url, target);
        Assert.StartsWith("No target of the grant is ", denial?.Reason, StringComparison.Ordinal);
        Assert.Null(Judge(url, target, denial!));
    }

    [Theory]
    [InlineData("http://127.0.0.1/", "127.0.0.1")]
    [InlineData("http://127.0.0.1./", "127.0.0.1")]
    [InlineData("http://127。0。0。1/", "127.0.0.1")]
    [InlineData("http://2130706433/", "127.0.0.1")]
    [InlineData("http://0x7f000001/", "127.0.0.1")]
    [InlineData("http://0x7f.0.0.1/", "127.0.0.1")]
    [InlineData("http://017700000001/", "127.0.0.1")]
    [InlineData("http://0177.0.0.01/", "127.0.0.1")]
    [InlineData("http://127.1/", "127.0.0.1")]
    [InlineData("http://127.1./", "127.0.0.1")]
    [InlineData("http://0/", "0.0.0.0")]
    [InlineData("http://[::]/", "::")]
    [InlineData("http://[::1]/", "::1")]
    [InlineData("http://[::1%1]/", "::1")]
    [InlineData("http://[::1%25eth0]/", "::1")]
    [InlineData("http://[::ffff:127.0.0.1]/", "127.0.0.1")]
    [InlineData("http://[0:0:0:0:0:ffff:7f00:1]/", "127.0.0.1")]
    [InlineData("http://[::127.0.0.1]/", "127.0.0.1")]
    [InlineData("http://[64:ff9b::7f00:1]/", "127.0.0.1")]
    [InlineData("http://[2002:7f00:1::]/", "127.0.0.1")]
    [InlineData("http://169.254.169.254/latest/meta-data/", "169.254.169.254")]
    [InlineData("http://[fd00:ec2::254]/", "fd00:ec2::254")]
    [InlineData("http://[fe80::1]/", "fe80::1")]
    public void A_private_address_needs_two_grants_and_the_denial_names_both(string url, string address)
    {
        Denial? denial = Judge(url);
        Assert.EndsWith($", AllowPrivate = [\"{address}\"]", denial?.Grant, StringComparison.Ordinal);
        Assert.Null(Judge(url, null, denial!));
        string target = denial!.Grant!.Split('"')[1];
        Assert.Equal($"AllowPrivate = [\"{address}\"]", Judge(url, target)?.Grant);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/path")]
    [InlineData("api.example.com")]
    [InlineData("//api.example.com/")]
    [InlineData("http:")]
    [InlineData("http://")]
    [InlineData("http:/api.example.com/")]
    [InlineData("http:api.example.com/")]
    [InlineData("http:///api.example.com/")]
    [InlineData("https:?a")]
    [InlineData("ftp://api.example.com/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ws://api.example.com/")]
    [InlineData("gopher://api.example.com/")]
    [InlineData("data:text/plain,hello")]
    [InlineData("http+unix://%2fvar%2frun%2fdocker.sock/")]
    [InlineData("javascript:alert(1)")]
    [InlineData(" http://api.example.com/")]
    [InlineData("http://api.example.com/ ")]
    [InlineData("http://api.example.com/a b")]
    [InlineData("http://api.example.com/\r\nHost: evil.example")]
    [InlineData("http://api.example.com/\0")]
    [InlineData("http://api.example.com\t/")]
    [InlineData("http://api.example.com\\@evil.example/")]
    [InlineData("http:\\\\api.example.com\\")]
    [InlineData("http://user@api.example.com/")]
    [InlineData("http://user:secret@api.example.com/")]
    [InlineData("http://@api.example.com/")]
    [InlineData("http://api.example.com@evil.example/")]
    [InlineData("http://api.example.com:80@evil.example/")]
    [InlineData("http://api.example.com:0/")]
    [InlineData("http://api.example.com:65536/")]
    [InlineData("http://api.example.com:-1/")]
    [InlineData("http://api.example.com:8o/")]
    [InlineData("http://api%2eexample.com/")]
    [InlineData("http://%61pi.example.com/")]
    [InlineData("http://api..example.com/")]
    [InlineData("http://.api.example.com/")]
    [InlineData("http://api.example.com../")]
    [InlineData("http://./")]
    [InlineData("http://1.2.3.4.5/")]
    [InlineData("http://256.256.256.256/")]
    [InlineData("http://a.0x7f/")]
    [InlineData("http://99999999999/")]
    [InlineData("http://[::1/")]
    [InlineData("http://[::g]/")]
    [InlineData("http://[127.0.0.1]/")]
    [InlineData("http://[::1]./")]
    [InlineData("http://[::1]x/")]
    [InlineData("http://[::1].example/")]
    [InlineData("http://-api.example.com/")]
    [InlineData("http://api!example.com/")]
    [InlineData("http://*.example.com/")]
    public void A_URL_that_parsers_may_read_differently_is_refused_for_good(string url)
    {
        Denial? denial = Judge(url, "http://api.example.com:*");
        Assert.NotNull(denial);
        Assert.Null(denial.Grant);
    }

    [Fact]
    public void A_label_of_64_characters_is_no_host() => Assert.Null(Judge($"http://{new string('a', 64)}.example/")?.Grant);

    [Fact]
    public void What_stands_after_a_hash_is_not_the_host()
    {
        Assert.Null(Judge("https://api.example.com#@evil.example/", "https://api.example.com"));
        Assert.Null(Judge("https://api.example.com?@evil.example/", "https://api.example.com"));
        Assert.Null(Judge("https://api.example.com/@evil.example:80/", "https://api.example.com"));
    }

    [Fact]
    public void A_grant_allows_nothing_until_it_says_so()
    {
        const string Origin = "https://api.example.com";
        Denial? denial = Judge($"{Origin}/v1?key=secret");
        Assert.Equal(new Denial("http", $"GET `{Origin}/v1`", $"No target of the grant is {Origin}", $"Allow = [\"{Origin}\"]"), denial);
    }

    [Theory]
    [InlineData("OPTIONS", "https://api.example.com", "No target of the grant has OPTIONS for ")]
    [InlineData("POST", "GET https://api.example.com", "No target of the grant has POST for ")]
    [InlineData("PROPFIND", "https://two.example", "No target of the grant is ")]
    public void A_method_that_a_target_does_not_name_is_denied(string method, string target, string reason)
    {
        Denial? denial = Judge("https://api.example.com/", target, method: method);
        Assert.Equal($"{reason}https://api.example.com", denial?.Reason);
        Assert.Equal($"Allow = [\"{method} https://api.example.com\"]", denial?.Grant);
        Assert.Null(Judge("https://api.example.com/", target, denial!, method));
    }

    [Theory]
    [InlineData("CONNECT")]
    [InlineData("TRACE")]
    [InlineData("TRACK")]
    [InlineData("get")]
    [InlineData("")]
    [InlineData("GET /")]
    [InlineData("GET\r\nHost: evil.example")]
    [InlineData("GÉT")]
    [InlineData("A_METHOD_WITH_MORE_THAN_THIRTY_TWO")]
    public void A_method_that_no_grant_can_name_is_refused_for_good(string method)
    {
        Denial? denial = Judge("https://api.example.com/", "https://api.example.com", method: method);
        Assert.NotNull(denial);
        Assert.Null(denial.Grant);
        Assert.DoesNotContain('\n', denial.Request);
    }

    [Fact]
    public void A_URL_over_the_limit_is_denied_with_the_limit_that_it_needs()
    {
        HttpGrant grant = new() { Allow = ["https://a.example"], Limits = new() { MaxUrlBytes = 30 } };
        Assert.Null(Judge(grant, "https://a.example/123456789012"));
        Assert.Equal("Limits = new() { MaxUrlBytes = 31 }", Judge(grant, "https://a.example/1234567890123")?.Grant);

        // It counts as it is sent, escaped.
        Assert.Equal("Limits = new() { MaxUrlBytes = 36 }", Judge(grant, "https://a.example/ééé")?.Grant);
    }

    [Fact]
    public void Text_of_the_guest_is_quoted_and_cut()
    {
        string? request = Judge($"http://\u202Eevil`\n{new string('x', 5000)}")?.Request;
        Assert.StartsWith("GET `http://\\u202eevil\\u0060\\u000a", request, StringComparison.Ordinal);
        Assert.InRange(request!.Length, 50, 400);
    }

    private static Denial? Judge(string url, string? target = null, string method = "GET") => Judge(url, target, null, method);

    /// <summary>Judges with a target, and with what a denial says to add.</summary>
    private static Denial? Judge(string url, string? target, Denial? added, string method = "GET")
    {
        string[] words = added?.Grant?.Split('"') ?? [];
        List<HttpTarget> allow = [.. new[] { target }.OfType<string>().Select(HttpTarget.Parse)];
        List<AddressRange> allowPrivate = [];
        for (int i = 0; i + 1 < words.Length; i += 2)
        {
            if (words[i].Contains("AllowPrivate", StringComparison.Ordinal))
            {
                allowPrivate.Add(words[i + 1]);
            }
            else
            {
                allow.Add(words[i + 1]);
            }
        }

        return Judge(new HttpGrant { Allow = allow, AllowPrivate = allowPrivate }, url, method);
    }

    private static Denial? Judge(HttpGrant grant, string url, string method = "GET")
    {
        using EgressFixture fixture = new(grant);
        return fixture.Gate.Judge(method, url);
    }
}
