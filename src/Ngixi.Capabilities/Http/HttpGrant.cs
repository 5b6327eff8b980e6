using System.Collections.ObjectModel;
using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>What a module may ask of the network. A new grant allows nothing.</summary>
/// <remarks>Each part is checked when it is set: an <see cref="ArgumentException"/> names the entry and what to write instead.</remarks>
public sealed record HttpGrant
{
    /// <summary>The most redirects that a grant can have followed.</summary>
    public const int MostRedirects = 5;

    /// <summary>Gets where requests may go, for example <c>["https://api.example.com"]</c>; nowhere by default.</summary>
    public IReadOnlyList<HttpTarget> Allow { get; init => field = Copy(value, nameof(Allow)); } = [];

    /// <summary>
    /// Gets the addresses that may be dialled although they are not of the public internet, for example <c>["127.0.0.1"]</c>; none by
    /// default. They add nothing to <see cref="Allow"/>. The metadata service of a cloud needs its very address: a block that holds it
    /// is not enough.
    /// </summary>
    public IReadOnlyList<AddressRange> AllowPrivate { get; init => field = Copy(value, nameof(AllowPrivate)); } = [];

    /// <summary>
    /// Gets headers that guests may set although the host usually does, for example <c>["Cookie"]</c>; none by default. Those of the
    /// connection, such as Host and Transfer-Encoding, cannot be granted.
    /// </summary>
    public IReadOnlyList<string> AllowHeaders { get; init => field = CopyHeaders(value); } = [];

    /// <summary>
    /// Gets how many redirects of a request are followed, 0 to 5; 0 by default: the guest gets the redirect. Each is judged anew.
    /// </summary>
    public int MaxRedirects { get; init => field = Limit.Between(0, MostRedirects, value); }

    /// <summary>Gets whether a redirect may lead from https to http; false by default. The target has to be allowed, too.</summary>
    public bool AllowRedirectsToHttp { get; init; }

    /// <summary>
    /// Gets whether requests carry the header traceparent of the host's trace; false by default. It does not follow a redirect to
    /// another origin.
    /// </summary>
    public bool SendTraceParent { get; init; }

    /// <summary>Gets the secrets that guests may name; none by default.</summary>
    public IReadOnlyList<HttpCredential> Credentials { get; init => field = CopyCredentials(value); } = [];

    /// <summary>Gets the limits.</summary>
    public HttpLimits Limits { get; init => field = value ?? throw new ArgumentNullException(nameof(Limits)); } = new();

    private static ReadOnlyCollection<T> Copy<T>(IReadOnlyList<T> value, string property)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Contains(null!)
            ? throw new ArgumentException($"An entry of {property} is null.", nameof(value))
            : Array.AsReadOnly([.. value]);
    }

    private static ReadOnlyCollection<string> CopyHeaders(IReadOnlyList<string> value)
    {
        ReadOnlyCollection<string> names = Copy(value, nameof(AllowHeaders));
        foreach (string name in names)
        {
            if (!HttpHeaderRules.NeedsGrant(name))
            {
                string fault = HttpHeaderRules.IsOfTheConnection(name) ? "is the connection's, which no grant can give" : "needs no grant";
                string shown = UntrustedText.Quote(name);
                throw new ArgumentException($"The header {shown} of AllowHeaders {fault}: leave it out.", nameof(value));
            }
        }

        return names;
    }

    private static ReadOnlyCollection<HttpCredential> CopyCredentials(IReadOnlyList<HttpCredential> value)
    {
        ReadOnlyCollection<HttpCredential> credentials = Copy(value, nameof(Credentials));
        string? twice = credentials.GroupBy(credential => credential.Name).FirstOrDefault(group => group.Count() > 1)?.Key;
        return twice is null
            ? credentials
            : throw new ArgumentException($"Two credentials have the name {twice}: give each its own.", nameof(value));
    }
}
