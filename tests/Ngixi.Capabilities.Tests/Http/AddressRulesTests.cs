using System.Net;

namespace Ngixi.Capabilities.Tests.Http;

public sealed class AddressRulesTests
{
    /// <summary>
    /// Each range of the registries that is not public: its first and last address, and its neighbours, if these are public.
    /// </summary>
    public static TheoryData<string, string, string?, string?> Ranges => new()
    {
        { "0.0.0.0", "0.255.255.255", null, "1.0.0.0" },
        { "10.0.0.0", "10.255.255.255", "9.255.255.255", "11.0.0.0" },
        { "100.64.0.0", "100.127.255.255", "100.63.255.255", "100.128.0.0" },
        { "127.0.0.0", "127.255.255.255", "126.255.255.255", "128.0.0.0" },
        { "168.63.129.16", "168.63.129.16", "168.63.129.15", "168.63.129.17" },
        { "169.254.0.0", "169.254.255.255", "169.253.255.255", "169.255.0.0" },
        { "172.16.0.0", "172.31.255.255", "172.15.255.255", "172.32.0.0" },
        { "192.0.0.0", "192.0.0.255", "191.255.255.255", "192.0.1.0" },
        { "192.0.2.0", "192.0.2.255", "192.0.1.255", "192.0.3.0" },
        { "192.31.196.0", "192.31.196.255", "192.31.195.255", "192.31.197.0" },
        { "192.52.193.0", "192.52.193.255", "192.52.192.255", "192.52.194.0" },
        { "192.88.99.0", "192.88.99.255", "192.88.98.255", "192.88.100.0" },
        { "192.168.0.0", "192.168.255.255", "192.167.255.255", "192.169.0.0" },
        { "192.175.48.0", "192.175.48.255", "192.175.47.255", "192.175.49.0" },
        { "198.18.0.0", "198.19.255.255", "198.17.255.255", "198.20.0.0" },
        { "198.51.100.0", "198.51.100.255", "198.51.99.255", "198.51.101.0" },
        { "203.0.113.0", "203.0.113.255", "203.0.112.255", "203.0.114.0" },
        { "224.0.0.0", "239.255.255.255", "223.255.255.255", null },
        { "240.0.0.0", "255.255.255.255", null, null },
        { "::", "::1", null, null },
        { "100::", "100::ffff:ffff:ffff:ffff", null, null },
        { "100:0:0:1::", "100:0:0:1:ffff:ffff:ffff:ffff", null, null },
        { "2001:1::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", null, "2001:200::" },
        { "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db9::" },
        { "2620:4f:8000::", "2620:4f:8000:ffff:ffff:ffff:ffff:ffff", "2620:4f:7fff:ffff:ffff:ffff:ffff:ffff", "2620:4f:8001::" },
        { "3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", "3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "3fff:1000::" },
        { "4000::", "5eff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", null },
        { "5f00::", "5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff", null, null },
        { "fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", null, null },
        { "fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff", null, null },
        { "fec0::", "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", null, null },
        { "ff00::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", null, null },
        { "64:ff9b:2::", "64:ff9b:ffff:ffff:ffff:ffff:ffff:ffff", null, null },
    };

    /// <summary>The forms of IPv6 that lead to an IPv4 address; {0} and {1} are its halves in hexadecimal, {2} its text.</summary>
    public static TheoryData<string> Forms =>
    [
        "::ffff:{2}",
        "::{2}",
        "::ffff:0:{2}",
        "64:ff9b::{2}",
        "64:ff9b:1::{2}",
        "64:ff9b:1:77:0:0:{2}",
        "2002:{0}:{1}::1",
        "2002:{0}:{1}:0:0:5efe:808:808",
        "2002:808:808:0:0:5efe:{2}",
        "2001:0:{0}:{1}:0:0:f7f7:f7f7",
        "2606:4700:1:1:0:5efe:{2}",
        "2606:4700:1:1:200:5efe:{2}",
    ];

    [Theory]
    [MemberData(nameof(Ranges))]
    public void A_range_that_is_not_public_is_refused_from_its_first_address_to_its_last(
        string first, string last, string? before, string? after)
    {
        Assert.Equal(IPAddress.Parse(first), Judge(first)?.Address);
        Assert.Equal(IPAddress.Parse(last), Judge(last)?.Address);
        Assert.All(new[] { before, after }.OfType<string>(), neighbour => Assert.Null(Judge(neighbour)));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void An_address_that_leads_to_a_private_one_is_refused_and_named(string form)
    {
        foreach (string address in new[] { "127.0.0.1", "10.0.0.5", "169.254.169.254", "192.168.1.1" })
        {
            Assert.Equal(IPAddress.Parse(address), Judge(Embed(form, address))?.Address);
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void An_address_that_leads_to_a_public_one_is_allowed(string form) => Assert.Null(Judge(Embed(form, "8.8.8.8")));

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_grant_of_an_address_is_one_of_what_leads_to_it(string form)
    {
        Assert.Null(Judge(Embed(form, "10.0.0.5"), "10.0.0.0/8"));
        Assert.NotNull(Judge(Embed(form, "192.168.0.5"), "10.0.0.0/8"));
    }

    [Theory]
    [InlineData("64:ff9b:1:a00:0:500::", "10.0.0.5")]
    [InlineData("64:ff9b:1:a00:0:500:808:808", "10.0.0.5")]
    [InlineData("64:ff9b:1:a:0:5::", "10.0.0.5")]
    [InlineData("64:ff9b:1:0:a:0:500:0", "10.0.0.5")]
    [InlineData("64:ff9b:1::", "0.0.0.0")]
    public void A_networks_own_NAT64_prefix_may_have_any_length(string address, string leadsTo) =>
        Assert.Equal(IPAddress.Parse(leadsTo), Judge(address)?.Address);

    [Theory]
    [InlineData("2001:0:7f00:1:0:0:f7f7:f7f7", "127.0.0.1")]
    [InlineData("2001:0:808:808:0:0:80ff:fffe", "127.0.0.1")]
    public void Both_addresses_of_Teredo_count(string address, string leadsTo) =>
        Assert.Equal(IPAddress.Parse(leadsTo), Judge(address)?.Address);

    [Theory]
    [InlineData("::1%1", "::1")]
    [InlineData("fe80::1%2", "fe80::1")]
    [InlineData("fd00:ec2::254%3", "fd00:ec2::254")]
    public void A_scope_changes_nothing(string address, string judged)
    {
        Assert.Equal(IPAddress.Parse(judged), Judge(address)?.Address);
        Assert.Null(Judge(address, judged));
    }

    [Theory]
    [InlineData("169.254.169.254", "169.254.0.0/16")]
    [InlineData("169.254.170.2", "0.0.0.0/0")]
    [InlineData("169.254.170.23", "169.254.170.0/24")]
    [InlineData("168.63.129.16", "168.63.129.16/31")]
    [InlineData("100.100.100.200", "100.64.0.0/10")]
    [InlineData("192.0.0.192", "192.0.0.0/24")]
    [InlineData("fd00:ec2::254", "fd00::/8")]
    [InlineData("fd00:ec2::23", "::/0")]
    [InlineData("fd20:ce::254", "fd20:ce::/32")]
    [InlineData("169.254.0.23", "169.254.0.0/16")]
    [InlineData("169.254.42.42", "169.254.0.0/16")]
    [InlineData("fd00:42::42", "fd00::/8")]
    [InlineData("fe80::a9fe:a9fe", "fe80::/10")]
    [InlineData("64:ff9b::a9fe:a9fe", "169.254.0.0/16")]
    [InlineData("64:ff9b::a9fe:a9fe", "64:ff9b::/96")]
    [InlineData("2002:a9fe:a9fe::1", "2000::/3")]
    [InlineData("2606:4700::5efe:a9fe:a9fe", "2606:4700::/32")]
    public void A_metadata_service_has_to_be_named_itself(string address, string block)
    {
        RefusedAddress? refused = Judge(address, block);
        Assert.Equal("the metadata service of a cloud", refused?.What);
        Assert.Null(Judge(address, $"{refused!.Address}"));
    }

    [Theory]
    [InlineData("64:ff9b:1:a9fe:a9:fe00::", "64:ff9b:1::/48")]
    [InlineData("64:ff9b:1:a9:fe:a9fe::", "64:ff9b:1::/48")]
    [InlineData("2001:0:a9fe:a9fe::", "2001::/32")]
    [InlineData("2001:0:808:808::5601:5601", "::/0")]
    public void A_block_is_no_grant_of_what_leads_to_a_metadata_service(string address, string block)
    {
        Assert.Equal("the metadata service of a cloud", Judge(address, block)?.What);
        Assert.Null(Judge(address, address));
    }

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("93.184.216.34")]
    [InlineData("2606:4700::1111")]
    [InlineData("2a00:1450:4001::200e")]
    public void A_public_address_is_allowed(string address) => Assert.Null(Judge(address));

    private static string Embed(string form, string ipv4)
    {
        byte[] bytes = IPAddress.Parse(ipv4).GetAddressBytes();
        return string.Format(null, form, $"{(bytes[0] << 8) | bytes[1]:x}", $"{(bytes[2] << 8) | bytes[3]:x}", ipv4);
    }

    private static RefusedAddress? Judge(string address, params string[] granted) =>
        AddressRules.Judge(IPAddress.Parse(address), [.. granted.Select(AddressRange.Parse)]);
}
