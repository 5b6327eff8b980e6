namespace Ngixi.Capabilities.Tests.Http;

public sealed class HttpTargetTests
{
    [Theory]
    [InlineData("https://api.example.com")]
    [InlineData("http://api.example.com:8080")]
    [InlineData("https://api.example.com:8000-8010")]
    [InlineData("https://api.example.com:*")]
    [InlineData("https://*.example.com")]
    [InlineData("https://*.xn--bcher-kva.example")]
    [InlineData("https://under_score.example")]
    [InlineData("http://localhost:5000")]
    [InlineData("http://10.0.0.5")]
    [InlineData("http://10.0.0.0/8:8080")]
    [InlineData("http://[2001:db8::1]:8443")]
    [InlineData("http://[fd00::/8]:*")]
    [InlineData("GET https://api.example.com")]
    [InlineData("GET,HEAD https://api.example.com")]
    [InlineData("M-SEARCH,PROPFIND https://api.example.com")]
    public void A_target_reads_what_it_writes(string text)
    {
        HttpTarget target = HttpTarget.Parse(text);
        Assert.Equal(text, target.ToString());
        Assert.Equal(target, HttpTarget.Parse(target.ToString()));
        Assert.Equal(target.GetHashCode(), HttpTarget.Parse(text).GetHashCode());
        Assert.True(HttpTarget.TryParse(text, out HttpTarget? tried));
        Assert.Equal(target, tried);
    }

    [Theory]
    [InlineData("HTTPS://API.Example.com", "https://api.example.com")]
    [InlineData("https://api.example.com:443", "https://api.example.com")]
    [InlineData("http://api.example.com:80", "http://api.example.com")]
    [InlineData("http://api.example.com:443", "http://api.example.com:443")]
    [InlineData("http://api.example.com:1-65535", "http://api.example.com:*")]
    [InlineData("https://api.example.com:8000-8000", "https://api.example.com:8000")]
    [InlineData("http://[2001:0DB8:0:0::1]", "http://[2001:db8::1]")]
    [InlineData("http://10.0.0.5/32", "http://10.0.0.5")]
    [InlineData("HEAD,GET https://a.example", "GET,HEAD https://a.example")]
    [InlineData("GET,HEAD,POST,PUT,PATCH,DELETE https://a.example", "https://a.example")]
    public void Spellings_of_one_target_are_equal(string text, string shortest)
    {
        Assert.Equal(shortest, HttpTarget.Parse(text).ToString());
        Assert.Equal(HttpTarget.Parse(shortest), HttpTarget.Parse(text));
    }

