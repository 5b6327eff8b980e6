using Ngixi.Bindgen;

namespace Ngixi.Benchmarks.Contract;

/// <summary>What a guest of the workloads exports.</summary>
[WasmExport(Async = true)]
internal interface IShop
{
    int Sum(int left, int right);

    string Echo(string text);

    Product Reprice(Product product);
}
