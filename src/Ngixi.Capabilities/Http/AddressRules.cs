using System.Net;
using System.Net.Sockets;

namespace Ngixi.Capabilities;

/// <summary>Which addresses are of the public internet. All others need a grant of their own.</summary>
/// <remarks>
/// The registries of special-purpose addresses (RFC 6890 and later), and the metadata services of clouds. An IPv6 address that leads
/// to an IPv4 address is judged by the latter: to block all of NAT64 would cut off networks that have IPv6 alone.
/// </remarks>
internal static class AddressRules
{
    /// <summary>
    /// Services that hand out the machine's credentials. A grant has to name the address; a block that holds it, or an IPv6 address that
    /// leads to it, is not enough.
    /// </summary>
    public static readonly IReadOnlyList<IPAddress> Metadata =
    [
        IPAddress.Parse("169.254.169.254"), // most clouds
        IPAddress.Parse("169.254.170.2"), // tasks of AWS ECS
        IPAddress.Parse("169.254.170.23"), // pods of AWS EKS
        IPAddress.Parse("169.254.0.23"), // Tencent
        IPAddress.Parse("169.254.42.42"), // Scaleway
        IPAddress.Parse("168.63.129.16"), // Azure's host
        IPAddress.Parse("100.100.100.200"), // Alibaba
        IPAddress.Parse("192.0.0.192"), // Oracle
        IPAddress.Parse("fd00:ec2::254"), // AWS
        IPAddress.Parse("fd00:ec2::23"), // pods of AWS EKS
        IPAddress.Parse("fd20:ce::254"), // Google
        IPAddress.Parse("fd00:42::42"), // Scaleway
        IPAddress.Parse("fe80::a9fe:a9fe"), // OpenStack
    ];

