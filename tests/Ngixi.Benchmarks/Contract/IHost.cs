using Ngixi.Bindgen;

namespace Ngixi.Benchmarks.Contract;

/// <summary>What every guest imports, whoever the host is.</summary>
[WasmImport("host")]
internal interface IHost
{
    void Nothing();

    int Add(int left, int right);

    void View(ReadOnlySpan<byte> bytes);

    void Log(string message);

    byte[] Bytes();

    string Text();

    void Save(Product product);

    Product Load();

    void SaveAll(string[] names);

    string[] LoadAll();

    [WasmErrors(typeof(HostError))]
    void Fail(int code);

    ICounter OpenCounter();
}
