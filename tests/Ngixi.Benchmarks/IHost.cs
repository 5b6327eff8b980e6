using Ngixi.Bindgen;

namespace Ngixi.Benchmarks;

/// <summary>What the guest imports, from either peer.</summary>
[WasmImport("host")]
internal interface IHost
{
    void Nothing();

    int Add(int left, int right);

    void View(ReadOnlySpan<byte> bytes);

    void Log(string message);

    byte[] Get();
}
