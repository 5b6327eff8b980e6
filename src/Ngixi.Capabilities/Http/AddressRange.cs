using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>One IP address, or the addresses of a CIDR block: <c>10.0.0.5</c>, <c>10.0.0.0/8</c>, <c>fd00::/8</c>.</summary>
public sealed class AddressRange : IEquatable<AddressRange>
{
    private readonly IPNetwork network;

    private AddressRange(IPNetwork network) => this.network = network;

    /// <summary>Gets whether the range is one address.</summary>
    public bool IsSingle => network.PrefixLength == Bits(network.BaseAddress);

    /// <summary>Reads a range. It has one spelling: the canonical one of its address, which is the first of the block.</summary>
    /// <param name="text">The range.</param>
    /// <returns>The range.</returns>
    /// <exception cref="ArgumentException">The text is no range; the message says what to write.</exception>
    public static AddressRange Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Read(text, out AddressRange? range) is { } fault
            ? throw new ArgumentException($"The address range {UntrustedText.Quote(text)} {fault}.", nameof(text))
            : range!;
    }

    /// <summary>Reads a range like <see cref="Parse"/>.</summary>
    /// <param name="text">The range.</param>
    /// <param name="range">The range, if the text is one.</param>
    /// <returns>Whether the text is a range.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out AddressRange? range)
    {
        range = null;
        return text is not null && Read(text, out range) is null;
    }

    /// <summary>Reads a range like <see cref="Parse"/>, so that grants are lists of texts.</summary>
    /// <param name="text">The range.</param>
    public static implicit operator AddressRange(string text) => Parse(text);

    /// <summary>Finds out whether an address is in the range. An IPv4 address that is mapped into IPv6 is the IPv4 address.</summary>
    /// <param name="address">The address. Its scope is not looked at.</param>
    /// <returns>Whether it is.</returns>
    public bool Contains(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return network.Contains(AddressRules.Canonical(address));
    }

    /// <inheritdoc/>
    public bool Equals(AddressRange? other) => other is not null && network.Equals(other.network);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AddressRange);

    /// <inheritdoc/>
    public override int GetHashCode() => network.GetHashCode();

    /// <summary>Gets the text that <see cref="Parse"/> reads.</summary>
    /// <returns>The address, or the block.</returns>
    public override string ToString() => IsSingle ? network.BaseAddress.ToString() : network.ToString();

    /// <summary>Reads a range, or says what is wrong with the text and what to write.</summary>
    internal static string? Read(string text, out AddressRange? range)
    {
        range = null;
        string[] parts = text.Split('/');
        if (parts.Length > 2 || parts[0].Contains('%') || parts[0].Contains('[') || !IPAddress.TryParse(parts[0], out IPAddress? address))
        {
            return "is no IP address and no CIDR block: write it like 10.0.0.5, 10.0.0.0/8 or fd00::/8";
        }

        string rest = parts.Length == 2 ? $"/{parts[1]}" : "";
        if (address.IsIPv4MappedToIPv6)
        {
            return $"is an IPv4 address within IPv6: write {address.MapToIPv4()}";
        }

        if (address.AddressFamily == AddressFamily.InterNetwork && address.ToString() != parts[0])
        {
            return $"has an unusual spelling: write {address}{rest}";
        }

        int bits = Bits(address);
        int length = bits;
        if (parts.Length == 2 && (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out length) || length > bits))
        {
            return $"has a prefix that is no number of 0 to {bits}: write it like {address}/{bits}";
        }

        if (First(address, length) is var first && !first.Equals(address))
        {
            return $"is not the first address of its block: write {first}/{length}";
        }

        range = new AddressRange(new IPNetwork(address, length));
        return null;
    }

    private static int Bits(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;

    private static IPAddress First(IPAddress address, int length)
    {
        byte[] bytes = address.GetAddressBytes();
        for (int bit = length; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        return new IPAddress(bytes);
    }
}
