using Ngixi.Bindgen;

namespace Quickstart.Contracts;

/// <summary>Hands the host's events to the guest, one at a time.</summary>
[WasmImport("env")]
public interface IEvents
{
    /// <summary>Takes the next event.</summary>
    /// <param name="buffer">Where the event goes, as UTF-8.</param>
    /// <returns>
    /// The event's length; 0 when there is none. A negative length, −n, when it has n bytes and the buffer less; the event stays.
    /// </returns>
    [WasmName("next_event")]
    int Next(Span<byte> buffer);
}
