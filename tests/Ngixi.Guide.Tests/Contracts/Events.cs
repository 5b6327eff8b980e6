using Ngixi.Bindgen;

namespace Ngixi.Guide.Tests.Events;

#region contract
/// <summary>Bills orders: the guest.</summary>
[WasmExport]
public interface IBilling
{
    /// <summary>Handles the orders that wait, and says how many there were.</summary>
    int Drain();
}
#endregion
