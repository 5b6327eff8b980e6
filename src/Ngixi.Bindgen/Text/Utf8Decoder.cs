using System.Buffers;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using System.Text.Unicode;

namespace Ngixi.Bindgen.Text;

/// <summary>
/// Decodes UTF-8 strictly: text with an invalid sequence anywhere, or cut off in the middle of one, is refused.
/// </summary>
/// <remarks>
/// Text is checked and transcoded in one pass, a block as wide as a vector at a time. .NET does the work where the processor
/// has no such vectors, where all is ASCII, and to find where text that is refused goes wrong.
/// </remarks>
internal static class Utf8Decoder
{
    /// <summary>So many bytes are transcoded at once: no more units than the stack has room for.</summary>
    private const int ChunkLength = 512;

    /// <summary>From here on it pays to look how much is ASCII before the blocks do.</summary>
    private const int LongLength = 64;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes text.</summary>
    /// <param name="utf8">The text; it must not change meanwhile.</param>
    /// <returns>The text, or null when it is not valid.</returns>
    public static string? GetString(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return string.Empty;
        }

        if (DecoderBlock128.IsSupported && utf8.Length <= DecoderBlock128.Width)
        {
            return GetShortestString(utf8);
        }

        if (Ascii.IsValid(utf8))
        {
            string text = NewString(utf8.Length, out Span<char> destination);
            Ascii.ToUtf16(utf8, destination, out _);
            return text;
        }

