namespace Ngixi.Bindgen.Tests.Contracts;

/// <summary>An ABI of its own, whose pointers the methods follow by themselves.</summary>
[WasmImport("foreign")]
public interface IForeign
{
    int Sum(uint address, uint count);

    void Fill(uint address, uint count, int value);
}
