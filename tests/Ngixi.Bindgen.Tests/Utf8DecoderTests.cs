using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using System.Text.Unicode;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Bindgen.Text;

namespace Ngixi.Bindgen.Tests;

/// <summary>The decoder does what the strict decoder of .NET does.</summary>
public sealed class Utf8DecoderTests
{
    private const int Canaries = 40;
    private const char Canary = '\uCAFE';

    /// <summary>Lengths around those at which the decoder goes another way.</summary>
    private static readonly int[] Offsets = [.. Enumerable.Range(0, 71), .. Enumerable.Range(500, 30), .. Enumerable.Range(1015, 20)];

    private static readonly byte[] AllBytes = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];

    private static readonly byte[] OneOfEachKind = [0x41, 0x80, 0xBF, 0xC2];

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly char[] written = new char[8192];

    // What is kept here is allocated: the just-in-time compiler leaves out, in time, what nobody sees.
    private string? decoded;

    [Fact]
    public void Every_character_is_decoded_alone_and_in_text()
    {
        StringBuilder all = new();
        for (int value = 0; value <= 0x10FFFF; value++)
        {
            if (Rune.TryCreate(value, out Rune rune))
            {
                string character = rune.ToString();
                Assert.True(character == Utf8Decoder.GetString(Strict.GetBytes(character)), $"U+{value:X4}");
                all.Append(character);
            }
        }

        string text = all.ToString();
        Assert.True(text == Utf8Decoder.GetString(Strict.GetBytes(text)), "All of them, one after the other.");
    }

    [Fact]
    public void Every_character_is_decoded_in_the_middle_of_others()
    {
        for (int value = 0; value <= 0x10FFFF; value++)
        {
            if (Rune.TryCreate(value, out Rune rune))
            {
                string filler = Utf8Samples.Fillers[value % Utf8Samples.Fillers.Count];
                AssertDecodes(Utf8Samples.Behind(filler, value % 71, Strict.GetBytes(rune.ToString()), after: filler));
            }
        }
    }

    [Fact]
    public void Characters_are_decoded_at_every_offset_behind_characters_of_every_length()
    {
        int[] values =
        [
            0, 0x41, 0x7F, 0x80, 0xFF, 0x100, 0x7FF, 0x800, 0xFFF, 0x1000, 0xCFFF, 0xD7FF, 0xE000, 0xFFFD, 0xFFFF, 0x10000, 0x1F600,
            0x3FFFF, 0x40000, 0xFFFFF, 0x100000, 0x10FFFF,
        ];
        foreach (string filler in Utf8Samples.Fillers)
        {
            foreach (int offset in Offsets)
            {
                foreach (int value in values)
                {
                    byte[] character = Strict.GetBytes(new Rune(value).ToString());
                    AssertDecodes(Utf8Samples.Behind(filler, offset, character));
                    AssertDecodes(Utf8Samples.Behind(filler, offset, character, after: filler));
                }
            }
        }
    }

    [Fact]
    public void All_sequences_of_up_to_three_bytes_are_decoded_or_refused()
    {
        // At the end of a block of 16, so that all but the first byte are in the next one, and of a block of 32.
        byte[] text = new byte[35];
        text.AsSpan().Fill((byte)'a');
        foreach (int at in (int[])[0, 15, 30, 31, 32])
        {
            for (int first = 0; first < 256; first++)
            {
                for (int second = 0; second < 256; second++)
                {
                    // What begins with fewer than three bytes is a sequence of two, and another that begins at the third.
                    bool isLong = first >= 0xE0 && second is >= 0x80 and <= 0xBF;
                    foreach (byte third in isLong ? AllBytes : OneOfEachKind)
                    {
                        text[at] = (byte)first;
                        text[at + 1] = (byte)second;
                        text[at + 2] = third;
                        AssertAgrees(text);
                    }
                }
            }

            text.AsSpan(at, 3).Fill((byte)'a');
        }
    }

    [Fact]
    public void Sequences_at_the_borders_are_decoded_or_refused_across_the_ends_of_blocks_and_at_the_end()
    {
        int[] offsets = [0, 1, 2, 3, 12, 13, 14, 15, 16, 28, 29, 30, 31, 32, 60, 61, 62, 63, 64, 509, 510, 511, 512];
        foreach (byte[] sequence in Utf8Samples.BorderSequences())
        {
            foreach (int offset in offsets)
            {
                foreach (string filler in (string[])["a", "漢"])
                {
                    AssertAgrees(Utf8Samples.Behind(filler, offset, sequence));
                    AssertAgrees(Utf8Samples.Behind(filler, offset, sequence, after: "a"));
                }
            }
        }
    }

    [Fact]
    public void A_refusal_names_the_byte_that_the_decoder_of_net_names()
    {
        foreach (byte[] sequence in Utf8Samples.BorderSequences().Where((_, index) => index % 7 == 0))
        {
            foreach (int offset in (int[])[0, 1, 15, 31, 63, 511, 600])
            {
                foreach (string filler in Utf8Samples.Fillers)
                {
                    byte[] utf8 = Utf8Samples.Behind(filler, offset, sequence, after: "z");
                    Assert.Equal(IndexOfInvalid(utf8), Utf8Decoder.IndexOfInvalid(utf8));
                }
            }
        }
    }

    [Fact]
    public void Random_text_is_decoded_and_what_random_changes_make_of_it_is_decoded_or_refused()
    {
        Random random = new(20260728);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] utf8 = Strict.GetBytes(Utf8Samples.RandomText(random, random.Next(i % 20 == 0 ? 1500 : 90)));
            AssertDecodes(utf8);
            for (int change = random.Next(1, 4); change > 0 && utf8.Length > 0; change--)
            {
                int at = random.Next(utf8.Length);
                switch (random.Next(4))
                {
                    case 0:
                        utf8[at] = Utf8Samples.BorderBytes[random.Next(Utf8Samples.BorderBytes.Length)];
                        break;
                    case 1:
                        utf8[at] ^= (byte)(1 << random.Next(8));
                        break;
                    case 2:
                        utf8 = utf8[..at];
                        break;
                    default:
                        utf8 = [.. utf8[..at], .. utf8[(at + 1)..]];
                        break;
                }
            }

            AssertAgrees(utf8);
        }
    }

    [Fact]
    public void Nothing_outside_of_the_text_is_read_and_nothing_behind_the_buffer_is_written()
    {
        using GuardedMemory source = new(2048);
        using GuardedMemory target = new(2048 * sizeof(char));
        foreach (string filler in Utf8Samples.Fillers)
        {
            foreach (int length in Offsets)
            {
                byte[] utf8 = Utf8Samples.Behind(filler, length, []);
                Span<byte> text = source.Last(length);
                utf8.CopyTo(text);
                string decoded = Strict.GetString(utf8);

                Assert.Equal(decoded, Utf8Decoder.GetString(text));
                Span<char> buffer = MemoryMarshal.Cast<byte, char>(target.Last(length * sizeof(char)));
                Assert.Equal(decoded.Length, Utf8Decoder.GetChars(text, buffer));
                Assert.Equal(decoded, buffer[..decoded.Length].ToString());
            }
        }
    }

    [Theory]
    [InlineData("a")]
    [InlineData("é")]
    [InlineData("漢")]
    [InlineData("😀")]
    public void Decoding_allocates_the_string_and_nothing_else(string filler)
    {
        foreach (int length in (int[])[1, 16, 17, 32, 64, 256, 512, 1000, 5000])
        {
            byte[] utf8 = Utf8Samples.Behind(filler, length, []);
            long size = Allocations.OfEachCall(() => decoded = new string('x', Strict.GetCharCount(utf8)));
            Assert.Equal(size, Allocations.OfEachCall(() => decoded = Utf8Decoder.GetString(utf8)));
            Assert.Equal(0, Allocations.OfEachCall(() => Utf8Decoder.GetChars(utf8, written)));
        }
    }

    private static int IndexOfInvalid(byte[] utf8)
    {
        try
        {
            Strict.GetString(utf8);
            return -1;
        }
        catch (DecoderFallbackException exception)
        {
            return exception.Index;
        }
    }

    private void AssertDecodes(byte[] utf8)
    {
        Assert.True(Utf8.IsValid(utf8), "The test is wrong.");
        AssertAgrees(utf8);
    }

    /// <summary>Compares all ways to decode with .NET, which is asked without exceptions: there are many tests.</summary>
    private void AssertAgrees(ReadOnlySpan<byte> utf8)
    {
        string? right = null;
        if (Utf8.IsValid(utf8))
        {
            right = Strict.GetString(utf8);
        }

        string? text = Utf8Decoder.GetString(utf8);
        string? portably = Utf8Decoder.GetStringPortably(utf8);
        if (text != right || portably != right)
        {
            Assert.Fail($"\"{right}\", \"{text}\", \"{portably}\": {Convert.ToHexString(utf8)}");
        }

        Span<char> buffer = Buffer(utf8.Length);
        Agree(right, utf8, buffer, Utf8Decoder.GetChars(utf8, buffer), "GetChars");
        buffer = Buffer(utf8.Length);
        Agree(right, utf8, buffer, Utf8Decoder.GetCharsPortably(utf8, buffer), "GetCharsPortably");

        if (DecoderBlock128.IsSupported)
        {
            buffer = Buffer((utf8.Length + DecoderBlock128.Width - 1) & -DecoderBlock128.Width);
            ref ushort target = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<char, ushort>(buffer));
            Agree(right, utf8, buffer, Utf8Decoder.TranscodeBlocks<DecoderBlock128, Vector128<byte>>(utf8, ref target), "TranscodeBlocks");
            int count = Utf8Decoder.CountUnits<DecoderBlock128, Vector128<byte>>(utf8);
            Assert.Equal(right?.Length ?? count, count);
        }
    }

    private Span<char> Buffer(int length)
    {
        written.AsSpan(length, Canaries).Fill(Canary);
        return written.AsSpan(0, length);
    }

    private void Agree(string? right, ReadOnlySpan<byte> utf8, Span<char> buffer, int count, string method)
    {
        Agree(right, count < 0 ? null : buffer[..count], utf8, method);
        if (right is null != count < 0 || written.AsSpan(buffer.Length, Canaries).ContainsAnyExcept(Canary))
        {
            Assert.Fail($"{method} returned {count} or wrote behind the buffer: {Convert.ToHexString(utf8)}");
        }
    }

    private static void Agree(string? right, ReadOnlySpan<char> text, ReadOnlySpan<byte> utf8, string method)
    {
        if (!text.SequenceEqual(right))
        {
            Assert.Fail($"{method}: {Convert.ToHexString(utf8)}");
        }
    }
}
