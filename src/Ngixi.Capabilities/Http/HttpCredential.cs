using System.Diagnostics;
using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>A secret that the host adds to requests of a guest. The guest knows its name, and never its value.</summary>
/// <remarks>
/// It is added after the gate allowed the request, if the URL is one of the credential's targets. It does not follow a redirect to another
/// origin. What a server answers is the guest's: a target that repeats its headers tells the secret.
/// </remarks>
public sealed class HttpCredential
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly Func<CancellationToken, ValueTask<string>> provide;

    /// <summary>Creates a credential whose value is asked for at each request.</summary>
    /// <param name="name">The name that guests use: 1 to 64 letters, digits, dots, hyphens and underscores.</param>
    /// <param name="targets">Where it may be sent. What a target says of methods counts, too.</param>
    /// <param name="header">The header, for example <c>Authorization</c>.</param>
    /// <param name="provide">Gives the header's value, for example <c>Bearer</c> and a token; for any number of threads.</param>
    /// <exception cref="ArgumentException">The name or the header is none, or there is no target.</exception>
    public HttpCredential(string name, IReadOnlyList<HttpTarget> targets, string header, Func<CancellationToken, ValueTask<string>> provide)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(provide);
        if (name.Length is 0 or > 64 || !name.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_'))
        {
            string shown = UntrustedText.Quote(name);
            string fault = $"The credential's name {shown} is not 1 to 64 letters, digits, dots, hyphens and underscores.";
            throw new ArgumentException(fault, nameof(name));
        }

        if (!HttpHeaderRules.IsToken(header) || HttpHeaderRules.IsOfTheConnection(header))
        {
            string shown = UntrustedText.Quote(header);
            string fault = $"The header {shown} of the credential {name} is none that a request can have: write it like Authorization.";
            throw new ArgumentException(fault, nameof(header));
        }

        Targets = [.. targets];
        if (Targets.Count == 0 || Targets.Contains(null!))
        {
            throw new ArgumentException($"The credential {name} has no target: write where it may be sent.", nameof(targets));
        }

        Name = name;
        Header = header;
        this.provide = provide;
    }

    /// <summary>Creates a credential with one value.</summary>
    /// <param name="name">The name that guests use: 1 to 64 letters, digits, dots, hyphens and underscores.</param>
    /// <param name="targets">Where it may be sent. What a target says of methods counts, too.</param>
    /// <param name="header">The header, for example <c>Authorization</c>.</param>
    /// <param name="value">The header's value, for example <c>Bearer</c> and a token.</param>
    /// <exception cref="ArgumentException">The name, the header or the value is none, or there is no target.</exception>
    public HttpCredential(string name, IReadOnlyList<HttpTarget> targets, string header, string value)
        : this(name, targets, header, _ => ValueTask.FromResult(value))
    {
        if (!HttpHeaderRules.IsValue(value))
        {
            throw new ArgumentException($"The value of the credential {name} has characters that no header has.", nameof(value));
        }
    }

    /// <summary>Gets the name that guests use.</summary>
    public string Name { get; }

    /// <summary>Gets where it may be sent.</summary>
    public IReadOnlyList<HttpTarget> Targets { get; }

    /// <summary>Gets the header.</summary>
    public string Header { get; }

    /// <summary>Gets the name and the header; never the value.</summary>
    /// <returns>The name and the header.</returns>
    public override string ToString() => $"{Name} ({Header})";

    internal ValueTask<string> GetValueAsync(CancellationToken cancellationToken) => provide(cancellationToken);

    internal bool IsFor(string method, GuestUrl url) => Targets.Any(target => target.Covers(url) && target.Methods.Contains(method));
}
