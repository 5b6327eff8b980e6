namespace Ngixi.Capabilities;

/// <summary>Makes the next request of a redirect, and judges it like one of the guest.</summary>
internal static class EgressRedirects
{
    public static bool IsRedirect(int status) => status is 301 or 302 or 303 or 307 or 308;

    /// <summary>Whether a redirect needs a body again that came in pieces, which are gone.</summary>
    public static bool NeedsBodyAgain(EgressHop hop, int status) => hop.Pieces is not null && !LosesBody(hop.Method, status);

    /// <summary>Makes the next request, or says why there is none.</summary>
    public static EgressRedirect Follow(EgressHop hop, int status, string location, HttpGrant grant, EgressPolicy policy)
    {
        bool losesBody = LosesBody(hop.Method, status);
        string method = losesBody ? "GET" : hop.Method;
        GuestUrl? url = null;
        Refusal? refusal = Resolve(hop.Url.Uri, location) is { } text
            ? policy.JudgeTarget(method, text, out url) ?? JudgeDowngrade(hop.Url, url!, grant)
            : new Refusal(EgressError.InvalidResponse, "The redirect leads to no http or https URL", null);
        string shown = EgressPolicy.Show(method, url, location, hop.Url);
        return new EgressRedirect(shown, refusal is null ? Next(hop, method, url!, losesBody) : null, refusal);
    }

    private static EgressHop Next(EgressHop hop, string method, GuestUrl url, bool losesBody)
    {
        bool isSameOrigin = url.IsSameOrigin(hop.Url);
        bool isKept(string header) =>
            (isSameOrigin || HttpHeaderRules.IsKeptAcrossOrigins(header)) && !(losesBody && HttpHeaderRules.IsOfTheBody(header));
        return new EgressHop(
            method,
            url,
            [.. hop.Headers.Where(header => isKept(header.Key))],
            losesBody ? default : hop.Body,
            Pieces: null,
            isSameOrigin && hop.Credential?.IsFor(method, url) == true ? hop.Credential : null,
            hop.Url)
        { IsBlocking = hop.IsBlocking };
    }

    /// <summary>RFC 9110, 15.4: 303 asks for another resource, and a POST has always become a GET at 301 and 302.</summary>
    private static bool LosesBody(string method, int status) => status switch
    {
        303 => method != "HEAD",
        301 or 302 => method == "POST",
        _ => false,
    };

    private static Refusal? JudgeDowngrade(GuestUrl from, GuestUrl to, HttpGrant grant) =>
        from.Scheme == "https" && to.Scheme == "http" && !grant.AllowRedirectsToHttp
            ? new Refusal(EgressError.Denied, "The redirect leads from https to http", $"{nameof(HttpGrant.AllowRedirectsToHttp)} = true")
            : null;

    /// <summary>Makes the URL of a Location by hand: <see cref="Uri"/> reads /path as a file, and takes other schemes for paths.</summary>
    private static string? Resolve(Uri from, string location)
    {
        if (location.Any(character => character is <= ' ' or '\\' or >= '\u007F'))
        {
            return null;
        }

        int end = location.AsSpan().IndexOfAny('/', '?', '#');
        if ((end < 0 ? location : location[..end]).Contains(':'))
        {
            return GuestUrl.HasHttpScheme(location) ? location : null;
        }

        string origin = from.GetLeftPart(UriPartial.Authority);
        return location switch
        {
            ['/', '/', ..] => $"{from.Scheme}:{location}",
            ['/', ..] => origin + location,
            ['?', ..] => origin + from.AbsolutePath + location,
            "" or ['#', ..] => origin + from.PathAndQuery,
            _ => origin + from.AbsolutePath[..(from.AbsolutePath.LastIndexOf('/') + 1)] + location,
        };
    }
}
