using Ngixi.Bindgen;

namespace Ngixi.Cli.Tests.Support;

/// <summary>What the guest <c>asker.wasm</c> exports, which names a credential.</summary>
[WasmExport]
public interface IAsker
{
    /// <summary>Asks a server.</summary>
    /// <returns>The status.</returns>
    int Ask(string url);
}
