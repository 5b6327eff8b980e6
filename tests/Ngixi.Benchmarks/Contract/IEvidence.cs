using Ngixi.Bindgen;

namespace Ngixi.Benchmarks.Contract;

/// <summary>What a recorded guest calls: numbers, bytes to the host, bytes from the host.</summary>
[WasmImport("evidence")]
internal interface IEvidence
{
    int Add(int left, int right);

    void Take(ReadOnlySpan<byte> bytes);

    void Fill(Span<byte> bytes);
}
