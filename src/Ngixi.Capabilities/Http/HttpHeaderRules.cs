using System.Buffers;
using System.Collections.Frozen;

namespace Ngixi.Capabilities;

/// <summary>Which headers a guest may send.</summary>
internal static class HttpHeaderRules
{
    /// <summary>Headers that end with this connection or say where the message ends: a guest that sets them speaks to another server than the one that was judged.</summary>
    private static readonly FrozenSet<string> OfTheConnection = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Alt-Used", "Connection", "Content-Length", "Expect", "Host", "HTTP2-Settings", "Keep-Alive", "TE", "Trailer", "Transfer-Encoding", "Upgrade");

    /// <summary>Headers that say who asks, on whose behalf, or which method is meant; servers believe them.</summary>
    private static readonly FrozenSet<string> OfTheHost = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "B3", "Baggage", "Cookie", "Cookie2", "Forwarded", "Metadata", "Metadata-Flavor", "Request-Id", "Traceparent", "Tracestate", "Via",
        "X-Aws-Ec2-Metadata-Token", "X-Aws-Ec2-Metadata-Token-Ttl-Seconds", "X-Google-Metadata-Request", "X-Identity-Header", "X-Real-Ip",
        "X-Http-Method", "X-Http-Method-Override", "X-Method-Override", "X-Original-Url", "X-Rewrite-Url");

    /// <summary>What goes on to another origin. Keys travel in headers of any name, so that only the known harmless ones are kept.</summary>
    private static readonly FrozenSet<string> KeptAcrossOrigins = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Accept", "Accept-Encoding", "Accept-Language", "Cache-Control", "Content-Encoding", "Content-Language", "Content-Type",
        "If-Match", "If-Modified-Since", "If-None-Match", "If-Range", "If-Unmodified-Since", "Pragma", "Range", "User-Agent");

    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>RFC 9110, 5.6.2.</summary>
    public static bool IsToken(string name) => name.Length > 0 && !name.AsSpan().ContainsAnyExcept(TokenCharacters);

    /// <summary>RFC 9110, 5.5, without the bytes beyond ASCII, which servers read differently.</summary>
    public static bool IsValue(string value) => value.All(character => character is '\t' or (>= ' ' and < '\u007F')) && value.Trim() == value;

    /// <summary>Whether a header is the connection's, which no grant can give.</summary>
    public static bool IsOfTheConnection(string name) =>
        Plain(name) is var plain && (OfTheConnection.Contains(plain) || plain.StartsWith("Proxy-", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a header has to be granted by name.</summary>
    public static bool NeedsGrant(string name) =>
        Plain(name) is var plain
        && (OfTheHost.Contains(plain)
            || plain.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase)
            || plain.StartsWith("X-B3-", StringComparison.OrdinalIgnoreCase)
            || plain.StartsWith("Sec-", StringComparison.OrdinalIgnoreCase));

    public static bool IsKeptAcrossOrigins(string name) => KeptAcrossOrigins.Contains(name);

    public static bool IsOfTheBody(string name) => name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase);

    /// <summary>Many servers hand headers on as variables, where an underscore and a hyphen are one.</summary>
    private static string Plain(string name) => name.Replace('_', '-');
}
