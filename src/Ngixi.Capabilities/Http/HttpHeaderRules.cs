using System.Buffers;
using System.Collections.Frozen;

namespace Ngixi.Capabilities;

/// <summary>Which headers a guest may send.</summary>
internal static class HttpHeaderRules
{
    /// <summary>
    /// Headers that end with this connection or say where the message ends: a guest that sets them speaks to another server than the one
    /// that was judged.
    /// </summary>
    public static readonly FrozenSet<string> OfTheConnection = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Alt-Used", "Connection", "Content-Length", "Expect", "Host", "HTTP2-Settings", "Keep-Alive", "TE", "Trailer", "Transfer-Encoding",
        "Upgrade");

    public static readonly IReadOnlyList<string> PrefixesOfTheConnection = ["Proxy-"];

    /// <summary>Headers that say who asks, on whose behalf, or which method is meant; servers believe them.</summary>
    public static readonly FrozenSet<string> OfTheHost = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "B3", "Baggage", "Cf-Connecting-Ip", "Cookie", "Cookie2", "Forwarded", "Metadata", "Metadata-Flavor", "Request-Id", "Traceparent",
        "Tracestate", "True-Client-Ip", "Via", "X-Aws-Ec2-Metadata-Token", "X-Aws-Ec2-Metadata-Token-Ttl-Seconds", "X-Client-Ip",
        "X-Cluster-Client-Ip", "X-Google-Metadata-Request", "X-Host", "X-Http-Method", "X-Http-Method-Override", "X-Identity-Header",
        "X-Method-Override", "X-Original-Host", "X-Original-Url", "X-Real-Ip", "X-Rewrite-Url");

    public static readonly IReadOnlyList<string> PrefixesOfTheHost = ["Sec-", "X-B3-", "X-Forwarded-"];

    /// <summary>
    /// What goes on to another origin. Keys travel in headers of any name, so that only the known harmless ones are kept.
    /// </summary>
    public static readonly FrozenSet<string> KeptAcrossOrigins = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Accept", "Accept-Encoding", "Accept-Language", "Cache-Control", "Content-Encoding", "Content-Language", "Content-Type",
        "If-Match", "If-Modified-Since", "If-None-Match", "If-Range", "If-Unmodified-Since", "Pragma", "Range", "User-Agent");

    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>RFC 9110, 5.6.2.</summary>
    public static bool IsToken(string name) => name.Length > 0 && !name.AsSpan().ContainsAnyExcept(TokenCharacters);

    /// <summary>RFC 9110, 5.5, without the bytes beyond ASCII, which servers read differently.</summary>
    public static bool IsValue(string value) =>
        value.All(character => character is '\t' or (>= ' ' and < '\u007F')) && value.Trim() == value;

    /// <summary>Whether a header is the connection's, which no grant can give.</summary>
    public static bool IsOfTheConnection(string name) => IsOneOf(OfTheConnection, PrefixesOfTheConnection, Plain(name));

    /// <summary>Whether a header has to be granted by name.</summary>
    public static bool NeedsGrant(string name) => IsOneOf(OfTheHost, PrefixesOfTheHost, Plain(name));

    public static bool IsKeptAcrossOrigins(string name) => KeptAcrossOrigins.Contains(name);

    public static bool IsOfTheBody(string name) => name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a server may take two names for one.</summary>
    public static bool AreSame(string one, string other) => Plain(one).Equals(Plain(other), StringComparison.OrdinalIgnoreCase);

    private static bool IsOneOf(FrozenSet<string> names, IReadOnlyList<string> prefixes, string name) =>
        names.Contains(name) || prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>Many servers hand headers on as variables, where an underscore and a hyphen are one.</summary>
    private static string Plain(string name) => name.Replace('_', '-');
}
