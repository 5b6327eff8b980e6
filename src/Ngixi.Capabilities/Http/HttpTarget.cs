using System.Diagnostics.CodeAnalysis;
using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>
/// Where requests may go: <c>https://api.example.com</c>, <c>https://*.example.com:8000-8010</c>, <c>http://10.0.0.0/8:*</c>,
/// <c>GET,HEAD https://api.example.com</c>.
/// </summary>
/// <remarks>
/// <para>The scheme is http or https. The host is a name in ASCII, <c>*.</c> and a name (its subdomains, not itself), an address, or a
/// block of addresses that stand in URLs. A port is one, a range or <c>*</c>; without one it is 80 or 443.</para>
/// <para>The methods stand before. Without them, they are DELETE, GET, HEAD, PATCH, POST and PUT. CONNECT and TRACE cannot be
/// granted.</para>
/// <para>A target names what stands in a URL. Where the name leads is judged when it is dialled: see
/// <see cref="HttpGrant.AllowPrivate"/>.</para>
/// </remarks>
public sealed class HttpTarget : IEquatable<HttpTarget>
{
    private readonly AddressRange? addresses;

    internal HttpTarget(IReadOnlyList<string> methods, string scheme, string host, AddressRange? addresses, int firstPort, int lastPort)
    {
        Methods = methods;
        Scheme = scheme;
        Host = host;
        this.addresses = addresses;
        FirstPort = firstPort;
        LastPort = lastPort;
    }

    /// <summary>Gets the methods, in the order of their letters.</summary>
    public IReadOnlyList<string> Methods { get; }

    /// <summary>Gets the scheme, <c>http</c> or <c>https</c>.</summary>
    public string Scheme { get; }

    /// <summary>Gets the host, in lower case: a name, <c>*.</c> and a name, an address or a block. IPv6 is in brackets.</summary>
    public string Host { get; }

    /// <summary>Gets the lowest port, from 1.</summary>
    public int FirstPort { get; }

    /// <summary>Gets the highest port, to 65,535.</summary>
    public int LastPort { get; }

    /// <summary>Reads a target.</summary>
    /// <param name="text">The target.</param>
    /// <returns>The target.</returns>
    /// <exception cref="ArgumentException">The text is no target; the message says what to write.</exception>
    public static HttpTarget Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return HttpTargetReader.Read(text, out HttpTarget? target) is { } fault
            ? throw new ArgumentException($"The target {UntrustedText.Quote(GuestUrl.WithoutSecrets(text))} {fault}.", nameof(text))
            : target!;
    }

    /// <summary>Reads a target like <see cref="Parse"/>.</summary>
    /// <param name="text">The target.</param>
    /// <param name="target">The target, if the text is one.</param>
    /// <returns>Whether the text is a target.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out HttpTarget? target)
    {
        target = null;
        return text is not null && HttpTargetReader.Read(text, out target) is null;
    }

    /// <summary>Reads a target like <see cref="Parse"/>, so that grants are lists of texts.</summary>
    /// <param name="text">The target.</param>
    public static implicit operator HttpTarget(string text) => Parse(text);

    /// <inheritdoc/>
    public bool Equals(HttpTarget? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as HttpTarget);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>Gets the text that <see cref="Parse"/> reads.</summary>
    /// <returns>The shortest text of the target.</returns>
    public override string ToString() => $"{MethodsText}{Scheme}://{Host}{PortText}";

    /// <summary>The port of a scheme where a URL has none.</summary>
    internal static int DefaultPort(string scheme) => scheme == "https" ? 443 : 80;

    internal bool Covers(GuestUrl url) => url.Scheme == Scheme && url.Port >= FirstPort && url.Port <= LastPort && CoversHost(url.Host);

    private bool CoversHost(HostName host) => (addresses, host.Address) switch
    {
        ({ } range, { } address) => range.Contains(address),
        (null, null) when Host.StartsWith("*.", StringComparison.Ordinal) => host.Text.EndsWith(Host[1..], StringComparison.Ordinal),
        (null, null) => host.Text == Host,
        _ => false,
    };

    private string MethodsText => Methods.SequenceEqual(HttpMethods.Usual) ? "" : $"{string.Join(',', Methods)} ";

    private string PortText => (FirstPort, LastPort) switch
    {
        (1, ushort.MaxValue) => ":*",
        var (first, last) when first != last => $":{first}-{last}",
        var (port, _) => port == DefaultPort(Scheme) ? "" : $":{port}",
    };
}
