namespace Ngixi.Bindgen;

/// <summary>
/// Brings calls to one guest, wherever it is, and their results back. The generated asynchronous interface of
/// <see cref="WasmExportAttribute.Async"/> calls it, with bytes alone.
/// </summary>
public abstract class GuestCaller
{
    /// <summary>Calls an export of the guest.</summary>
    /// <param name="request">The call. Its memory is not written to, and is not used after the task ended.</param>
    /// <param name="cancellation">Ends the wait, and the call where it can.</param>
    /// <returns>The result as one block, as <see cref="Runtime.GuestService.Serve"/> made it; empty where there is none.</returns>
    public abstract ValueTask<ReadOnlyMemory<byte>> InvokeAsync(GuestRequest request, CancellationToken cancellation);
}
