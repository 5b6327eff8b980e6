using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Ngixi.Bindgen.Text;

/// <summary>Encodes UTF-16 as UTF-8. A surrogate that is not one of a pair becomes U+FFFD.</summary>
/// <remarks>.NET does the work where the processor has no vectors of the width, and where text is short or ASCII.</remarks>
internal static class Utf8Encoder
{
    /// <summary>The most bytes that a unit becomes; a pair of surrogates becomes four.</summary>
    private const int MaxBytesPerUnit = 3;

    /// <summary>From here on vectors are faster.</summary>
    private const int LongLength = 48;

    /// <summary>So many units are encoded at once where there may be no room for what they become at most.</summary>
    private const int ChunkLength = 128;

    /// <summary>Encodes text where there is room for it whatever it is: its bytes need not be counted first.</summary>
    /// <param name="text">The text.</param>
    /// <param name="destination">Where to; what is behind the text may be overwritten.</param>
    /// <param name="written">How many bytes the text became.</param>
    /// <returns>Whether there is so much room. Where there is not, nothing was written.</returns>
    public static bool TryGetBytes(ReadOnlySpan<char> text, Span<byte> destination, out int written)
    {
        if ((long)text.Length * MaxBytesPerUnit > destination.Length)
        {
            written = 0;
            return false;
        }

        written = GetBytes(text, destination);
        return true;
    }

    /// <summary>Counts the bytes that text becomes.</summary>
    /// <param name="text">The text.</param>
    /// <returns>How many.</returns>
    public static int GetByteCount(ReadOnlySpan<char> text) => Encoding.UTF8.GetByteCount(text);

    /// <summary>Encodes text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="destination">Room for it; what is behind the text may be overwritten.</param>
    /// <returns>How many bytes the text became.</returns>
    public static int GetBytes(ReadOnlySpan<char> text, Span<byte> destination) => text.Length >= LongLength && EncoderBlock256.IsSupported
        ? GetLongBytes(text, destination)
        : Encoding.UTF8.GetBytes(text, destination);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int GetLongBytes(ReadOnlySpan<char> text, Span<byte> destination)
    {
        Ascii.FromUtf16(text, destination, out int ascii);
        return ascii + Transcode(text[ascii..], destination[ascii..]);
    }

    [SkipLocalsInit]
    private static int Transcode(ReadOnlySpan<char> text, Span<byte> destination)
    {
        Span<byte> buffer = stackalloc byte[(int)RoomFor(ChunkLength)];
        int total = 0;
        while (text.Length > 0)
        {
            Span<byte> remaining = destination[total..];
            if (remaining.Length >= RoomFor(text.Length))
            {
                return total + TranscodeBlocks(text, ref MemoryMarshal.GetReference(remaining));
            }

            ReadOnlySpan<char> chunk = text[..EndOfChunk(text)];
            int written = TranscodeBlocks(chunk, ref MemoryMarshal.GetReference(buffer));
            buffer[..written].CopyTo(remaining);
            total += written;
            text = text[chunk.Length..];
        }

        return total;
    }

    /// <summary>Gets the bytes that <see cref="TranscodeBlocks"/> needs room for: the last block may be one of a single unit.</summary>
    private static long RoomFor(long length) => (length + EncoderBlock256.Width) * MaxBytesPerUnit;

    /// <summary>Ends a chunk where it does not part a pair.</summary>
    private static int EndOfChunk(ReadOnlySpan<char> text) =>
        text.Length <= ChunkLength ? text.Length : char.IsHighSurrogate(text[ChunkLength - 1]) ? ChunkLength - 1 : ChunkLength;

    // Not inlined: the loop has just about as much as the JIT compiler inlines into one method.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int TranscodeBlocks(ReadOnlySpan<char> text, ref byte target)
    {
        ref ushort source = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text));
        nint length = text.Length;
        nint written = 0;
        nint at = 0;
        for (; at < length; at += EncoderBlock256.Width)
        {
            written += EncoderBlock256.Transcode(ref source, at, length, ref Unsafe.Add(ref target, written));
        }

        // The last block was filled up with zeros, and each of them is a byte.
        return (int)(written - (at - length));
    }
}
