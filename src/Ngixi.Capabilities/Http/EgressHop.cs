namespace Ngixi.Capabilities;

/// <summary>One request on the wire: that of the guest, or one that a redirect led to.</summary>
internal sealed record EgressHop(
    string Method,
    GuestUrl Url,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    ReadOnlyMemory<byte> Body,
    PiecedBody? Pieces,
    HttpCredential? Credential,
    GuestUrl? From)
{
    /// <inheritdoc cref="EgressRequest.IsBlocking"/>
    public bool IsBlocking { get; init; }

    /// <summary>Gets what a log may hold of it.</summary>
    public string Shown => EgressPolicy.Show(Method, Url, "", From);
}
