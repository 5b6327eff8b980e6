using Ngixi.Bindgen;

namespace Ngixi.Hosting.Tests.Support;

/// <summary>What a guest exports whose result may be no value of its type.</summary>
[WasmExport(Prefix = "switch_")]
public interface ISwitch
{
    /// <summary>Gets whether it is on.</summary>
    bool IsOn();
}
