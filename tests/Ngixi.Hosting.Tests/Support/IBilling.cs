using Ngixi.Bindgen;

namespace Ngixi.Hosting.Tests.Support;

/// <summary>A capability of a host's own.</summary>
[WasmImport("shop")]
public interface IBilling
{
    /// <summary>Sends an invoice.</summary>
    /// <param name="amount">The amount.</param>
    /// <returns>Its number.</returns>
    int Invoice(int amount);
}
