using System.Text;

namespace Ngixi.Hosting.Modules;

/// <summary>Reads what modules are written in. Nothing that it reads is believed: what is not there is malformed.</summary>
/// <param name="bytes">The bytes.</param>
/// <param name="offset">Where they are in the module, for messages.</param>
internal ref struct WasmReader(ReadOnlySpan<byte> bytes, int offset = 0)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> bytes = bytes;
    private readonly int offset = offset;
    private int position;

    public readonly bool IsAtEnd => position == bytes.Length;

    /// <summary>Gets where it is in the module.</summary>
    public readonly int Offset => offset + position;

    public readonly int Left => bytes.Length - position;

    public byte Byte() => position < bytes.Length ? bytes[position++] : throw Malformed("ends within a value");

    public byte Peek() => position < bytes.Length ? bytes[position] : throw Malformed("ends within a value");

    public ReadOnlySpan<byte> Bytes(uint count)
    {
        if (count > (uint)Left)
        {
            throw Malformed($"says that {count} bytes follow, where {Left} do");
        }

        ReadOnlySpan<byte> read = bytes.Slice(position, (int)count);
        position += (int)count;
        return read;
    }

    /// <summary>Takes the bytes that follow as a reader of its own.</summary>
    public WasmReader Part(uint count)
    {
        int start = Offset;
        return new WasmReader(Bytes(count), start);
    }

    public uint UInt32() => (uint)Leb(maxBits: 32);

    public ulong UInt64() => Leb(maxBits: 64);

    /// <summary>Skips a signed number of 33 bits, as types have it.</summary>
    public void SkipInt33()
    {
        const int MaxBytes = 5;
        for (int i = 0; i < MaxBytes; i++)
        {
            if ((Byte() & 0x80) == 0)
            {
                return;
            }
        }

        throw Malformed("has a number that is too long");
    }

    public string Name(int maxBytes)
    {
        uint length = UInt32();
        if (length > maxBytes)
        {
            throw Malformed($"has a name of {length:N0} bytes, where {maxBytes:N0} are the most");
        }

        try
        {
            return Strict.GetString(Bytes(length));
        }
        catch (DecoderFallbackException)
        {
            throw Malformed("has a name that is no UTF-8");
        }
    }

    public readonly MalformedModuleException Malformed(string what) => new($"it {what}, at byte {Offset:N0}");

    private ulong Leb(int maxBits)
    {
        ulong value = 0;
        for (int shift = 0; shift < maxBits; shift += 7)
        {
            byte next = Byte();
            int bits = maxBits - shift;
            if (bits < 7 && (next & 0x7F) >> bits != 0)
            {
                break;
            }

            value |= (ulong)(next & 0x7F) << shift;
            if ((next & 0x80) == 0)
            {
                return value;
            }
        }

        throw Malformed("has a number that is too large");
    }
}