    [Theory]
    [InlineData("", "write it like https://api.example.com")]
    [InlineData("api.example.com", "write it like https://api.example.com")]
    [InlineData("ftp://api.example.com", "does not begin with http:// or https://")]
    [InlineData("*://api.example.com", "does not begin with http:// or https://")]
    [InlineData("//api.example.com", "does not begin with http:// or https://")]
    [InlineData("https://", "has no host")]
    [InlineData("https://*", "has a * that is not all of the first label")]
    [InlineData("https://*.", "ends with a dot")]
    [InlineData("https://a.*.example.com", "has a * that is not all of the first label")]
    [InlineData("https://*example.com", "has a * that is not all of the first label")]
    [InlineData("https://*.*.example.com", "has a * that is not all of the first label")]
    [InlineData("https://*.10.0.0.1", "has no host")]
    [InlineData("https://api.example.com/", "has a path, and targets are hosts: write https://api.example.com")]
    [InlineData("https://api.example.com/v1", "has a path, and targets are hosts: write https://api.example.com")]
    [InlineData("https://api.example.com:8443/v1", "has no port after the colon")]
    [InlineData("https://api.example.com?a=b", "has a query")]
    [InlineData("https://api.example.com#a", "has a fragment")]
    [InlineData("https://user@api.example.com", "has a user name")]
    [InlineData("https://allowed.example#@evil.example", "has a user name")]
    [InlineData("https://user:secret@api.example.com", "has a user name")]
    [InlineData("https://api.example.com.", "ends with a dot: write https://api.example.com")]
    [InlineData("https://api..example.com", "has no host")]
    [InlineData("https://.example.com", "has no host")]
    [InlineData("https://-a.example.com", "has no host")]
    [InlineData("https://bücher.example", "those of other scripts as xn--…")]
    [InlineData("https://127。0。0。1", "has a character that no target has")]
    [InlineData("https://api%2eexample.com", "has an escape or a scope")]
    [InlineData("https://api.example.com\\@evil.example", "has a character that no target has")]
    [InlineData("https://api.example.com:0", "has no port after the colon")]
    [InlineData("https://api.example.com:", "has no port after the colon")]
    [InlineData("https://api.example.com:65536", "has no port after the colon")]
    [InlineData("https://api.example.com:080", "has no port after the colon")]
    [InlineData("https://api.example.com:+80", "has no port after the colon")]
    [InlineData("https://api.example.com:90-80", "has no port after the colon")]
    [InlineData("https://api.example.com:80-", "has no port after the colon")]
    [InlineData("https://api.example.com:80-90-100", "has no port after the colon")]
    [InlineData("http://2130706433", "write 127.0.0.1")]
    [InlineData("http://0x7f.1", "write 127.0.0.1")]
    [InlineData("http://0177.0.0.1", "write 127.0.0.1")]
    [InlineData("http://127.1", "write 127.0.0.1")]
    [InlineData("http://127.0.0.1.", "ends with a dot: write http://127.0.0.1")]
    [InlineData("http://1.2.3.4.5", "has no host")]
    [InlineData("http://a.0x10", "has no host")]
    [InlineData("http://10.0.0.5/8", "write 10.0.0.0/8")]
    [InlineData("http://10.0.0.0/33", "no number of 0 to 32")]
    [InlineData("http://::1", "write IPv6 in brackets")]
    [InlineData("http://[::1", "has brackets without IPv6")]
    [InlineData("http://[127.0.0.1]", "has brackets without IPv6")]
    [InlineData("http://[::ffff:10.0.0.5]", "write 10.0.0.5")]
    [InlineData("http://[fe80::1%1]", "has an escape or a scope")]
    [InlineData("get https://a.example", "A method is written in capitals")]
    [InlineData("CONNECT https://a.example", "CONNECT would make a tunnel")]
    [InlineData("TRACE https://a.example", "TRACE would show the headers")]
    [InlineData("GET,GET https://a.example", "has a method twice")]
    [InlineData("GET, HEAD https://a.example", "write it like https://api.example.com or GET,HEAD https://api")]
    [InlineData(" https://a.example", "The method is empty")]
    public void What_is_no_target_is_refused_with_what_to_write(string text, string remedy)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => HttpTarget.Parse(text));
        Assert.Contains(remedy, exception.Message, StringComparison.Ordinal);
        Assert.False(HttpTarget.TryParse(text, out _));
    }

    [Fact]
    public void A_fault_names_the_entry()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(
            () => new HttpGrant { Allow = ["https://good.example", "https://bad.example/v1"] });
        Assert.Contains(
            "The target `https://bad.example/v1` has a path, and targets are hosts: write https://bad.example.",
            exception.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_has_63_characters_at_most()
    {
        Assert.True(HttpTarget.TryParse($"https://{new string('a', 63)}.example", out _));
        Assert.False(HttpTarget.TryParse($"https://{new string('a', 64)}.example", out _));
    }

    [Fact]
    public void Targets_that_differ_are_not_equal()
    {
        HttpTarget[] targets =
        [
            "https://a.example", "http://a.example", "https://a.example:444", "https://a.example:443-444", "https://*.a.example",
            "https://b.example", "GET https://a.example", "http://10.0.0.0/8", "http://10.0.0.0/9",
        ];
        Assert.Equal(targets.Length, targets.Distinct().Count());
    }
}
