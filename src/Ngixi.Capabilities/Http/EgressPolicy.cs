using System.Net;
using System.Text;
using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>Decides about requests. It opens nothing and remembers nothing.</summary>
internal sealed class EgressPolicy(HttpGrant grant)
{
    private const string TraceParent = "traceparent";

    private const int HeaderSeparators = 4; // The colon, the space, and the end of the line.

    /// <summary>Gets what a log may hold of a request; <paramref name="text"/> counts where it could not be read as a URL.</summary>
    public static string Show(string method, GuestUrl? url, string text, GuestUrl? from = null)
    {
        string shownMethod = HttpMethods.Fault(method) is null ? method : UntrustedText.Quote(method, maxShown: 32);
        string shownUrl = UntrustedText.Quote(url?.Shown ?? GuestUrl.WithoutSecrets(text));
        return $"{shownMethod} {shownUrl}" + (from is null ? "" : $", a redirect of {UntrustedText.Quote(from.Shown)}");
    }

    /// <summary>Judges where a request goes. What a name leads to is judged when it is dialled.</summary>
    public Refusal? JudgeTarget(string method, string text, out GuestUrl? url)
    {
        url = null;
        if (HttpMethods.Fault(method) is { } fault)
        {
            return Refusal.Invalid(fault);
        }

        // Before anything looks at the text: it may be as long as the guest's memory.
        int bytes = text.Length > grant.Limits.MaxUrlBytes ? text.Length : Encoding.UTF8.GetByteCount(text);
        if (bytes > grant.Limits.MaxUrlBytes)
        {
            return TooLong(bytes);
        }

        if (GuestUrl.Read(text, out url) is { } unreadable)
        {
            return Refusal.Invalid(unreadable);
        }

        return url!.Uri.AbsoluteUri.Length is var sent && sent > grant.Limits.MaxUrlBytes ? TooLong(sent) : JudgeTarget(method, url);
    }

    /// <summary>Judges an address that a host leads to.</summary>
    public RefusedAddress? JudgeAddress(IPAddress address) => AddressRules.Judge(address, grant.AllowPrivate);

    /// <summary>The refusal of a host for one of its addresses.</summary>
    public static Refusal Refuse(RefusedAddress refused) =>
        new(
            EgressError.Denied,
            $"The host leads to {refused.Address}, which is not of the public internet ({refused.What})",
            GrantFor(refused));

    /// <summary>Judges the length of a body, or of what is written of it.</summary>
    public Refusal? JudgeBody(long bytes)
    {
        int most = grant.Limits.MaxRequestBodyBytes;
        return bytes <= most
            ? null
            : Refusal.Limit($"The request's body has more than {most} bytes", nameof(HttpLimits.MaxRequestBodyBytes), bytes);
    }

    /// <summary>Judges all of a request of a guest. The URL is there if it could be read.</summary>
    public Refusal? Judge(EgressRequest request, out GuestUrl? url, out EgressHop? hop)
    {
        HttpCredential? credential = null;
        Refusal? refusal = JudgeTarget(request.Method, request.Url, out url)
            ?? JudgeHeaders(request.Headers)
            ?? JudgeSize(request)
            ?? JudgeCredential(request, url!, out credential);
        PiecedBody? pieces = request.BodyPieces is null ? null : new PiecedBody(request.BodyPieces, request.BodyLength);
        hop = refusal is not null
            ? null
            : new EgressHop(request.Method, url!, WithTrace(request), request.Body, pieces, credential, From: null)
            {
                IsBlocking = request.IsBlocking,
            };
        return refusal;
    }

    private static string GrantFor(RefusedAddress refused) => $"AllowPrivate = [\"{refused.Address}\"]";

    /// <summary>Adds the host's trace, if the grant sends it and the guest has none of its own.</summary>
    private IReadOnlyList<KeyValuePair<string, string>> WithTrace(EgressRequest request) =>
        grant.SendTraceParent
        && request.TraceParent is { } trace
        && !request.Headers.Any(header => header.Key.Equals(TraceParent, StringComparison.OrdinalIgnoreCase))
            ? [.. request.Headers, new(TraceParent, trace)]
            : request.Headers;

