using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Ngixi.Bindgen.Text;

/// <summary><see cref="DecoderBlock128"/>, twice as wide: the notes are there.</summary>
internal readonly struct DecoderBlock256 : IDecoderBlock<Vector256<byte>>
{
    /// <summary>
    /// Gets whether the processor has such vectors, and the compiler uses them. NativeAOT does by option only
    /// (IlcInstructionSet), and calls vector operators as functions otherwise.
    /// </summary>
    public static bool IsSupported => Vector256.IsHardwareAccelerated && Avx2.IsSupported;

    public static int Width => Vector256<byte>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> Load(ref byte source, nint length)
    {
        if (length >= Vector256<byte>.Count)
        {
            return Vector256.LoadUnsafe(ref source);
        }

        Vector128<byte> lower = DecoderBlock128.Load(ref source, length);
        return length <= Vector128<byte>.Count
            ? lower.ToVector256()
            : lower.ToVector256Unsafe().WithUpper(
                DecoderBlock128.Load(ref Unsafe.Add(ref source, Vector128<byte>.Count), length - Vector128<byte>.Count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsAscii(Vector256<byte> block, Vector256<byte> previous) => (block | previous).ExtractMostSignificantBits() == 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Widen(Vector256<byte> block, ref ushort target)
    {
        Vector256.WidenLower(block).StoreUnsafe(ref target);
        Vector256.WidenUpper(block).StoreUnsafe(ref target, (nuint)Vector256<ushort>.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountUnits(Vector256<byte> block)
    {
        uint begins = Vector256.GreaterThan(block.AsSByte(), Vector256.Create(Utf8Constants.LastContinuation)).ExtractMostSignificantBits();
        uint beginsPair = AtLeast(block, Utf8Constants.Lead4).ExtractMostSignificantBits();
        return BitOperations.PopCount(begins) + BitOperations.PopCount(beginsPair);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Transcode(Vector256<byte> block, Vector256<byte> previous, ref Vector256<byte> errors, ref ushort target)
    {
        Vector256<byte> middle = Avx2.Permute2x128(previous, block, 0x21);
        Vector256<byte> back1 = Avx2.AlignRight(block, middle, 15);
        Vector256<byte> back2 = Avx2.AlignRight(block, middle, 14);
        Vector256<byte> back3 = Avx2.AlignRight(block, middle, 13);
        errors |= Errors(block, back1, back2, back3);

        uint ends = ~(AtLeast(block, Utf8Constants.Lead2) | AtLeast(back1, Utf8Constants.Lead3)).ExtractMostSignificantBits();

        Vector256<byte> bits6 = back1
            & Vector256.Create(Utf8Constants.ContinuationBits)
            & Vector256.LessThan(block.AsSByte(), Vector256<sbyte>.Zero).AsByte();
        Vector256<byte> bits12 = Vector256.SubtractSaturate(back2, Vector256.Create(Utf8Constants.Lead3));
        Vector256<byte> low = (block & Vector256.Create(Utf8Constants.AsciiBits)) | (bits6 << 6);
        Vector256<byte> high = (bits6 >>> 2) | (bits12 << 4);
        Vector256<ushort> first = Avx2.UnpackLow(low, high).AsUInt16();
        Vector256<ushort> second = Avx2.UnpackHigh(low, high).AsUInt16();

        Vector256<byte> third = AtLeast(back2, Utf8Constants.Lead4);
        Vector256<byte> fourth = AtLeast(back3, Utf8Constants.Lead4);
        if (((third | fourth) & Vector256.Create((byte)0x80)) != Vector256<byte>.Zero)
        {
            first = ToSurrogates(first, Avx2.UnpackLow(third, third), Avx2.UnpackLow(fourth, fourth));
            second = ToSurrogates(second, Avx2.UnpackHigh(third, third), Avx2.UnpackHigh(fourth, fourth));
        }

        // Both were unpacked in halves.
        LanePacking.Store(first.GetLower(), ends, 0, ref target);
        LanePacking.Store(second.GetLower(), ends, 8, ref target);
        LanePacking.Store(first.GetUpper(), ends, 16, ref target);
        LanePacking.Store(second.GetUpper(), ends, 24, ref target);
        return BitOperations.PopCount(ends);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsValid(Vector256<byte> errors, Vector256<byte> last)
    {
        Vector256<byte> longestEnd = Vector256.Create(Vector128<byte>.AllBitsSet, Utf8Constants.LongestEnd);
        return (errors | Vector256.SubtractSaturate(last, longestEnd)) == Vector256<byte>.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Errors(Vector256<byte> block, Vector256<byte> back1, Vector256<byte> back2, Vector256<byte> back3)
    {
        Vector256<byte> high1 = Avx2.Shuffle(Vector256.Create(Utf8Constants.ErrorsOfHigh1, Utf8Constants.ErrorsOfHigh1), back1 >>> 4);
        Vector256<byte> low1 = Avx2.Shuffle(
            Vector256.Create(Utf8Constants.ErrorsOfLow1, Utf8Constants.ErrorsOfLow1),
            back1 & Vector256.Create((byte)0x0F));
        Vector256<byte> high2 = Avx2.Shuffle(Vector256.Create(Utf8Constants.ErrorsOfHigh2, Utf8Constants.ErrorsOfHigh2), block >>> 4);
        Vector256<byte> continues = (AtLeast(back2, Utf8Constants.Lead3) | AtLeast(back3, Utf8Constants.Lead4))
            & Vector256.Create(Utf8Constants.TwoContinuations);
        return (high1 & low1 & high2) ^ continues;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> ToSurrogates(Vector256<ushort> units, Vector256<byte> third, Vector256<byte> fourth)
    {
        Vector256<ushort> isHigh = (third.AsInt16() >> 15).AsUInt16();
        Vector256<ushort> isLow = (fourth.AsInt16() >> 15).AsUInt16();
        units = Vector256.ConditionalSelect(isHigh, (units >>> 4) + Vector256.Create(Utf8Constants.HighSurrogateOffset), units);
        return Vector256.ConditionalSelect(
            isLow,
            (units & Vector256.Create(Utf8Constants.SurrogateBits)) | Vector256.Create(Utf8Constants.LowSurrogate),
            units);
    }

    /// <summary>Gets bytes whose highest bit is set where a byte is a lead byte or more; the other bits mean nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> AtLeast(Vector256<byte> bytes, byte lead) =>
        Vector256.SubtractSaturate(bytes, Vector256.Create((byte)(lead - 0x80)));
}
