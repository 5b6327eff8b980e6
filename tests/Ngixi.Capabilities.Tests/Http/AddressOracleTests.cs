using System.Net;
using System.Net.Sockets;
using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Capabilities.Tests.Http;

/// <summary>The address rules and a second judgement agree about random addresses, most of them at the edges of ranges.</summary>
public sealed class AddressOracleTests
{
    private static readonly string[] Blocks =
    [
        "0.0.0.0/0", "::/0", "10.0.0.0/8", "127.0.0.1", "169.254.0.0/16", "169.254.169.254", "64:ff9b::/96", "2002::/16", "2001::/32",
        "fc00::/7", "fe80::/10", "::1", "64:ff9b:1::/48",
    ];

    [Fact]
    public void Random_addresses_are_judged_as_by_a_second_judgement()
    {
        int allowed = 0, count = 0;
        foreach (int seed in Tries.Seeds(20_000))
        {
            Random random = new(seed);
            IPAddress address = Make(random);
            string[] granted = random.Next(2) == 0 ? [] : random.GetItems(Blocks, random.Next(1, 3));
            RefusedAddress? refused = AddressRules.Judge(address, [.. granted.Select(AddressRange.Parse)]);
            bool isAllowed = AddressOracle.Allows(address, granted);
            Assert.True(
                isAllowed == (refused is null),
                $"NGIXI_SEED={seed} NGIXI_TRIES=1: {address} with [{string.Join(", ", granted)}]: {refused?.ToString() ?? "allowed"}");
            allowed += isAllowed ? 1 : 0;
            count++;
        }

        Assert.True(count == 1 || (allowed > count / 10 && allowed < count * 9 / 10), $"{allowed} of {count} were allowed.");
    }

    [Fact]
    public void Both_judgements_have_the_same_lists()
    {
        Assert.Equal(AddressOracle.Denied.Select(AddressRange.Parse), AddressRules.Denied.Select(row => row.Range));
        Assert.Equal(AddressOracle.Metadata.Select(IPAddress.Parse).ToHashSet(), [.. AddressRules.Metadata]);
    }

    /// <summary>Makes an IPv4 address and dresses it in a form of IPv6, or an IPv6 address.</summary>
    private static IPAddress Make(Random random)
    {
        byte[] four = MakeOf(random, AddressFamily.InterNetwork);
        byte[] bytes = MakeOf(random, AddressFamily.InterNetworkV6);
        switch (random.Next(12))
        {
            case 0:
                return new IPAddress(four);
            case 1:
                return new IPAddress(bytes);
            case 2:
                return Dress("::", four, 12);
            case 3:
                return Dress("::ffff:0:0", four, 12);
            case 4:
                return Dress("::ffff:0:0:0", four, 12);
            case 5:
                return Dress("64:ff9b::", four, 12);
            case 6:
                IPAddress local = Dress("64:ff9b:1::", [four[0], four[1], 0, four[2], four[3]], random.Next(6, 9));
                return random.Next(2) == 0 ? local : Dress($"{local}", MakeOf(random, AddressFamily.InterNetwork), 12);
            case 7:
                return Dress("64:ff9b:1::", four, 12);
            case 8:
                return Dress($"{Dress("2002::", four, 2)}", MakeOf(random, AddressFamily.InterNetwork), random.Next(2) == 0 ? 12 : 6);
            case 9:
                byte[] turned = [.. four.Select(part => (byte)~part)];
                return Dress($"{Dress("2001::", MakeOf(random, AddressFamily.InterNetwork), 4)}", turned, 12);
            case 10:
                return Dress($"{Dress($"{new IPAddress(bytes)}", [0, 0, 0x5E, 0xFE], 8)}", four, 12);
            default:
                return Dress($"{Dress("2606:4700::", [2, 0, 0x5E, 0xFE], 8)}", four, 12);
        }
    }

    /// <summary>An address of a family: at the edge of a range or within it, a metadata service, a public one, or any.</summary>
    private static byte[] MakeOf(Random random, AddressFamily family)
    {
        int length = family == AddressFamily.InterNetwork ? 4 : 16;
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        string[] lines = random.Next(5) switch
        {
            0 => AddressOracle.Metadata,
            1 => ["8.8.8.8", "1.1.1.1", "93.184.216.34", "2606:4700::1111", "2a00:1450:4001::200e"],
            2 or 3 => AddressOracle.Denied,
            _ => [],
        };
        string[] own = [.. lines.Where(line => line.Contains(':') == (length == 16))];
        if (own.Length == 0)
        {
            return bytes;
        }

        string[] parts = own[random.Next(own.Length)].Split('/');
        byte[] first = IPAddress.Parse(parts[0]).GetAddressBytes();
        int prefix = parts.Length == 2 ? int.Parse(parts[1], null) : length * 8;
        int kind = random.Next(3);
        for (int bit = prefix; bit < length * 8; bit++)
        {
            int mask = 0x80 >> (bit % 8);
            bool isSet = kind == 0 ? (bytes[bit / 8] & mask) != 0 : kind == 1;
            first[bit / 8] = (byte)(isSet ? first[bit / 8] | mask : first[bit / 8] & ~mask);
        }

        // One bit beside the range, now and then.
        if (random.Next(3) == 0)
        {
            int bit = Math.Max(prefix - 1, 0);
            first[bit / 8] ^= (byte)(0x80 >> (bit % 8));
        }

        return first;
    }

    private static IPAddress Dress(string form, byte[] bytes, int offset)
    {
        byte[] dressed = IPAddress.Parse(form).MapToIPv6().GetAddressBytes();
        bytes.CopyTo(dressed, offset);
        return new IPAddress(dressed);
    }
}
