using Ngixi.Bindgen;

namespace Ngixi.Hosting.Tests.Support;

/// <summary>A capability that waits until its call ends.</summary>
[WasmImport("waiting")]
internal interface IWaiting
{
    Task Wait(CancellationToken cancellation);
}
