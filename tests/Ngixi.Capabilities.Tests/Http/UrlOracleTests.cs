using System.Net;
using System.Text.RegularExpressions;
using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Capabilities.Tests.Http;

/// <summary>The gate and a second judgement, which knows what a URL was made of, agree about random URLs and targets.</summary>
public sealed partial class UrlOracleTests
{
    private static readonly string[] Hosts =
    [
        "a.example", "*.a.example", "*.example", "example", "xn--bcher-kva.example", "8.8.8.8", "8.8.0.0/16", "10.0.0.0/8", "127.0.0.1",
        "0.0.0.0/0", "[2606:4700::/32]", "[::/0]", "[::1]", "[64:ff9b::/96]",
    ];

    private static readonly (string Text, int First, int Last)[] Ports =
        [("", 0, 0), (":8080", 8080, 8080), (":80-443", 80, 443), (":*", 1, 65535), (":443", 443, 443)];

    private static readonly string[][] Private = [[], ["10.0.0.0/8"], ["127.0.0.1", "::1"], ["0.0.0.0/0", "::/0"]];

    [Fact]
    public void Random_URLs_are_judged_as_by_a_second_judgement()
    {
        int allowed = 0, count = 0;
        foreach (int seed in Tries.Seeds(20_000))
        {
            Random random = new(seed);
            UrlSample sample = UrlSample.Make(random);
            var targets = Enumerable.Range(0, random.Next(1, 4)).Select(_ => new Target(random)).ToArray();
            string[] granted = Private[random.Next(Private.Length)];
            HttpGrant grant = new()
            {
                Allow = [.. targets.Select(target => HttpTarget.Parse(target.Text))],
                AllowPrivate = [.. granted.Select(AddressRange.Parse)],
            };
            Refusal? refusal = new EgressPolicy(grant).JudgeTarget("GET", sample.Text, out GuestUrl? url);
            bool isAllowed = sample.Host is not null
                && targets.Any(target => target.Covers(sample))
                && IsDialled(sample.Host, granted);
            string rules = $"[{string.Join(", ", grant.Allow)}] and [{string.Join(", ", granted)}]";
            string explanation = $"NGIXI_SEED={seed} NGIXI_TRIES=1: {sample} for {rules}: {refusal?.Reason ?? "allowed"}";
            Assert.True(isAllowed == (refusal is null), explanation);
            if (refusal is null)
            {
                Assert.True((sample.Scheme, sample.Host, sample.Port) == (url!.Scheme, url.Host.Text, url.Port), explanation);
                Assert.True(url.Uri.AbsoluteUri.StartsWith($"{url.Origin}/", StringComparison.Ordinal), explanation);
            }

            allowed += isAllowed ? 1 : 0;
            count++;
        }

        Assert.True(count == 1 || allowed > count / 50, $"{allowed} of {count} were allowed.");
    }

    [Fact]
    public void A_URL_with_a_few_wrong_characters_leads_where_a_plain_reader_says_or_nowhere()
    {
        const string Alphabet =
            "/\\:@?#%.[]-_ \t\r\n\0\u007f\u00ad\u200b\u202e\u3002\uff0e\uff20\uff0f\ud800ａé*&=+;,!$'()~|\"<>^`{}0x1a";
        EgressPolicy policy = new(new HttpGrant { Allow = ["http://one.example:8080"] });
        int allowed = 0, count = 0;
        foreach (int seed in Tries.Seeds(20_000))
        {
            Random random = new(seed);
            string text = "http://one.example:8080/a?b=c";
            for (int edits = random.Next(1, 4); edits > 0; edits--)
            {
                int at = random.Next(text.Length);
                string left = Alphabet[random.Next(Alphabet.Length)].ToString();
                text = random.Next(3) switch
                {
                    0 => text.Insert(at, left),
                    1 => text.Remove(at, 1),
                    _ => text.Remove(at, 1).Insert(at, left),
                };
            }

            count++;
            if (policy.JudgeTarget("GET", text, out GuestUrl? url) is not null)
            {
                continue;
            }

            allowed++;
            string explanation = $"NGIXI_SEED={seed} NGIXI_TRIES=1: {text} leads to {url!.Uri.AbsoluteUri}";
            Assert.True(url.Uri.Authority == "one.example:8080" && url.Uri.UserInfo.Length == 0, explanation);
            Assert.True(Allowed().IsMatch(text) || !text.All(char.IsAscii), explanation);

            // What was read once reads the same again.
            Assert.Null(GuestUrl.Read(url.Uri.AbsoluteUri, out GuestUrl? again));
            Assert.True(again!.Uri.AbsoluteUri == url.Uri.AbsoluteUri, explanation);
        }

        Assert.True(count == 1 || allowed > count / 50, $"{allowed} of {count} were allowed.");
    }