        return utf8.Length <= ChunkLength && DecoderBlock128.IsSupported ? GetShortString(utf8) : GetLongString(utf8);
    }

    /// <summary>Decodes text into a buffer.</summary>
    /// <param name="utf8">The text; it must not change meanwhile.</param>
    /// <param name="destination">The buffer, with as many units as the text has bytes or more.</param>
    /// <returns>How many units were written, or -1 when the text is not valid.</returns>
    public static int GetChars(ReadOnlySpan<byte> utf8, Span<char> destination)
    {
        if (!DecoderBlock128.IsSupported)
        {
            return GetCharsPortably(utf8, destination);
        }

        if (utf8.Length <= LongLength && destination.Length >= RoomFor(utf8.Length))
        {
            return TranscodeChunk(utf8, destination);
        }

        Ascii.ToUtf16(utf8, destination, out int ascii);
        int written = Transcode(utf8[ascii..], destination[ascii..]);
        return written < 0 ? -1 : ascii + written;
    }

    /// <summary>Finds the first byte of the first sequence that is not valid.</summary>
    /// <param name="utf8">The text.</param>
    /// <returns>Where it stands, or -1.</returns>
    public static int IndexOfInvalid(ReadOnlySpan<byte> utf8)
    {
        try
        {
            Strict.GetCharCount(utf8);
            return -1;
        }
        catch (DecoderFallbackException exception)
        {
            return exception.Index;
        }
    }

    /// <summary><see cref="GetString"/> where there are no vectors.</summary>
    internal static string? GetStringPortably(ReadOnlySpan<byte> utf8) => Utf8.IsValid(utf8) ? Encoding.UTF8.GetString(utf8) : null;

    /// <summary><see cref="GetChars"/> where there are no vectors.</summary>
    internal static int GetCharsPortably(ReadOnlySpan<byte> utf8, Span<char> destination) =>
        Utf8.ToUtf16(utf8, destination, out _, out int written, replaceInvalidSequences: false) == OperationStatus.Done ? written : -1;

    /// <summary>Decodes text that fits into a vector.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string? GetShortestString(ReadOnlySpan<byte> utf8)
    {
        Vector128<byte> block = DecoderBlock128.Load(ref MemoryMarshal.GetReference(utf8), utf8.Length);
        if (!DecoderBlock128.IsAscii(block, default))
        {
            return GetShortString(utf8);
        }

        Unsafe.SkipInit(out Chunk units);
        DecoderBlock128.Widen(block, ref Unsafe.As<Chunk, ushort>(ref units));
        return new string(((ReadOnlySpan<char>)units)[..utf8.Length]);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string? GetShortString(ReadOnlySpan<byte> utf8)
    {
        Unsafe.SkipInit(out Chunk chunk);
        int length = TranscodeChunk(utf8, chunk);
        return length < 0 ? null : new string(((ReadOnlySpan<char>)chunk)[..length]);
    }

    private static string? GetLongString(ReadOnlySpan<byte> utf8)
    {
        if (!DecoderBlock128.IsSupported)
        {
            return GetStringPortably(utf8);
        }

        string text = NewString(CountUnits(utf8), out Span<char> destination);
        return Transcode(utf8, destination) < 0 ? null : text;
    }

    /// <summary>Makes a string to be filled in before anybody else sees it: what <c>string.Create</c> does, without a delegate.</summary>
    private static string NewString(int length, out Span<char> destination)
    {
        string text = new('\0', length);
        destination = MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(text.AsSpan()), text.Length);
        return text;
    }

    /// <summary>Counts the UTF-16 units of text. Where it is not valid, the units of what comes before are counted at least.</summary>
    private static int CountUnits(ReadOnlySpan<byte> utf8) => DecoderBlock256.IsSupported
        ? CountUnits<DecoderBlock256, Vector256<byte>>(utf8)
        : CountUnits<DecoderBlock128, Vector128<byte>>(utf8);

    /// <summary><see cref="CountUnits"/> with vectors of a width.</summary>
    internal static int CountUnits<TBlock, TVector>(ReadOnlySpan<byte> utf8)
        where TBlock : IDecoderBlock<TVector>
    {
        ref byte source = ref MemoryMarshal.GetReference(utf8);
        nint count = 0;
        nint at = 0;
        for (; at < utf8.Length; at += TBlock.Width)
        {
            count += TBlock.CountUnits(TBlock.Load(ref Unsafe.Add(ref source, at), utf8.Length - at));
        }

        return (int)(count - (at - utf8.Length));
    }

    /// <summary>Transcodes text into exactly as much room as it takes, or more.</summary>
    [SkipLocalsInit]
    private static int Transcode(ReadOnlySpan<byte> utf8, Span<char> destination)
    {
        Unsafe.SkipInit(out Chunk buffer);
        int total = 0;
        while (utf8.Length > 0)
        {
            ReadOnlySpan<byte> chunk = utf8[..EndOfChunk(utf8)];
            Span<char> remaining = destination[total..];
            int written;
            if (remaining.Length >= RoomFor(chunk.Length))
            {
                written = TranscodeChunk(chunk, remaining);
            }
            else
            {
                written = TranscodeChunk(chunk, buffer);
                ((ReadOnlySpan<char>)buffer)[..Math.Max(written, 0)].CopyTo(remaining);
            }

            if (written < 0)
            {
                return -1;
            }

            total += written;
            utf8 = utf8[chunk.Length..];
        }

        return total;
    }

    /// <summary>Ends a chunk before a character. Text that has none where it must have is not valid wherever the chunk ends.</summary>
    private static int EndOfChunk(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length <= ChunkLength)
        {
            return utf8.Length;
        }

        int end = ChunkLength;
        while (end > ChunkLength - 3 && (utf8[end] & 0xC0) == 0x80)
        {
            end--;
        }

        return end;
    }

    /// <summary>Gets the units that <see cref="TranscodeChunk"/> needs room for: blocks are written whole.</summary>
    private static int RoomFor(int byteCount)
    {
        int width = byteCount <= DecoderBlock128.Width ? DecoderBlock128.Width : DecoderBlock256.Width;
        return (byteCount + width - 1) & -width;
    }

    /// <summary>Transcodes up to <see cref="ChunkLength"/> bytes into <see cref="RoomFor"/> units or more.</summary>
    private static int TranscodeChunk(ReadOnlySpan<byte> utf8, Span<char> destination)
    {
        Debug.Assert(destination.Length >= RoomFor(utf8.Length), "Blocks are written whole.");
        ref ushort target = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(destination));
        return DecoderBlock256.IsSupported && utf8.Length > DecoderBlock128.Width
            ? TranscodeBlocks<DecoderBlock256, Vector256<byte>>(utf8, ref target)
            : TranscodeBlocks<DecoderBlock128, Vector128<byte>>(utf8, ref target);
    }

    /// <summary>Transcodes text.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="target">Room for as many units as there are bytes, rounded up to whole blocks.</param>
    /// <returns>How many units the text has, or -1 when it is not valid.</returns>
    /// <remarks>Not inlined: the loop has just about as much as the JIT compiler inlines into one method.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static int TranscodeBlocks<TBlock, TVector>(ReadOnlySpan<byte> utf8, ref ushort target)
        where TBlock : IDecoderBlock<TVector>
        where TVector : struct
    {
        ref byte source = ref MemoryMarshal.GetReference(utf8);
        TVector previous = default;
        TVector errors = default;
        nint length = utf8.Length;
        nint written = 0;
        nint at = 0;
        for (; at < length; at += TBlock.Width)
        {
            TVector block = TBlock.Load(ref Unsafe.Add(ref source, at), length - at);
            if (TBlock.IsAscii(block, previous))
            {
                TBlock.Widen(block, ref Unsafe.Add(ref target, written));
                written += TBlock.Width;
            }
            else
            {
                written += TBlock.Transcode(block, previous, ref errors, ref Unsafe.Add(ref target, written));
            }

            previous = block;
        }

        // The last block was filled up with zeros, and each of them is a unit.
        return TBlock.IsValid(errors, previous) ? (int)(written - (at - length)) : -1;
    }

    [InlineArray(ChunkLength)]
    private struct Chunk
    {
        private char first;
    }
}
