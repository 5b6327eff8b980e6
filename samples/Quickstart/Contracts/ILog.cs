using Ngixi.Bindgen;

namespace Quickstart.Contracts;

/// <summary>Writes to the host's log.</summary>
[WasmImport("env")]
public interface ILog
{
    /// <summary>Writes one message.</summary>
    /// <param name="message">The message, at most 4 KiB of UTF-16.</param>
    [WasmName("log")]
    void Write([MaxBytes(4096)] string message);

    /// <summary>Begins a span: a stretch of work whose length the host logs when it ends.</summary>
    /// <param name="name">What the work is called.</param>
    /// <returns>The span; end it when the work is done.</returns>
    [WasmName("span_begin")]
    ISpan BeginSpan(string name);
}
