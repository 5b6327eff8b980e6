using Ngixi.Bindgen;

namespace Ngixi.Guide.Tests.Debugging;

/// <summary>Splits bills: the guest.</summary>
[WasmExport]
public interface ISplitter
{
    /// <summary>Gets the share of each, in cents.</summary>
    int Share(int cents, int guests);
}
