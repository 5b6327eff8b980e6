using Ngixi.Bindgen;

namespace Ngixi.Hosting.Tests.Recording;

/// <summary>A guest that is told a secret.</summary>
[WasmExport]
internal interface IKeeper
{
    int Keep([Secret] string word);

    int Tell(string word);
}
