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

    /// <summary>
    /// Gets the body in pieces that are made while it is sent, in place of <see cref="Body"/>; null for none. The network took a
    /// piece before the next is asked for. They are asked for once: a redirect that needs them again is not followed. They listen to
    /// the token that they are asked for with: the request ends when they do.
    /// </summary>
    public IAsyncEnumerable<ReadOnlyMemory<byte>>? BodyPieces { get; init; }

    /// <summary>Gets the bytes of all <see cref="BodyPieces"/>; null where they are not known: the body is sent in chunks.</summary>
    public long? BodyLength { get; init; }

    /// <summary>Gets the header traceparent, which is sent if <see cref="HttpGrant.SendTraceParent"/>; null for none.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Gets the name of the <see cref="HttpCredential"/> to add; null for none.</summary>
    public string? Credential { get; init; }

    /// <summary>Gets the time of all, if it is shorter than <see cref="HttpLimits.TotalTimeout"/>.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Gets whether the caller's thread waits for the response anyway, so that it may as well send and receive.</summary>
    internal bool IsBlocking { get; init; }

    /// <summary>Gets the method and the URL, without what a log may not hold.</summary>
    /// <returns>The method and the URL.</returns>
    public override string ToString() => EgressPolicy.Show(Method, url: null, Url);
}
