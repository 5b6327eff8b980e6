using Ngixi.Bindgen;

namespace NgixiHost;

/// <summary>What the guest exports.</summary>
[WasmExport]
public interface IProgram
{
    /// <summary>Runs the guest.</summary>
    /// <returns>0 if all went well.</returns>
    int Run();
}
