using System.Runtime.InteropServices;
using System.Text;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Bindgen.Text;

namespace Ngixi.Bindgen.Tests;

/// <summary>The encoder does what that of .NET does.</summary>
public sealed class Utf8EncoderTests
{
    private const byte Canary = 0xCA;

    /// <summary>The last one that is ASCII, the first that is not, and lone surrogates.</summary>
    private static readonly char[] Units = ['\0', '\u007F', '\u0080', '\u0100', '\u0141', 'é', '漢', '\uD83D', '\uDE00', '\uFFFF'];

    [Fact]
    public void Every_unit_is_encoded_at_every_place_of_short_text()
    {
        for (int length = 0; length <= 70; length++)
        {
            char[] text = new char[length];
            for (int at = 0; at < length; at++)
            {
                foreach (char unit in Units)
                {
                    text.AsSpan().Fill('a');
                    text[at] = unit;
                    AssertAgrees(text);
                }
            }
        }
    }

    [Fact]
    public void Random_text_is_encoded()
    {
        Random random = new(20261125);
        for (int i = 0; i < 20_000; i++)
        {
            AssertAgrees(Utf8Samples.RandomText(random, random.Next(60)));
        }
    }

    [Fact]
    public void Nothing_outside_of_the_text_is_read_and_nothing_behind_the_buffer_is_written()
    {
        using GuardedMemory source = new(70 * sizeof(char));
        using GuardedMemory target = new(70);
        for (int length = 0; length <= 70; length++)
        {
            Span<char> text = MemoryMarshal.Cast<byte, char>(source.Last(length * sizeof(char)));
            text.Fill('a');
            Span<byte> buffer = target.Last(length);
            Assert.Equal(length, Utf8Encoder.GetBytes(text, buffer));
            Assert.Equal(-1, buffer.IndexOfAnyExcept((byte)'a'));
        }
    }

    private static void AssertAgrees(ReadOnlySpan<char> text)
    {
        byte[] right = Encoding.UTF8.GetBytes(text.ToArray());
        byte[] buffer = new byte[right.Length + 40];
        buffer.AsSpan().Fill(Canary);
        int count = Utf8Encoder.GetBytes(text, buffer.AsSpan(0, right.Length));
        if (!right.AsSpan().SequenceEqual(buffer.AsSpan(0, count)) || buffer.AsSpan(count).ContainsAnyExcept(Canary))
        {
            Assert.Fail($"{Convert.ToHexString(right)} became {Convert.ToHexString(buffer)}");
        }
    }
}
