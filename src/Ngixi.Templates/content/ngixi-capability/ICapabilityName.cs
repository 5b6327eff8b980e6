using Ngixi.Bindgen;

namespace NgixiCapability;

/// <summary>Brings notes to the host.</summary>
[WasmImport("capabilityName")]
public interface ICapabilityName
{
    /// <summary>Leaves a note.</summary>
    /// <param name="text">The note.</param>
    /// <returns>Whether the host took it: the grant limits how many it takes.</returns>
    bool Leave([MaxBytes(4096)] string text);
}
