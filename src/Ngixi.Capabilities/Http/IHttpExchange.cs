using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>A request that is under way. To free it ends the request, if its response was not received.</summary>
[WasmResource("http_exchange_")]
public interface IHttpExchange : IDisposable
{
    /// <summary>Writes on in the body. It waits while the network is slower; an error may come of an earlier piece.</summary>
    /// <param name="piece">What comes next in the body.</param>
    /// <param name="cancellationToken">Ends the wait with the guest's call.</param>
    [WasmErrors(typeof(HttpError))]
    Task WriteAsync(ReadOnlyMemory<byte> piece, CancellationToken cancellationToken);

    /// <summary>Ends the body, and does not wait. To receive the response ends it, too.</summary>
    void Finish();

    /// <summary>Waits for the response, once.</summary>
    /// <param name="cancellationToken">Ends the wait with the guest's call.</param>
    /// <returns>The response. The exchange may be freed before it.</returns>
    [WasmErrors(typeof(HttpError))]
    Task<IHttpResponse> ReceiveAsync(CancellationToken cancellationToken);
}
