using System.Net;
using System.Net.Sockets;

namespace Ngixi.Capabilities;

/// <summary>The host of a URL in its one spelling: a name in lower case and ASCII, or an address.</summary>
/// <param name="Text">The host as it stands in a URL; IPv6 in brackets.</param>
/// <param name="Address">The address, if the host is one.</param>
internal sealed record HostName(string Text, IPAddress? Address)
{
    private const int MaxName = 253;
    private const int MaxLabel = 63;

    /// <summary>Brings a host into its one spelling, or gives null where it is none.</summary>
    /// <param name="host">The host, in ASCII and without brackets.</param>
    public static HostName? Canonicalize(string host)
    {
        string name = host.EndsWith('.') ? host[..^1] : host;
        if (IPAddress.TryParse(name.Split('%')[0], out IPAddress? address))
        {
            return Of(AddressRules.Canonical(address));
        }

        name = name.ToLowerInvariant();
        return IsName(name) ? new HostName(name, null) : null;
    }

    /// <summary>
    /// Whether a text is a name in lower case. One whose last label is a number is none: it is an address that others may read.
    /// </summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= MaxName && text.Split('.') is var labels && labels.All(IsLabel) && !IsNumber(labels[^1]);

    private static HostName Of(IPAddress address) =>
        new(address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString(), address);

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= MaxLabel
        && label.All(character => character is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '_')
        && label[0] != '-' && label[^1] != '-';

    private static bool IsNumber(string label) =>
        label.All(char.IsAsciiDigit) || (label.StartsWith("0x", StringComparison.Ordinal) && label.Skip(2).All(char.IsAsciiHexDigit));
}
