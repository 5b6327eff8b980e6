using System.Buffers.Binary;
using System.Text;

namespace Ngixi.Hosting.Diagnostics;

/// <summary>Reads bytes that a guest's author made, and never beyond their end.</summary>
/// <param name="bytes">The bytes.</param>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;

    public int Position { get; private set; }

    public readonly bool IsAtEnd => Position == bytes.Length;

    public byte Byte() => Take(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public ReadOnlySpan<byte> Take(uint count)
    {
        if (count > bytes.Length - Position)
        {
            throw new FormatException("It ends too early.");
        }

        ReadOnlySpan<byte> taken = bytes.Slice(Position, (int)count);
        Position += (int)count;
        return taken;
    }

    /// <summary>Reads an unsigned number in LEB128, of which the lower 64 bits count.</summary>
    public ulong Unsigned() => Leb128(out _);

    /// <summary>Reads a signed number in LEB128, of which the lower 64 bits count.</summary>
    public long Signed()
    {
        long value = (long)Leb128(out int bits);
        return bits < 64 && (value >> (bits - 1) & 1) != 0 ? value | (-1L << bits) : value;
    }

    /// <summary>Reads a text up to a byte of zero, and cuts it.</summary>
    /// <param name="longest">The most bytes of it that are kept.</param>
    public string Text(int longest)
    {
        int length = bytes[Position..].IndexOf((byte)0);
        ReadOnlySpan<byte> text = Take(length < 0 ? uint.MaxValue : (uint)length);
        Position++;
        return Encoding.UTF8.GetString(text[..Math.Min(text.Length, longest)]);
    }

    private ulong Leb128(out int bits)
    {
        ulong value = 0;
        bits = 0;
        byte part;
        do
        {
            part = Byte();
            value |= bits < 64 ? (ulong)(part & 0x7f) << bits : 0;
            bits = Math.Min(bits + 7, 70);
        }
        while (part >= 0x80);

        return value;
    }
}
