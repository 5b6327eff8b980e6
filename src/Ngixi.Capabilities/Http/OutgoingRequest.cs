namespace Ngixi.Capabilities;

/// <summary>A request of a guest.</summary>
/// <param name="Method">The method, in capitals.</param>
/// <param name="Url">The absolute URL.</param>
/// <param name="Headers">The headers; null for none. A name that stands more than once is sent once, with the values in a list.</param>
/// <param name="BodyLength">The bytes of the body that are to be written; 0 for no body, below 0 where they are not known.</param>
/// <param name="Credential">The name of the secret that the host is to add; null for none.</param>
/// <param name="Timeout">The time of all, if it is shorter than the grant's and what the call has left; null for those.</param>
public sealed record OutgoingRequest(
    string Method, string Url, IReadOnlyList<HttpHeader>? Headers, long BodyLength, string? Credential, TimeSpan? Timeout);
