using Ngixi.Bindgen;

namespace Ngixi.Hosting;

/// <summary>What a guest exports whose state outlives its instance.</summary>
[WasmExport(Prefix = "state_")]
public interface ISavedState
{
    /// <summary>Gets the state as bytes, in a form of the guest's own. The guest goes on after that.</summary>
    byte[] Save();

    /// <summary>Takes a state that an earlier instance saved. It is called first and once, and never where none was saved.</summary>
    /// <param name="state">The state, as an earlier version of the module may have written it.</param>
    void Load(ReadOnlyMemory<byte> state);
}
