namespace Ngixi.Benchmarks.Contract;

/// <summary>The host of a recorded guest: what it gives is text that a compressor halves, never the same.</summary>
internal sealed class Evidence : IEvidence
{
    private static readonly byte[] Text = TextOf(1024 * 1024);

    private int place;

    /// <summary>Makes hexadecimal digits of chance.</summary>
    public static byte[] TextOf(int length)
    {
        byte[] text = new byte[length];
        new Random(length).GetItems("0123456789abcdef"u8, text);
        return text;
    }

    public int Add(int left, int right) => left + right;

    public void Take(ReadOnlySpan<byte> bytes)
    {
    }

    public void Fill(Span<byte> bytes)
    {
        Text.AsSpan(place, bytes.Length).CopyTo(bytes);
        place = (place + bytes.Length) % (Text.Length / 2);
    }
}
