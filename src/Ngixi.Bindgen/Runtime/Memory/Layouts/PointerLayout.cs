using System.Buffers.Binary;

namespace Ngixi.Bindgen.Runtime.Layouts;

/// <summary>A record where its pointer stands.</summary>
internal readonly struct PointerLayout<T, TLayout> : IMemoryLayout<T>
    where TLayout : IMemoryLayout<T>
{
    public static int Size => sizeof(uint);

    public static int Alignment => sizeof(uint);

    public static T Read(ref GuestReader guest, scoped ReadOnlySpan<byte> bytes, string name) =>
        guest.ReadPointedTo<T, TLayout>(BinaryPrimitives.ReadUInt32LittleEndian(bytes), name);

    public static void Write(ref BlockWriter block, int at, T value, string name) => block.WritePointedTo<T, TLayout>(at, value, name);
}
