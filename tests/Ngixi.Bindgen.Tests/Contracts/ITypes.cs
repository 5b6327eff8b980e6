namespace Ngixi.Bindgen.Tests.Contracts;

public enum Level : byte
{
    Low,
    High = 200,
}

[Flags]
public enum Access
{
    None = 0,
    Read = 1,
    Write = 2,
}

public enum Wide : long
{
    Least = long.MinValue,
    Zero = 0,
    Most = long.MaxValue,
}

[Flags]
public enum Bits : ulong
{
    None = 0,
    Low = 1,
    High = 1UL << 63,
}

/// <summary>Gives back what it gets, in every type that crosses.</summary>
[WasmImport("types")]
public interface ITypes
{
    bool Boolean(bool value);

    sbyte SByte(sbyte value);

    byte Byte(byte value);

    short Int16(short value);

    ushort UInt16(ushort value);

    char Char(char value);

    int Int32(int value);

    uint UInt32(uint value);

    long Int64(long value);

    ulong UInt64(ulong value);

    float Single(float value);

    double Double(double value);

    Level Level(Level value);

    Access Access(Access value);

    Wide Wide(Wide value);

    Bits Bits(Bits value);

    DateTimeOffset Instant(DateTimeOffset value);

    TimeSpan Duration(TimeSpan value);

    Guid Guid(Guid value);

    string Defaults(int number = 7, string text = "text", Level level = Contracts.Level.High, double real = 0.5);

    string Text(string value);

    string? NullableText(string? value);

    ReadOnlySpan<char> Chars(ReadOnlySpan<char> value);

    ReadOnlySpan<byte> Bytes(ReadOnlySpan<byte> value);

    byte[]? NullableBytes(byte[]? value);

    ReadOnlyMemory<byte> MemoryBytes(ReadOnlyMemory<byte> value);

    sbyte[] SBytes(sbyte[] value);

    short[] Int16s(short[] value);

    ushort[] UInt16s(ReadOnlySpan<ushort> value);

    int[] Int32s(ReadOnlySpan<int> value);

    uint[]? UInt32s(uint[]? value);

    long[] Int64s(long[] value);

    ulong[] UInt64s(ulong[] value);

    float[] Singles(ReadOnlyMemory<float> value);

    double[] Doubles(ReadOnlySpan<double> value);

    /// <summary>Fills the buffer with 1, 2, 3, …</summary>
    int Fill(Span<byte> buffer);

    void Many(bool a, long b, float c, double d, string e, ReadOnlySpan<byte> f, char g);

    int Limited([MaxBytes(8)] string text, [MaxBytes(8)] ReadOnlySpan<int> numbers);
}
