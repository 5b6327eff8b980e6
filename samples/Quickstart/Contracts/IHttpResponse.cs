using Ngixi.Bindgen;

namespace Quickstart.Contracts;

/// <summary>A response; free it when it was read.</summary>
[WasmResource("http_response_")]
public interface IHttpResponse : IDisposable
{
    /// <summary>Gets the status code, for example 200.</summary>
    int Status();

    /// <summary>Reads the next bytes of the body.</summary>
    /// <param name="buffer">Where they go.</param>
    /// <returns>How many there were; 0 at the end.</returns>
    int Read(Span<byte> buffer);
}
