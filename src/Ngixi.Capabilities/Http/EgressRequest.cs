namespace Ngixi.Capabilities;

/// <summary>A request of a guest. Nothing of it has to be checked before.</summary>
/// <param name="Method">The method, in capitals.</param>
/// <param name="Url">The absolute URL.</param>
public sealed record EgressRequest(string Method, string Url)
{
    /// <summary>Gets the headers. A name that stands more than once is sent once, with the values in a list.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Gets the body; empty for none. It may not change until the response is there.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Gets the name of the <see cref="HttpCredential"/> to add; null for none.</summary>
    public string? Credential { get; init; }

    /// <summary>Gets the time of all, if it is shorter than <see cref="HttpLimits.TotalTimeout"/>.</summary>
    public TimeSpan? Timeout { get; init; }
}
