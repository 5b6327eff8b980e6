using System.Globalization;
using System.Net;
using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>Reads the grammar of targets. What is refused is said with what to write instead.</summary>
internal static class HttpTargetReader
{
    private const string Example = "https://api.example.com";

    /// <summary>Reads a target, or says what is wrong with the text.</summary>
    public static string? Read(string text, out HttpTarget? target)
    {
        target = null;
        if (text.Any(character => character is < ' ' or >= '\u007F' or '\\'))
        {
            return "has a character that no target has: write names in ASCII, those of other scripts as xn--…";
        }

        string[] words = text.Split(' ');
        if (words.Length > 2 || words[^1].Length == 0)
        {
            return $"is no target: write it like {Example} or GET,HEAD {Example}";
        }

        return ReadMethods(words[..^1], out IReadOnlyList<string> methods)
            ?? ReadScheme(words[^1], out string scheme, out string authority)
            ?? SplitPort(scheme, authority, out string host, out string? port)
            ?? ReadPorts(scheme, port, out int first, out int last)
            ?? ReadHost(scheme, host, out string canonical, out AddressRange? addresses)
            ?? Make(out target, new HttpTarget(methods, scheme, canonical, addresses, first, last));
    }

    private static string? Make(out HttpTarget? target, HttpTarget made)
    {
        target = made;
        return null;
    }

    private static string? ReadMethods(string[] words, out IReadOnlyList<string> methods)
    {
        methods = words is [var list] ? [.. list.Split(',').Order(StringComparer.Ordinal)] : HttpMethods.Usual;
        foreach (string method in methods)
        {
            if (HttpMethods.Fault(method) is { } fault)
            {
                return $"has the method {UntrustedText.Quote(method)}. {fault}: write methods like GET,HEAD {Example}";
            }
        }

        return methods.Distinct().Count() == methods.Count ? null : "has a method twice: write it once";
    }

    private static string? ReadScheme(string text, out string scheme, out string authority)
    {
        int end = text.IndexOf("://", StringComparison.Ordinal);
        scheme = end < 0 ? "" : text[..end].ToLowerInvariant();
        authority = end < 0 ? "" : text[(end + 3)..];
        return scheme is "http" or "https" ? null : $"does not begin with http:// or https://: write it like {Example}";
    }

    private static string? SplitPort(string scheme, string authority, out string host, out string? port)
    {
        int brackets = authority.StartsWith('[') ? authority.IndexOf(']', StringComparison.Ordinal) : -1;
        int colon = authority.IndexOf(':', Math.Max(brackets, 0));
        host = colon < 0 ? authority : authority[..colon];
        port = colon < 0 ? null : authority[(colon + 1)..];
        return authority switch
        {
            _ when authority.Contains('@') => $"has a user name: write the host alone, and give the module an {nameof(HttpCredential)}",
            _ when authority.Contains('?') => $"has a query, and targets are hosts: write it like {Example}",
            _ when authority.Contains('#') => $"has a fragment, and targets are hosts: write it like {Example}",
            _ when authority.Contains('%') => "has an escape or a scope: write the plain host",
            ['[', ..] when brackets < 0 => NoBrackets(scheme),
            _ when (port ?? "").Contains(':') => $"has several colons: write IPv6 in brackets, like {scheme}://[2001:db8::1]:8443",
            _ => null,
        };
    }

    private static string? ReadPorts(string scheme, string? text, out int first, out int last)
    {
        first = last = HttpTarget.DefaultPort(scheme);
        if (text is null)
        {
            return null;
        }

        (string from, string to) = text.Split('-') switch
        {
            ["*"] => ("1", "65535"),
            [var one] => (one, one),
            [var lowest, var highest] => (lowest, highest),
            _ => ("", ""),
        };
        return IsPort(from, out first) && IsPort(to, out last) && first <= last
            ? null
            : "has no port after the colon: write 1 to 65535, a range like 8000-8010, or *";
    }

    private static bool IsPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port)
        && port is > 0 and <= ushort.MaxValue
        && text[0] != '0';

    private static string? ReadHost(string scheme, string host, out string canonical, out AddressRange? addresses)
    {
        canonical = host.ToLowerInvariant();
        addresses = null;
        if (host.StartsWith('['))
        {
            return !host.EndsWith(']') || !host.Contains(':') ? NoBrackets(scheme) : ReadAddress(host[1..^1], out canonical, out addresses);
        }

        string[] parts = canonical.Split('/');
        if (IPAddress.TryParse(parts[0], out _) && parts is not [_, ""])
        {
            return ReadAddress(canonical, out canonical, out addresses);
        }

        if (parts.Length > 1)
        {
            return $"has a path, and targets are hosts: write {scheme}://{parts[0]}";
        }

        if (canonical.EndsWith('.'))
        {
            return $"ends with a dot: write {scheme}://{canonical.TrimEnd('.')}";
        }

        string name = canonical.StartsWith("*.", StringComparison.Ordinal) ? canonical[2..] : canonical;
        if (name.Contains('*'))
        {
            return $"has a * that is not all of the first label: write each host, or {scheme}://*.example.com for the subdomains of one";
        }

        return HostName.IsName(name) && !IPAddress.TryParse(name, out _) ? null : $"has no host: write it like {Example}";
    }

    private static string NoBrackets(string scheme) => $"has brackets without IPv6: write it like {scheme}://[2001:db8::1]";

    private static string? ReadAddress(string text, out string canonical, out AddressRange? addresses)
    {
        string? fault = AddressRange.Read(text, out addresses);
        canonical = addresses is null ? "" : text.Contains(':') ? $"[{addresses}]" : $"{addresses}";
        return fault;
    }
}
