namespace Ngixi.Capabilities;

/// <summary>A URL of a guest, read once: what is judged is what is sent.</summary>
internal sealed class GuestUrl
{
    private GuestUrl(Uri uri, HostName host)
    {
        Uri = uri;
        Host = host;
    }

    /// <summary>Gets the URL with the host in its one spelling, without a fragment.</summary>
    public Uri Uri { get; }

    public HostName Host { get; }

    public string Scheme => Uri.Scheme;

    public int Port => Uri.Port;

    /// <summary>Gets scheme, host and port, as a grant names them.</summary>
    public string Origin => OriginOf(Uri, Host);

    /// <summary>Gets what a log may hold of it. Queries carry keys.</summary>
    public string Shown => Origin + Uri.AbsolutePath;

    public bool IsSameOrigin(GuestUrl other) => Origin == other.Origin;

    /// <summary>Reads a URL, or says why it is refused.</summary>
    public static string? Read(string text, out GuestUrl? url)
    {
        url = null;
        // What parsers read differently is refused, whoever is right.
        if (text.Any(character => character is <= ' ' or '\\' or '\u007F'))
        {
            return "The URL has a space, a control character or a backslash";
        }

        if (!HasHttpScheme(text))
        {
            return "The URL does not begin with http:// or https://";
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https"))
        {
            return "The URL cannot be read";
        }

        string authority = Authority(text);
        if (uri.UserInfo.Length > 0 || authority.Contains('@'))
        {
            return "The URL has a user name";
        }

        // Uri takes [::1].example for [::1].
        if (authority.IndexOf(']', StringComparison.Ordinal) is > 0 and int end && authority[(end + 1)..] is not ("" or [':', ..]))
        {
            return "The URL has something behind the brackets of its host";
        }

        if (uri.Port == 0)
        {
            return "The URL has port 0";
        }

        if (HostName.Canonicalize(IdnHost(uri)) is not { } host)
        {
            return "The URL's host is neither a name nor an address";
        }

        if (!Uri.TryCreate(OriginOf(uri, host) + uri.PathAndQuery, UriKind.Absolute, out Uri? sent)
            || sent.PathAndQuery != uri.PathAndQuery
            || HostName.Canonicalize(IdnHost(sent)) != host)
        {
            return "The URL reads differently the second time";
        }

        url = new GuestUrl(sent, host);
        return null;
    }

    /// <summary>Whether a text begins with http:// or https:// and a host.</summary>
    public static bool HasHttpScheme(string text)
    {
        bool hasScheme = text.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
        return hasScheme && Authority(text).Length > 0;
    }

    /// <summary>What a log may hold of a text that is no URL: nothing of a user, and no query.</summary>
    public static string WithoutSecrets(string text)
    {
        int query = text.AsSpan().IndexOfAny('?', '#');
        string path = query < 0 ? text : text[..query];
        int user = text.LastIndexOf('@');
        return user < 0 ? path : user < path.Length ? $"…{path[user..]}" : "…";
    }

    private static string Authority(string text)
    {
        string rest = text[(text.IndexOf("://", StringComparison.Ordinal) + 3)..];
        int end = rest.AsSpan().IndexOfAny('/', '?', '#');
        return end < 0 ? rest : rest[..end];
    }

    private static string IdnHost(Uri uri)
    {
        try
        {
            return uri.IdnHost;
        }
        catch (UriFormatException)
        {
            return ""; // A name that has no form in ASCII; no host.
        }
    }

    private static string OriginOf(Uri uri, HostName host) => $"{uri.Scheme}://{host.Text}{(uri.IsDefaultPort ? "" : $":{uri.Port}")}";
}
