using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>Traces the work of a guest in the host's traces.</summary>
[WasmImport("env")]
public interface ITracing
{
    /// <summary>
    /// Begins a span: a stretch of work whose time is recorded. Its parent is the span that was begun last and has not ended, or
    /// what the host does that called the guest.
    /// </summary>
    /// <param name="name">The name of the work, at most 4 KiB. The host may cut it sooner.</param>
    /// <returns>The span; end it when the work is done. Spans may end in any order.</returns>
    [WasmName("span_begin")]
    ISpan BeginSpan([MaxBytes(TraceGrant.MaxTextBytes)] string name);
}
