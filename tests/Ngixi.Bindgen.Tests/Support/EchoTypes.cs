using Ngixi.Bindgen.Tests.Contracts;

namespace Ngixi.Bindgen.Tests.Support;

/// <summary>Gives everything back and counts its calls.</summary>
internal sealed class EchoTypes : ITypes
{
    public int Calls { get; private set; }

    public string? LastMany { get; private set; }

    public bool Boolean(bool value) => Count(value);

    public sbyte SByte(sbyte value) => Count(value);

    public byte Byte(byte value) => Count(value);

    public short Int16(short value) => Count(value);

    public ushort UInt16(ushort value) => Count(value);

    public char Char(char value) => Count(value);

    public int Int32(int value) => Count(value);

    public uint UInt32(uint value) => Count(value);

    public long Int64(long value) => Count(value);

    public ulong UInt64(ulong value) => Count(value);

    public float Single(float value) => Count(value);

    public double Double(double value) => Count(value);

    public Level Level(Level value) => Count(value);

    public Access Access(Access value) => Count(value);

    public Wide Wide(Wide value) => Count(value);

    public Bits Bits(Bits value) => Count(value);

    public DateTimeOffset Instant(DateTimeOffset value) => Count(value == DateTimeOffset.UnixEpoch ? DateTimeOffset.MaxValue : value);

    public TimeSpan Duration(TimeSpan value) => Count(value);

    public Guid Guid(Guid value) => Count(value);

    public string Defaults(int number = 7, string text = "text", Level level = Contracts.Level.High, double real = 0.5) =>
        Count(FormattableString.Invariant($"{number} {text} {level} {real}"));

    public string Text(string value) => Count(value);

    public string? NullableText(string? value) => Count(value);

    public ReadOnlySpan<char> Chars(ReadOnlySpan<char> value)
    {
        Calls++;
        return value;
    }

    public ReadOnlySpan<byte> Bytes(ReadOnlySpan<byte> value)
    {
        Calls++;
        return value;
    }

    public byte[]? NullableBytes(byte[]? value) => Count(value);

    public ReadOnlyMemory<byte> MemoryBytes(ReadOnlyMemory<byte> value) => Count(value);

    public sbyte[] SBytes(sbyte[] value) => Count(value);

    public short[] Int16s(short[] value) => Count(value);

    public ushort[] UInt16s(ReadOnlySpan<ushort> value) => Count(value.ToArray());

    public int[] Int32s(ReadOnlySpan<int> value) => Count(value.ToArray());

    public uint[]? UInt32s(uint[]? value) => Count(value);

    public long[] Int64s(long[] value) => Count(value);

    public ulong[] UInt64s(ulong[] value) => Count(value);

    public float[] Singles(ReadOnlyMemory<float> value) => Count(value.ToArray());

    public double[] Doubles(ReadOnlySpan<double> value) => Count(value.ToArray());

    public int Fill(Span<byte> buffer)
    {
        Calls++;
        for (int i = 0; i < buffer.Length; i++)
        {
            buffer[i] = (byte)(i + 1);
        }

        return buffer.Length;
    }

    public void Many(bool a, long b, float c, double d, string e, ReadOnlySpan<byte> f, char g)
    {
        Calls++;
        LastMany = FormattableString.Invariant($"{a} {b} {c} {d} {e} {Convert.ToHexString(f)} {g}");
    }

    public int Limited(string text, ReadOnlySpan<int> numbers) => Count(text.Length + numbers.Length);

    private T Count<T>(T value)
    {
        Calls++;
        return value;
    }
}
