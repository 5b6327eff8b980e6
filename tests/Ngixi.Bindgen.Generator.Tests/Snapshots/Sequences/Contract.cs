namespace Demo;

[WasmImport("env")]
public interface ISequences
{
    byte[] Bytes(byte[] value);
    sbyte[]? Tiny(sbyte[]? value);
    ReadOnlySpan<short> Shorts(ReadOnlySpan<short> value);
    ReadOnlyMemory<ushort> Words(ReadOnlyMemory<ushort> value);
    int[] Numbers([MaxBytes(4096)] ReadOnlySpan<int> value);
    uint[]? Counts(uint[]? value);
    long[] Bigs(ReadOnlyMemory<long> value);
    ulong[] Huges(ReadOnlySpan<ulong> value);
    float[] Roughs(float[] value);
    ReadOnlySpan<double> Fines(ReadOnlySpan<double> a, ReadOnlySpan<double> b);
    int Fill(Span<byte> buffer, Span<float> weights);
}
