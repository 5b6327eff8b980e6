using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>The response to a request. It counts as a request until its body was read to the end, or it is freed.</summary>
[WasmResource("http_response_")]
public interface IHttpResponse : IDisposable
{
    /// <summary>Gets the status.</summary>
    /// <returns>The status, from 100 to 999.</returns>
    int Status();

    /// <summary>Gets a header.</summary>
    /// <param name="name">The name, in capitals or small letters.</param>
    /// <returns>The value, or the values with ", " between them; null for none. Bytes beyond ASCII are read as Latin-1.</returns>
    string? Header(string name);

    /// <summary>Gets all headers.</summary>
    /// <returns>The headers, in the server's words. A name may stand more than once.</returns>
    IReadOnlyList<HttpHeader> Headers();

    /// <summary>Reads on in the body, and waits until some of it is there.</summary>
    /// <param name="buffer">Where to write; not empty.</param>
    /// <param name="cancellationToken">Ends the wait with the guest's call.</param>
    /// <returns>The bytes that were read; 0 at the end; below 0 an <see cref="HttpError"/>, with a minus before its number.</returns>
    int Read(Span<byte> buffer, CancellationToken cancellationToken);
}
