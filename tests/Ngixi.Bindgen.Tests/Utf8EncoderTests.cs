using System.Runtime.InteropServices;
using System.Text;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Bindgen.Text;

namespace Ngixi.Bindgen.Tests;

/// <summary>The encoder does what the encoder of .NET does.</summary>
public sealed class Utf8EncoderTests
{
    private const int Canaries = 40;
    private const byte Canary = 0xCA;

    /// <summary>Lengths around those at which the encoder goes another way.</summary>
    private static readonly int[] Offsets = [.. Enumerable.Range(0, 71), .. Enumerable.Range(120, 20), .. Enumerable.Range(250, 10)];

    private readonly byte[] expected = new byte[8192];
    private readonly byte[] written = new byte[8192];

    [Fact]
    public void Every_unit_is_encoded_alone_and_in_the_middle_of_others()
    {
        char[] text = new char[80];
        for (int value = 0; value <= char.MaxValue; value++)
        {
            AssertAgrees([(char)value]);
            text.AsSpan().Fill("aé漢"[value % 3]);
            text[value % 71] = (char)value;
            AssertAgrees(text);
            AssertAgrees(text.AsSpan(0, (value % 71) + 1));
        }
    }

    [Fact]
    public void Every_pair_of_surrogates_is_encoded()
    {
        StringBuilder all = new();
        for (int value = 0x10000; value <= 0x10FFFF; value++)
        {
            all.Append(new Rune(value).ToString());
            if (value % 0x400 == value / 0x400)
            {
                all.Append('x');
            }

            if (all.Length > 2000)
            {
                AssertAgrees(all.ToString());
                all.Clear();
            }
        }

        AssertAgrees(all.ToString());
    }

    [Fact]
    public void Units_at_the_borders_and_surrogates_with_and_without_a_partner_are_encoded_at_every_offset()
    {
        char[] units = ['\0', 'A', '\x7F', '\x80', '\u07FF', '\u0800', '\uD7FF', '\uD800', '\uDBFF', '\uDC00', '\uDFFF', '\uE000', '\uFFFF'];
        foreach (int offset in Offsets)
        {
            foreach (string filler in Utf8Samples.Fillers)
            {
                string before = string.Concat(Enumerable.Repeat(filler, offset))[..offset];
                foreach (char first in units)
                {
                    foreach (char second in units)
                    {
                        AssertAgrees($"{before}{first}{second}");
                        AssertAgrees($"{before}{first}{second}{filler}");
                    }
                }
            }
        }
    }

    [Fact]
    public void Random_units_are_encoded()
    {
        Random random = new(20260728);
        for (int i = 0; i < 20_000; i++)
        {
            char[] text = Utf8Samples.RandomText(random, random.Next(i % 20 == 0 ? 1500 : 90)).ToCharArray();
            AssertAgrees(text);
            for (int change = random.Next(1, 4); change > 0 && text.Length > 0; change--)
            {
                text[random.Next(text.Length)] = (char)(random.Next(2) == 0 ? random.Next(0xD800, 0xE000) : random.Next(0x10000));
            }

            AssertAgrees(text);
        }
    }

    [Fact]
    public void Nothing_outside_of_the_text_is_read_and_nothing_behind_the_room_is_written()
    {
        using GuardedMemory source = new(1024);
        using GuardedMemory target = new(2048);
        foreach (string filler in Utf8Samples.Fillers)
        {
            foreach (int length in Offsets)
            {
                Span<char> text = MemoryMarshal.Cast<byte, char>(source.Last(length * sizeof(char)));
                string.Concat(Enumerable.Repeat(filler, length)).AsSpan(0, length).CopyTo(text);
                int count = Encoding.UTF8.GetBytes(text, expected);

                Assert.Equal(count, Utf8Encoder.GetByteCount(text));
                Span<byte> exact = target.Last(count);
                Assert.Equal(count, Utf8Encoder.GetBytes(text, exact));
                Assert.Equal(expected.AsSpan(0, count), exact);

                Span<byte> roomy = target.Last(length * 3);
                Assert.True(Utf8Encoder.TryGetBytes(text, roomy, out int byteCount));
                Assert.Equal(expected.AsSpan(0, count), roomy[..byteCount]);
            }
        }
    }

    [Fact]
    public void Nothing_is_written_where_there_may_be_no_room()
    {
        Span<byte> room = [Canary, Canary, Canary, Canary, Canary];
        Assert.False(Utf8Encoder.TryGetBytes("ab", room, out int byteCount));
        Assert.Equal(0, byteCount);
        Assert.Equal(-1, room.IndexOfAnyExcept(Canary));
    }

    [Fact]
    public void Encoding_allocates_nothing()
    {
        string text = string.Concat(Enumerable.Repeat("aé漢😀", 100));
        _ = Utf8Encoder.GetByteCount(text) + Utf8Encoder.GetBytes(text, written);
        long before = GC.GetAllocatedBytesForCurrentThread();
        _ = Utf8Encoder.GetByteCount(text) + Utf8Encoder.GetBytes(text, written);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private void AssertAgrees(ReadOnlySpan<char> text)
    {
        int count = Encoding.UTF8.GetBytes(text, expected);
        if (Utf8Encoder.GetByteCount(text) != count)
        {
            Fail("GetByteCount", text);
        }

        Span<byte> room = Room(count);
        Agree(text, count, room, Utf8Encoder.GetBytes(text, room), "GetBytes");

        room = Room(text.Length * 3);
        bool isEncoded = Utf8Encoder.TryGetBytes(text, room, out int byteCount);
        Agree(text, count, room, isEncoded ? byteCount : -1, "TryGetBytes");
    }

    private Span<byte> Room(int length)
    {
        written.AsSpan(length, Canaries).Fill(Canary);
        return written.AsSpan(0, length);
    }

    private void Agree(ReadOnlySpan<char> text, int count, Span<byte> room, int byteCount, string method)
    {
        if (byteCount != count || !room[..count].SequenceEqual(expected.AsSpan(0, count)) || written.AsSpan(room.Length, Canaries).ContainsAnyExcept(Canary))
        {
            Fail(method, text);
        }
    }

    private static void Fail(string method, ReadOnlySpan<char> text) =>
        Assert.Fail($"{method}: {Convert.ToHexString(MemoryMarshal.AsBytes(text))}");
}
