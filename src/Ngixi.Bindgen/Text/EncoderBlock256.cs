using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Ngixi.Bindgen.Text;

/// <summary>16 UTF-16 units of text in a vector.</summary>
/// <remarks>
/// Each unit is encoded in a lane of four bytes, of which those that it has are packed. A unit of a pair of surrogates has
/// two: the high surrogate the first two of the character, the low surrogate the last two. That one shuffle packs four lanes
/// is from Lemire and Muła, "Transcoding Billions of Unicode Characters per Second with SIMD Instructions" (2022).
/// </remarks>
internal static class EncoderBlock256
{
    /// <summary>For each set of lanes with two bytes or more, and of lanes with three (from bit 4 on), the bytes that they have.</summary>
    private static readonly byte[] Shuffles = MakeShuffles();

    public static bool IsSupported => DecoderBlock256.IsSupported;

    public static int Width => Vector256<ushort>.Count;

    /// <summary>Encodes a block. Where the text ends before, zeros follow it, which are encoded too.</summary>
    /// <param name="source">The text.</param>
    /// <param name="at">Where the block begins.</param>
    /// <param name="length">Where the text ends.</param>
    /// <param name="target">Room for three bytes for each unit of a block, and four more.</param>
    /// <returns>How many bytes were written.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Transcode(ref ushort source, nint at, nint length, ref byte target)
    {
        Vector256<ushort> block = Load(ref source, at, length);
        if ((block & Vector256.Create((ushort)0xFF80)) == Vector256<ushort>.Zero)
        {
            Vector128.Narrow(block.GetLower(), block.GetUpper()).StoreUnsafe(ref target);
            return Width;
        }

        Vector256<ushort> pairs = default;
        Vector256<ushort> bytesOfPairs = default;
        if (Vector256.EqualsAny(block & Vector256.Create((ushort)0xF800), Vector256.Create(Utf8Constants.HighSurrogate)))
        {
            Vector256<ushort> previous = at > 0 ? Load(ref source, at - 1, length) : FirstBack1(block);
            Vector256<ushort> next = at + 1 < length ? Load(ref source, at + 1, length) : default;
            block = TakePairs(block, previous, next, out pairs, out bytesOfPairs);
        }

        Vector256<ushort> hasTwo = Vector256.GreaterThan(block, Vector256.Create((ushort)0x7F));
        Vector256<ushort> hasThree = Vector256.AndNot(Vector256.GreaterThan(block, Vector256.Create((ushort)0x7FF)), pairs);

        // 0xxxxxxx, 110yyyyy 10xxxxxx or 1110zzzz 10yyyyyy 10xxxxxx: x and y in one word, z in the next.
        Vector256<ushort> continuation = Vector256.Create((ushort)0x80);
        Vector256<ushort> bits = Vector256.Create((ushort)Utf8Constants.ContinuationBits);
        Vector256<ushort> second = ((block >>> 6) & bits) | Vector256.ConditionalSelect(hasThree, continuation, Vector256.Create((ushort)Utf8Constants.Lead2));
        Vector256<ushort> last = Vector256.ConditionalSelect(hasTwo, (block & bits) | continuation, block);
        Vector256<ushort> lastTwo = Vector256.ConditionalSelect(pairs, bytesOfPairs, second | (last << 8));
        Vector256<ushort> first = (block >>> 12) | Vector256.Create((ushort)Utf8Constants.Lead3);

        // Packed and unpacked in halves.
        Vector256<byte> low = Avx2.UnpackLow(lastTwo, first).AsByte();
        Vector256<byte> high = Avx2.UnpackHigh(lastTwo, first).AsByte();
        uint sets = Avx2.PackSignedSaturate(hasTwo.AsInt16(), hasThree.AsInt16()).AsByte().ExtractMostSignificantBits();
        nint count = Store(low.GetLower(), sets, ref target);
        count += Store(high.GetLower(), sets >> 4, ref Unsafe.Add(ref target, count));
        count += Store(low.GetUpper(), sets >> 16, ref Unsafe.Add(ref target, count));
        return (int)(count + Store(high.GetUpper(), sets >> 20, ref Unsafe.Add(ref target, count)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> Load(ref ushort source, nint at, nint length) =>
        DecoderBlock256.Load(ref Unsafe.As<ushort, byte>(ref Unsafe.Add(ref source, at)), (length - at) * sizeof(ushort)).AsUInt16();

    /// <summary>Gets the units before those of the first block, before which is nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> FirstBack1(Vector256<ushort> block) =>
        Avx2.AlignRight(block.AsByte(), Avx2.Permute2x128(block, block, 0x08).AsByte(), 14).AsUInt16();

    /// <summary>Encodes the pairs of surrogates in a block, and replaces the surrogates that are not of a pair.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> TakePairs(
        Vector256<ushort> block,
        Vector256<ushort> previous,
        Vector256<ushort> next,
        out Vector256<ushort> pairs,
        out Vector256<ushort> bytesOfPairs)
    {
        Vector256<ushort> isHigh = Is(block, Utf8Constants.HighSurrogate);
        Vector256<ushort> isLow = Is(block, Utf8Constants.LowSurrogate);
        pairs = (isHigh & Is(next, Utf8Constants.LowSurrogate)) | (isLow & Is(previous, Utf8Constants.HighSurrogate));

        // 11110yyy 10yyxxxx of a high surrogate, whose bits and 0x40 are yyyyyxxxxxx; 10yyzzzz 10xxxxxx of a low surrogate,
        // of whose bits are z and x and y of the high surrogate's.
        Vector256<ushort> ofHigh = (block & Vector256.Create(Utf8Constants.SurrogateBits)) + Vector256.Create((ushort)0x40);
        ofHigh = (ofHigh >>> 8) | ((ofHigh << 6) & Vector256.Create((ushort)0x3F00)) | Vector256.Create((ushort)0x80F0);
        Vector256<ushort> ofLow = ((previous & Vector256.Create((ushort)0x03)) << 4) | ((block >>> 6) & Vector256.Create((ushort)0x0F));
        ofLow |= ((block & Vector256.Create((ushort)0x3F)) << 8) | Vector256.Create((ushort)0x8080);
        bytesOfPairs = Vector256.ConditionalSelect(isHigh, ofHigh, ofLow);

        return Vector256.ConditionalSelect(Vector256.AndNot(isHigh | isLow, pairs), Vector256.Create((ushort)0xFFFD), block);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> Is(Vector256<ushort> block, ushort surrogate) =>
        Vector256.Equals(block & Vector256.Create((ushort)0xFC00), Vector256.Create(surrogate));

    /// <summary>Stores the bytes of four lanes: bits 0 to 3 are set where a lane has two or more, bits 8 to 11 where it has three.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Store(Vector128<byte> lanes, uint sets, ref byte target)
    {
        nuint set = (sets & 0x0F) | ((sets >> 4) & 0xF0);
        Vector128<byte> shuffle = Vector128.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(Shuffles), set * (nuint)Vector128<byte>.Count);
        LanePacking.Shuffle(lanes, shuffle).StoreUnsafe(ref target);
        return Vector128<uint>.Count + BitOperations.PopCount(set);
    }

    private static byte[] MakeShuffles()
    {
        byte[] shuffles = new byte[(1 << (2 * Vector128<uint>.Count)) * Vector128<byte>.Count];
        for (int set = 0; set < 1 << (2 * Vector128<uint>.Count); set++)
        {
            int at = set * Vector128<byte>.Count;
            for (int lane = 0; lane < Vector128<uint>.Count; lane++)
            {
                bool hasTwo = (set & (1 << lane)) != 0;
                bool hasThree = (set & (0x10 << lane)) != 0;
                if (hasThree)
                {
                    shuffles[at++] = (byte)((lane * sizeof(uint)) + 2);
                }

                if (hasTwo)
                {
                    shuffles[at++] = (byte)(lane * sizeof(uint));
                }

                shuffles[at++] = (byte)((lane * sizeof(uint)) + 1);
            }
        }

        return shuffles;
    }
}