    [Fact]
    public void A_text_is_a_target_that_reads_what_it_writes_or_a_fault_that_says_what_to_write()
    {
        const string Alphabet = "/\\:@?#%.[]-_ \t*,GETabc019é\ud800";
        string[] starts =
            ["https://api.example.com:8000-8010", "GET,HEAD http://10.0.0.0/8:*", "http://[2001:db8::1]:8443", "https://*.a.example"];
        int read = 0, count = 0;
        foreach (int seed in Tries.Seeds(20_000))
        {
            Random random = new(seed);
            string text = starts[random.Next(starts.Length)];
            for (int edits = random.Next(1, 4); edits > 0; edits--)
            {
                int at = random.Next(text.Length);
                text = random.Next(2) == 0 ? text.Remove(at, 1) : text.Insert(at, $"{Alphabet[random.Next(Alphabet.Length)]}");
            }

            count++;
            if (HttpTarget.TryParse(text, out HttpTarget? target))
            {
                read++;
                Assert.True(HttpTarget.Parse(target.ToString()).Equals(target), $"NGIXI_SEED={seed} NGIXI_TRIES=1: {text} reads {target}");
            }
            else
            {
                string message = Assert.Throws<ArgumentException>(() => HttpTarget.Parse(text)).Message;
                Assert.True(message.Contains("write", StringComparison.Ordinal), $"NGIXI_SEED={seed} NGIXI_TRIES=1: {message}");
            }
        }

        Assert.True(count == 1 || (read > count / 20 && read < count / 2), $"{read} of {count} were read.");
    }

    private static bool IsDialled(string host, string[] granted) =>
        !IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) || AddressOracle.Allows(address, granted);

    /// <summary>What a plain reader takes for the host and port that are granted.</summary>
    [GeneratedRegex(@"^http://one\.example\.?:0*8080([/?#]|$)", RegexOptions.IgnoreCase)]
    private static partial Regex Allowed();

    /// <summary>A random target, and what it covers.</summary>
    private sealed class Target
    {
        private readonly string scheme;
        private readonly string host;
        private readonly int first;
        private readonly int last;

        public Target(Random random)
        {
            scheme = random.Next(2) == 0 ? "http" : "https";
            host = Hosts[random.Next(Hosts.Length)];
            (string port, first, last) = Ports[random.Next(Ports.Length)];
            if (port.Length == 0)
            {
                first = last = scheme == "http" ? 80 : 443;
            }

            Text = $"{scheme}://{host}{port}";
        }

        public string Text { get; }

        public bool Covers(UrlSample sample) =>
            sample.Scheme == scheme && sample.Port >= first && sample.Port <= last && CoversHost(sample.Host!);

        private bool CoversHost(string other)
        {
            if (host.StartsWith("*.", StringComparison.Ordinal))
            {
                return Regex.IsMatch(other, $@"^[a-z0-9_.-]+{Regex.Escape(host[1..])}$");
            }

            bool isAddress = IPAddress.TryParse(other.Trim('[', ']'), out IPAddress? address);
            string plain = host.Trim('[', ']');
            return plain.Contains('/') ? isAddress && IPNetwork.Parse(plain).Contains(address!) : host == other;
        }
    }
}
