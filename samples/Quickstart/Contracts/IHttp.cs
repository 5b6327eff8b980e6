using Ngixi.Bindgen;

namespace Quickstart.Contracts;

/// <summary>Sends HTTP requests to the servers that the host allows.</summary>
[WasmImport("env", Prefix = "http_")]
public interface IHttp
{
    /// <summary>Sends a request and waits for the head of its response.</summary>
    /// <param name="method">The method, for example <c>GET</c>.</param>
    /// <param name="url">The whole URL.</param>
    /// <param name="body">The body; empty for none.</param>
    /// <returns>The response, or <see langword="null"/> when the host does not allow the URL.</returns>
    IHttpResponse? Request(string method, string url, ReadOnlySpan<byte> body);
}
