using Ngixi.Bindgen;

namespace Ngixi.Guide.Tests.Debugging;

/// <summary>Splits bills: the guest.</summary>
[WasmExport]
public interface ISplitter
{
    /// <summary>Gets the share of each, in cents.</summary>
    int Share(int cents, int guests);

    /// <summary>Gets the shares of all, of which the first have a cent more where it cannot be even.</summary>
    int[] Shares(int cents, int guests);
}
