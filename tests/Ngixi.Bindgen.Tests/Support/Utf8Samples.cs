using System.Text;

namespace Ngixi.Bindgen.Tests.Support;

/// <summary>Bytes that are UTF-8, and bytes that just are not.</summary>
internal static class Utf8Samples
{
    /// <summary>Gets one character of each length, to fill text up with.</summary>
    public static IReadOnlyList<string> Fillers { get; } = ["a", "é", "漢", "😀"];

    /// <summary>Gets bytes at the borders between what is valid and what is not.</summary>
    public static ReadOnlySpan<byte> BorderBytes =>
    [
        0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF,
        0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xF7, 0xF8, 0xFF,
    ];

    /// <summary>Gets sequences, valid and not, in which each byte is at a border.</summary>
    public static IEnumerable<byte[]> BorderSequences()
    {
        byte[] bytes = BorderBytes.ToArray();
        foreach (byte first in bytes)
        {
            yield return [first];
            foreach (byte second in bytes)
            {
                yield return [first, second];
            }
        }

        byte[] continuations = [0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC2, 0xE1];
        foreach (byte first in bytes.Where(first => first >= 0xC0))
        {
            foreach (byte second in continuations)
            {
                foreach (byte third in continuations)
                {
                    yield return [first, second, third];
                }
            }
        }

        byte[] ends = [0x41, 0x80, 0xBF, 0xE1];
        foreach (byte first in bytes.Where(first => first >= 0xF0))
        {
            foreach (byte second in continuations)
            {
                foreach (byte third in ends)
                {
                    foreach (byte fourth in ends)
                    {
                        yield return [first, second, third, fourth];
                    }
                }
            }
        }
    }

    /// <summary>Puts bytes behind a run of a character, <paramref name="offset"/> bytes long.</summary>
    public static byte[] Behind(string filler, int offset, ReadOnlySpan<byte> bytes, string? after = null)
    {
        byte[] unit = Encoding.UTF8.GetBytes(filler);
        byte[] end = Encoding.UTF8.GetBytes(after ?? string.Empty);
        byte[] text = new byte[offset + bytes.Length + end.Length];
        int at = offset % unit.Length;
        text.AsSpan(0, at).Fill((byte)'.');
        for (; at < offset; at += unit.Length)
        {
            unit.CopyTo(text, at);
        }

        bytes.CopyTo(text.AsSpan(offset));
        end.CopyTo(text, offset + bytes.Length);
        return text;
    }

    /// <summary>Makes text of random characters, mostly of one length at a time.</summary>
    public static string RandomText(Random random, int length)
    {
        StringBuilder text = new();
        while (text.Length < length)
        {
            int kind = random.Next(4);
            for (int run = random.Next(1, 40); run > 0; run--)
            {
                int value = (random.Next(8) == 0 ? random.Next(4) : kind) switch
                {
                    0 => random.Next(0x80),
                    1 => random.Next(0x80, 0x800),
                    2 => random.Next(2) == 0 ? random.Next(0x800, 0xD800) : random.Next(0xE000, 0x10000),
                    _ => random.Next(0x10000, 0x110000),
                };
                text.Append(new Rune(value).ToString());
            }
        }

        return text.ToString();
    }
}
