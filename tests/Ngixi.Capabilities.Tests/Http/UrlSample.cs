using System.Globalization;
using System.Net;

namespace Ngixi.Capabilities.Tests.Http;

/// <summary>A random URL, and where it leads by what it was made of; nowhere if a part of it is bad.</summary>
internal sealed record UrlSample(string Text, string Scheme, string? Host, int Port)
{
    private static readonly string[] Names =
    [
        "a.example", "b.a.example", "c.b.a.example", "ba.example", "example", "a.example.evil.example", "a_b.example",
        "xn--bcher-kva.example", "1a.example", "0x7f.example",
    ];

    private static readonly string[] BadHosts =
    [
        "", ".", "a..example", ".a.example", "-a.example", "a-.example", "a.example..", "a%2eexample", "%61.example", "a!example",
        "*.example", "a,b.example", "a.example.1", "a.0x1", "1.2.3.4.5", "256.1.1.1", "1.2.3.256", "1.2.65536", "4294967296",
        "0x100000000", "08.1.1.1", "1..2.3", "1.2.3.4..", "0x.1.2.3", "[", "[]", "[::1", "::1", "[:::1]", "[1::2::3]", "[12345::]",
        "[1:2:3:4:5:6:7:8:9]", "[1.2.3.4]", "[::1]x", "a[::1]", "[::1].", "a.example%00", "a.example%20",
    ];

    private static readonly string[] Addresses =
    [
        "8.8.8.8", "8.8.4.4", "1.1.1.1", "10.0.0.5", "10.255.0.1", "127.0.0.1", "169.254.169.254", "192.168.1.1", "0.0.0.0",
        "255.255.255.255", "93.184.216.34",
    ];

    private static readonly string[] LongAddresses =
    [
        "::", "::1", "2606:4700::1111", "2001:db8::1", "fd00:ec2::254", "fe80::1", "::ffff:8.8.8.8", "::ffff:127.0.0.1", "64:ff9b::8.8.8.8",
        "64:ff9b::10.0.0.5", "2002:808:808::1", "2002:7f00:1::1", "::8.8.8.8", "2001:0:808:808:0:0:f7f7:f7f7", "2606:4700::5efe:10.0.0.5",
    ];

    private static readonly string[] Rests =
    [
        "", "/", "/a/b", "/a/../../b", "/./a/.", "/%2e%2e/a", "/%00", "/a;b", "?", "?a=b", "?a@b:1/c", "#", "#a", "#@evil.example/", "?#",
        "/@evil.example/", "//evil.example/", "/http://evil.example/", "/a:80", "/é", "/?q=é", "/%", "/%zz", "/a|b", "/a\"b", "/{}",
        "/a?b#c@d:e/f",
    ];

    private static readonly string[] BadRests =
        [" ", "/ ", "/a b", "\\", "/\\", "\\@evil.example/", "/\t", "/\r\nHost: b", "/\0", "/\u007f"];

    /// <summary>The host that a name or an address has in a grant.</summary>
    public static string HostOf(IPAddress address)
    {
        IPAddress one = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return one.ToString().Contains(':') ? $"[{one}]" : $"{one}";
    }

    public static UrlSample Make(Random random)
    {
        bool isBad = false;
        string scheme = Pick(random, ["http", "https", "HTTP", "hTTps"], ["ftp", "ws", "file", "httpx", "http+unix", ""], ref isBad);
        string separator = Pick(random, ["://"], [":", ":/", ":///", ":\\\\", "//", ""], ref isBad);
        string user = Pick(random, [""], ["user@", "user:pw@", "@", "a.example@", "a.example:80@", ":@", "%40@"], ref isBad);
        (string host, string? canonical) = MakeHost(random);
        (string port, int? number) = MakePort(random);
        string rest = Pick(random, Rests, BadRests, ref isBad);
        string plain = scheme.ToLowerInvariant();
        isBad = isBad || canonical is null || number < 0;
        return new UrlSample(
            $"{scheme}{separator}{user}{host}{port}{rest}", plain, isBad ? null : canonical, number ?? (plain == "https" ? 443 : 80));
    }

    private static string Pick(Random random, string[] good, string[] bad, ref bool isBad)
    {
        if (random.Next(16) != 0)
        {
            return good[random.Next(good.Length)];
        }

        isBad = true;
        return bad[random.Next(bad.Length)];
    }

    private static (string Text, int? Number) MakePort(Random random) => random.Next(12) switch
    {
        0 => (":", null),
        1 => (":80", 80),
        2 => (":443", 443),
        3 => (":8080", 8080),
        4 => (":08080", 8080),
        5 => (":65535", 65535),
        6 => (new[] { ":0", ":65536", ":-1", ":+80", ":8o", ":99999999999", ":80:80", ":0x50", ":8 0" }[random.Next(9)], -1),
        _ => ("", null),
    };

    private static (string Text, string? Canonical) MakeHost(Random random)
    {
        string dot = random.Next(6) == 0 ? "." : "";
        switch (random.Next(8))
        {
            case 0:
                return (BadHosts[random.Next(BadHosts.Length)], null);
            case 1 or 2:
                IPAddress four = IPAddress.Parse(Addresses[random.Next(Addresses.Length)]);
                return (Spell(random, four) + dot, HostOf(four));
            case 3:
                IPAddress six = IPAddress.Parse(LongAddresses[random.Next(LongAddresses.Length)]);
                return ($"[{SpellLong(random, six)}]", HostOf(six));
            default:
                string name = Names[random.Next(Names.Length)];
                return (Shout(random, name) + dot, name);
        }
    }

    private static string Shout(Random random, string text) =>
        string.Concat(text.Select(letter => random.Next(4) == 0 ? char.ToUpperInvariant(letter) : letter));

    /// <summary>An IPv4 address in one to four parts, each in decimal, octal or hexadecimal.</summary>
    private static string Spell(Random random, IPAddress address)
    {
        byte[] bytes = address.GetAddressBytes();
        int parts = random.Next(2) == 0 ? 4 : random.Next(1, 5);
        long last = bytes[(parts - 1)..].Aggregate(0L, (value, part) => (value << 8) | part);
        return string.Join('.', bytes[..(parts - 1)].Select(part => Number(random, part)).Append(Number(random, last)));
    }

    private static string Number(Random random, long value) => random.Next(5) switch
    {
        0 => "0x" + value.ToString("x", CultureInfo.InvariantCulture),
        1 => "0X" + value.ToString("X8", CultureInfo.InvariantCulture),
        2 => "0" + Convert.ToString(value, 8),
        _ => value.ToString(CultureInfo.InvariantCulture),
    };

    private static string SpellLong(Random random, IPAddress address)
    {
        byte[] bytes = address.GetAddressBytes();
        string[] groups = [.. bytes.Chunk(2).Select(two => ((two[0] << 8) | two[1]).ToString(random.Next(2) == 0 ? "x4" : "X", null))];
        string dotted = $"{string.Join(':', groups[..6])}:{bytes[12]}.{bytes[13]}.{bytes[14]}.{bytes[15]}";
        string text = new[] { address.ToString(), string.Join(':', groups), dotted }[random.Next(3)];
        return random.Next(6) == 0 ? $"{text}%25{random.Next(1, 9)}" : text;
    }
}
