using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>Asks servers over HTTP, as far as the grant of the module allows it.</summary>
[WasmImport("env", Prefix = "http_")]
public interface IHttp
{
    /// <summary>Sends a request and waits for the response.</summary>
    /// <param name="method">The method, in capitals.</param>
    /// <param name="url">The absolute URL.</param>
    /// <param name="body">The body; empty for none.</param>
    /// <param name="cancellationToken">Ends the wait with the guest's call.</param>
    /// <returns>The response; null where the request was refused or failed: http_start says why.</returns>
    Task<IHttpResponse?> RequestAsync(string method, string url, ReadOnlyMemory<byte> body, CancellationToken cancellationToken);

    /// <summary>Begins a request, and does not wait for the server. Several may be under way.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends the request with the guest's call, if that does not end in time.</param>
    /// <returns>The exchange: the body is written to it, and the response comes from it.</returns>
    [WasmErrors(typeof(HttpError))]
    Task<IHttpExchange> StartAsync(OutgoingRequest request, CancellationToken cancellationToken);
}
