using Ngixi.Bindgen;

namespace Ngixi.Capabilities.Tests.Support;

/// <summary>What the host has a guest do.</summary>
[WasmExport]
public interface IWork
{
    /// <summary>Begins what the guest does not end.</summary>
    void Begin();

    /// <summary>Traps in the guest.</summary>
    void Trap();
}