    /// <summary>The ranges that are not public, and what they are for.</summary>
    public static readonly IReadOnlyList<(AddressRange Range, string Name)> Denied =
    [
        ("0.0.0.0/8", "this network"),
        ("10.0.0.0/8", "a private network"),
        ("100.64.0.0/10", "a provider's shared network"),
        ("127.0.0.0/8", "loopback"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "a private network"),
        ("192.0.0.0/24", "protocol assignments"),
        ("192.0.2.0/24", "documentation"),
        ("192.31.196.0/24", "AS112"),
        ("192.52.193.0/24", "AMT"),
        ("192.88.99.0/24", "6to4 relays"),
        ("192.168.0.0/16", "a private network"),
        ("192.175.48.0/24", "AS112"),
        ("198.18.0.0/15", "benchmarks"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
        ("::", "unspecified"),
        ("::1", "loopback"),
        ("100::/64", "discard only"),
        ("100:0:0:1::/64", "dummy prefix"),
        ("2001::/23", "protocol assignments"),
        ("2001:db8::/32", "documentation"),
        ("2620:4f:8000::/48", "AS112"),
        ("3fff::/20", "documentation"),
        ("5f00::/16", "segment routing"),
        ("fc00::/7", "a unique local network"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "a site-local network"),
        ("ff00::/8", "multicast"),
    ];

    private static readonly AddressRange Unspecified = "::";
    private static readonly AddressRange Loopback = "::1";
    private static readonly AddressRange Compatible = "::/96";
    private static readonly AddressRange Translated = "::ffff:0:0:0/96";
    private static readonly AddressRange Nat64 = "64:ff9b::/96";
    private static readonly AddressRange LocalNat64 = "64:ff9b:1::/48";
    private static readonly AddressRange SixToFour = "2002::/16";
    private static readonly AddressRange Teredo = "2001::/32";
    private static readonly AddressRange Global = "2000::/3";

    /// <summary>Gets the address without a scope, and as IPv4 if it is that in IPv6's clothes.</summary>
    public static IPAddress Canonical(IPAddress address) => address switch
    {
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4(),
        { AddressFamily: AddressFamily.InterNetworkV6, ScopeId: not 0 } => new IPAddress(address.GetAddressBytes()),
        _ => address,
    };

    /// <summary>Judges an address.</summary>
    /// <param name="address">The address, in any form.</param>
    /// <param name="granted">The ranges that may be dialled although they are not public.</param>
    /// <returns>Why not to dial it; null to dial it.</returns>
    public static RefusedAddress? Judge(IPAddress address, IReadOnlyList<AddressRange> granted)
    {
        IPAddress canonical = Canonical(address);
        if (IsGranted(canonical, granted))
        {
            return null;
        }

        if (Metadata.Contains(canonical))
        {
            return new RefusedAddress(canonical, "the metadata service of a cloud");
        }

        if (canonical.AddressFamily == AddressFamily.InterNetwork)
        {
            return Refuse(canonical);
        }

        byte[] bytes = canonical.GetAddressBytes();
        return Wrapped(canonical, bytes) is { } within
            ? JudgeAll(within, granted)
            : Refuse(canonical) ?? JudgeAll(OfIsatap(bytes), granted);
    }

    private static bool IsGranted(IPAddress address, IReadOnlyList<AddressRange> granted) =>
        granted.Any(range => range.Contains(address) && (range.IsSingle || !IsMetadata(address)));

    private static bool IsMetadata(IPAddress address)
    {
        if (Metadata.Contains(address) || address.AddressFamily == AddressFamily.InterNetwork)
        {
            return Metadata.Contains(address);
        }

        byte[] bytes = address.GetAddressBytes();
        return (Wrapped(address, bytes) ?? OfIsatap(bytes)).Any(Metadata.Contains);
    }

    private static RefusedAddress? Refuse(IPAddress address)
    {
        foreach ((AddressRange range, string name) in Denied)
        {
            if (range.Contains(address))
            {
                return new RefusedAddress(address, $"{name}, {range}");
            }
        }

        return address.AddressFamily == AddressFamily.InterNetwork || Global.Contains(address)
            ? null
            : new RefusedAddress(address, $"outside of {Global}");
    }

    private static RefusedAddress? JudgeAll(IReadOnlyList<IPAddress> addresses, IReadOnlyList<AddressRange> granted) =>
        addresses.Select(address => Judge(address, granted)).FirstOrDefault(refused => refused is not null);

    /// <summary>The IPv4 addresses that an address of a transition mechanism leads to; null if it is of none.</summary>
    private static IPAddress[]? Wrapped(IPAddress address, byte[] bytes)
    {
        bool isCompatible = Compatible.Contains(address) && !Unspecified.Contains(address) && !Loopback.Contains(address);
        if (isCompatible || Translated.Contains(address) || Nat64.Contains(address))
        {
            return [Read(bytes, 12)];
        }

        if (SixToFour.Contains(address))
        {
            return [Read(bytes, 2), .. OfIsatap(bytes)];
        }

        if (Teredo.Contains(address))
        {
            // The server, and the client with its bits turned (RFC 4380, 4).
            return [Read(bytes, 4), new IPAddress([(byte)~bytes[12], (byte)~bytes[13], (byte)~bytes[14], (byte)~bytes[15]])];
        }

        return LocalNat64.Contains(address) ? ReadLocalNat64(bytes) : null;
    }

    /// <summary>
    /// Where the IPv4 address stands in a network's own NAT64 prefix is that network's choice (RFC 6052, 2.2), so that every place
    /// counts. What reads as 0.x.x.x is a place that the network does not use, unless all do.
    /// </summary>
    private static IPAddress[] ReadLocalNat64(byte[] bytes)
    {
        IPAddress[] readings =
        [
            new([bytes[6], bytes[7], bytes[9], bytes[10]]),
            new([bytes[7], bytes[9], bytes[10], bytes[11]]),
            new([bytes[9], bytes[10], bytes[11], bytes[12]]),
            Read(bytes, 12),
        ];
        IPAddress[] used = [.. readings.Where(reading => reading.GetAddressBytes()[0] != 0)];
        return used.Length > 0 ? used : readings;
    }

    /// <summary>RFC 5214, 6.1: the interface is 0000:5efe or 0200:5efe and an IPv4 address, in any network.</summary>
    private static IPAddress[] OfIsatap(byte[] bytes) =>
        (bytes[8] & 0xFD) == 0 && bytes[9] == 0 && bytes[10] == 0x5E && bytes[11] == 0xFE ? [Read(bytes, 12)] : [];

    private static IPAddress Read(byte[] bytes, int offset) => new(bytes.AsSpan(offset, 4));
}
