using System.Buffers.Binary;

namespace Ngixi.Bindgen.Runtime.Layouts;

/// <summary>The stored form of everything with a length: <c>u32 pointer, u32 length</c>. Both are 0 for null.</summary>
internal static class SequencePair
{
    public const int Size = 8;
    public const int Alignment = 4;

    public static uint Pointer(ReadOnlySpan<byte> pair) => BinaryPrimitives.ReadUInt32LittleEndian(pair);

    public static uint Length(ReadOnlySpan<byte> pair) => BinaryPrimitives.ReadUInt32LittleEndian(pair[sizeof(uint)..]);
}
