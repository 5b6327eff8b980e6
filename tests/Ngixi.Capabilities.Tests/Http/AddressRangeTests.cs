using System.Net;

namespace Ngixi.Capabilities.Tests.Http;

public sealed class AddressRangeTests
{
    [Theory]
    [InlineData("10.0.0.5")]
    [InlineData("10.0.0.0/8")]
    [InlineData("0.0.0.0/0")]
    [InlineData("::1")]
    [InlineData("fd00::/8")]
    [InlineData("::/0")]
    public void A_range_reads_what_it_writes(string text)
    {
        AddressRange range = AddressRange.Parse(text);
        Assert.Equal(text, range.ToString());
        Assert.Equal(range, AddressRange.Parse(range.ToString()));
        Assert.Equal(range.GetHashCode(), AddressRange.Parse(text).GetHashCode());
        Assert.True(AddressRange.TryParse(text, out AddressRange? tried));
        Assert.Equal(range, tried);
    }

    [Theory]
    [InlineData("10.0.0.5/8", "write 10.0.0.0/8")]
    [InlineData("fd00::1/8", "write fd00::/8")]
    [InlineData("10.1", "write 10.0.0.1")]
    [InlineData("010.0.0.1", "write 8.0.0.1")]
    [InlineData("::ffff:10.0.0.5", "write 10.0.0.5")]
    [InlineData("10.0.0.0/33", "no number of 0 to 32")]
    [InlineData("10.0.0.0/-1", "no number of 0 to 32")]
    [InlineData("10.0.0.0/", "no number of 0 to 32")]
    [InlineData("fd00::/129", "no number of 0 to 128")]
    [InlineData("fe80::1%1", "is no IP address")]
    [InlineData("[::1]", "is no IP address")]
    [InlineData("localhost", "is no IP address")]
    [InlineData("", "is no IP address")]
    [InlineData("10.0.0.0/8/8", "is no IP address")]
    public void What_is_no_range_is_refused_with_what_to_write(string text, string remedy)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => new HttpGrant { AllowPrivate = [text] });
        Assert.Contains(remedy, exception.Message, StringComparison.Ordinal);
        Assert.False(AddressRange.TryParse(text, out _));
    }

    [Theory]
    [InlineData("10.0.0.0/8", "10.255.255.255", true)]
    [InlineData("10.0.0.0/8", "11.0.0.0", false)]
    [InlineData("10.0.0.0/8", "::ffff:10.1.2.3", true)]
    [InlineData("10.0.0.0/8", "::a00:1", false)]
    [InlineData("fe80::/10", "fe80::1%3", true)]
    [InlineData("::/0", "10.0.0.1", false)]
    public void A_range_contains_the_addresses_of_its_family(string range, string address, bool contains) =>
        Assert.Equal(contains, AddressRange.Parse(range).Contains(IPAddress.Parse(address)));
}