    private Refusal TooLong(int bytes) =>
        Refusal.Limit($"The URL has more than {grant.Limits.MaxUrlBytes} bytes", nameof(HttpLimits.MaxUrlBytes), bytes);

    private Refusal? JudgeTarget(string method, GuestUrl url)
    {
        HttpTarget[] covering = [.. grant.Allow.Where(target => target.Covers(url))];
        RefusedAddress? refused = url.Host.Address is { } address ? JudgeAddress(address) : null;
        if (covering.Any(target => target.Methods.Contains(method)))
        {
            return refused is null ? null : Refuse(refused);
        }

        string methods = covering.Length == 0 && HttpMethods.Usual.Contains(method) ? "" : $"{method} ";
        string allow = $"Allow = [\"{methods}{url.Origin}\"]";
        return new Refusal(
            EgressError.Denied,
            covering.Length == 0 ? $"No target of the grant is {url.Origin}" : $"No target of the grant has {method} for {url.Origin}",
            refused is null ? allow : $"{allow}, {GrantFor(refused)}");
    }

    private Refusal? JudgeHeaders(IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        HttpLimits limits = grant.Limits;
        if (headers.Count > limits.MaxRequestHeaders)
        {
            string reason = $"The request has more than {limits.MaxRequestHeaders} headers";
            return Refusal.Limit(reason, nameof(limits.MaxRequestHeaders), headers.Count);
        }

        long bytes = headers.Sum(header => (long)header.Key.Length + header.Value.Length + HeaderSeparators);
        if (bytes > limits.MaxRequestHeaderBytes)
        {
            string reason = $"The request's headers have more than {limits.MaxRequestHeaderBytes} bytes";
            return Refusal.Limit(reason, nameof(limits.MaxRequestHeaderBytes), bytes);
        }

        return headers.Select(header => JudgeHeader(header.Key, header.Value)).FirstOrDefault(refusal => refusal is not null);
    }

    private Refusal? JudgeHeader(string name, string value)
    {
        string quoted = UntrustedText.Quote(name, maxShown: 64);
        if (!HttpHeaderRules.IsToken(name))
        {
            return Refusal.Invalid($"The header {quoted} has a name that no header has");
        }

        if (!HttpHeaderRules.IsValue(value))
        {
            return Refusal.Invalid($"The header {quoted} has a value that is not printable ASCII, or begins or ends with a space");
        }

        if (HttpHeaderRules.IsOfTheConnection(name))
        {
            return new Refusal(EgressError.Denied, $"The header {quoted} is the connection's", null);
        }

        return HttpHeaderRules.NeedsGrant(name) && !grant.AllowHeaders.Contains(name, StringComparer.OrdinalIgnoreCase)
            ? new Refusal(EgressError.Denied, $"The header {quoted} is the host's", $"AllowHeaders = [\"{name}\"]")
            : null;
    }

    private Refusal? JudgeSize(EgressRequest request)
    {
        if (JudgeBody(request.BodyPieces is null ? request.Body.Length : request.BodyLength ?? 0) is { } refusal)
        {
            return refusal;
        }

        if (request.BodyLength < 0)
        {
            return Refusal.Invalid("The request's body has less than 0 bytes");
        }

        return request.Timeout <= TimeSpan.Zero ? Refusal.Invalid("The request's timeout is no time") : null;
    }

    private Refusal? JudgeCredential(EgressRequest request, GuestUrl url, out HttpCredential? credential)
    {
        credential = null;
        if (request.Credential is not { } name)
        {
            return null;
        }

        credential = grant.Credentials.FirstOrDefault(candidate => candidate.Name == name);
        if (credential is null)
        {
            string quoted = UntrustedText.Quote(name, maxShown: 64);
            return new Refusal(EgressError.Denied, $"The grant has no credential {quoted}", "Credentials = [new(…)]");
        }

        if (!credential.IsFor(request.Method, url))
        {
            string use = $"{request.Method} {url.Origin}";
            return new Refusal(EgressError.Denied, $"The credential {name} is not for {use}", $"\"{use}\" to the credential's targets");
        }

        string header = credential.Header;
        return request.Headers.Any(own => HttpHeaderRules.AreSame(own.Key, header))
            ? Refusal.Invalid($"The request has the header {header}, which the credential {name} sets")
            : null;
    }
}
