using Ngixi.Bindgen;

namespace Ngixi.Hosting.Tests.Recording;

/// <summary>A capability that has a secret.</summary>
[WasmImport("vault")]
internal interface IVault
{
    [Secret]
    string Open(string door);

    int Count();
}
