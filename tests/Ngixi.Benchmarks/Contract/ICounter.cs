using Ngixi.Bindgen;

namespace Ngixi.Benchmarks.Contract;

/// <summary>The resource of the workloads.</summary>
[WasmResource("counter_")]
internal interface ICounter : IDisposable
{
    int Add(int amount);
}
