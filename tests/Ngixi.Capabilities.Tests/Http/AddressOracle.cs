using System.Globalization;
using System.Net;

namespace Ngixi.Capabilities.Tests.Http;

/// <summary>
/// A second judgement of addresses, written for the tests alone: over hexadecimal digits, from the registries' own lists. It shares no
/// code with the gate.
/// </summary>
internal static class AddressOracle
{
    /// <summary>Of RFC 6890 and the registries of special-purpose addresses.</summary>
    public static readonly string[] Denied =
    [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24",
        "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "::/128", "::1/128", "100::/64", "100:0:0:1::/64", "2001::/23", "2001:db8::/32", "2620:4f:8000::/48", "3fff::/20", "5f00::/16",
        "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
    ];

    public static readonly string[] Metadata =
    [
        "169.254.169.254", "169.254.170.2", "169.254.170.23", "169.254.0.23", "169.254.42.42", "168.63.129.16", "100.100.100.200",
        "192.0.0.192", "fd00:ec2::254", "fd00:ec2::23", "fd20:ce::254", "fd00:42::42", "fe80::a9fe:a9fe",
    ];

    /// <summary>Says whether an address may be dialled.</summary>
    /// <param name="address">The address.</param>
    /// <param name="granted">Blocks that may be although they are not public.</param>
    public static bool Allows(IPAddress address, params string[] granted)
    {
        string digits = Digits(address);
        string[] within = Within(digits);
        bool isMetadata = within.Append(digits).Any(one => Metadata.Any(text => Digits(IPAddress.Parse(text)) == one));
        if (granted.Any(block => IsIn(digits, block) && (!isMetadata || IsOne(block))))
        {
            return true;
        }

        if (Metadata.Any(text => Digits(IPAddress.Parse(text)) == digits))
        {
            return false;
        }

        // Where it is but a road to IPv4, the end of the road counts alone.
        return within.All(one => Allows(Address(one), granted)) && (IsRoad(digits) || !IsDenied(digits));
    }

    /// <summary>The digits of an address, 8 or 32; those of IPv4 within ::ffff:0:0/96 are IPv4's.</summary>
    private static string Digits(IPAddress address)
    {
        string digits = Convert.ToHexString(address.GetAddressBytes());
        return digits.StartsWith("00000000000000000000FFFF", StringComparison.Ordinal) && digits.Length == 32 ? digits[24..] : digits;
    }

    private static IPAddress Address(string digits) => new(Convert.FromHexString(digits));

    private static bool IsDenied(string digits) =>
        Denied.Any(block => IsIn(digits, block)) || (digits.Length == 32 && digits[0] is not ('2' or '3'));

    private static bool IsRoad(string digits) => digits.Length == 32
        && (digits[..24] == "0064FF9B0000000000000000"
            || digits[..24] == "0000000000000000FFFF0000"
            || (digits[..24] == new string('0', 24) && digits[24..] is not ("00000000" or "00000001"))
            || digits[..12] == "0064FF9B0001"
            || digits[..4] == "2002"
            || digits[..8] == "20010000");

    /// <summary>The digits of the IPv4 addresses that an IPv6 address leads to.</summary>
    private static string[] Within(string digits)
    {
        if (digits.Length == 8)
        {
            return [];
        }

        if (digits[..8] == "20010000")
        {
            string client = (~uint.Parse(digits[24..], NumberStyles.HexNumber, null)).ToString("X8", null);
            return [digits[8..16], client];
        }

        if (digits[..12] == "0064FF9B0001")
        {
            // RFC 6052, 2.2: prefixes of 48, 56, 64 and 96 bits; digits 16 and 17 are left out.
            string without = digits[..16] + digits[18..];
            string[] places = [without[12..20], without[14..22], without[16..24], digits[24..]];
            string[] used = [.. places.Where(place => place[..2] != "00")];
            return used.Length == 0 ? places : used;
        }

        List<string> within = [];
        if (digits[..4] == "2002")
        {
            within.Add(digits[4..12]);
        }

        bool isIsatap = digits[16..24] is "00005EFE" or "02005EFE";
        if (isIsatap || (IsRoad(digits) && digits[..4] != "2002"))
        {
            within.Add(digits[24..]);
        }

        return [.. within];
    }

    private static bool IsIn(string digits, string block)
    {
        string[] parts = block.Split('/');
        string first = Convert.ToHexString(IPAddress.Parse(parts[0]).GetAddressBytes());
        int length = parts.Length == 2 ? int.Parse(parts[1], null) : first.Length * 4;
        return first.Length == digits.Length && Bits(first)[..length] == Bits(digits)[..length];
    }

    private static bool IsOne(string block) => !block.Contains('/') || block.EndsWith("/128", StringComparison.Ordinal);

    private static string Bits(string digits) =>
        string.Concat(digits.Select(digit => Convert.ToString(Convert.ToInt32($"{digit}", 16), 2).PadLeft(4, '0')));
}
