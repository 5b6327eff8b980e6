using Ngixi.Bindgen;

namespace Quickstart.Contracts;

/// <summary>A stretch of work that the host times.</summary>
[WasmResource("span_", Release = "end")]
public interface ISpan : IDisposable;
