using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Ngixi.Bindgen.Text;

/// <summary>16 bytes of text in a vector.</summary>
/// <remarks>
/// Text is checked as in Keiser and Lemire, "Validating UTF-8 In Less Than One Instruction Per Byte" (2021). It is transcoded
/// position by position: the byte at which a character ends, and the three before it, say what its unit is. A character of
/// four bytes ends two units, its high surrogate at the third byte and its low surrogate at the fourth. All positions are
/// computed at once, as if each ended a character, and those that do not are left out when the units are packed.
/// </remarks>
internal readonly struct DecoderBlock128 : IDecoderBlock<Vector128<byte>>
{
    public static bool IsSupported => Ssse3.IsSupported;

    public static int Width => Vector128<byte>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Load(ref byte source, nint length)
    {
        if (length >= Vector128<byte>.Count)
        {
            return Vector128.LoadUnsafe(ref source);
        }

        // Nothing behind the text is read: two or three loads that overlap have what there is.
        if (length >= sizeof(ulong))
        {
            ulong end = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref source, length - sizeof(ulong)));
            return Vector128.Create(Unsafe.ReadUnaligned<ulong>(ref source), end >> 8 >> (8 * (15 - (int)length))).AsByte();
        }

        if (length >= sizeof(uint))
        {
            ulong end = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref source, length - sizeof(uint)));
            return Vector128.CreateScalar(Unsafe.ReadUnaligned<uint>(ref source) | (end << (8 * ((int)length - sizeof(uint))))).AsByte();
        }

        int middle = (int)length >> 1;
        int last = (int)length - 1;
        return Vector128.CreateScalar(
            (uint)(source | (Unsafe.Add(ref source, middle) << (8 * middle)) | (Unsafe.Add(ref source, last) << (8 * last))))
            .AsByte();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsAscii(Vector128<byte> block, Vector128<byte> previous) => (block | previous).ExtractMostSignificantBits() == 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Widen(Vector128<byte> block, ref ushort target)
    {
        Vector128.WidenLower(block).StoreUnsafe(ref target);
        Vector128.WidenUpper(block).StoreUnsafe(ref target, (nuint)Vector128<ushort>.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountUnits(Vector128<byte> block)
    {
        uint begins = Vector128.GreaterThan(block.AsSByte(), Vector128.Create(Utf8Constants.LastContinuation)).ExtractMostSignificantBits();
        uint beginsPair = AtLeast(block, Utf8Constants.Lead4).ExtractMostSignificantBits();
        return BitOperations.PopCount(begins) + BitOperations.PopCount(beginsPair);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Transcode(Vector128<byte> block, Vector128<byte> previous, ref Vector128<byte> errors, ref ushort target)
    {
        Vector128<byte> back1 = Ssse3.AlignRight(block, previous, 15);
        Vector128<byte> back2 = Ssse3.AlignRight(block, previous, 14);
        Vector128<byte> back3 = Ssse3.AlignRight(block, previous, 13);
        errors |= Errors(block, back1, back2, back3);

        // No unit ends at a lead byte, nor at the second byte of three or four.
        uint ends = ~(AtLeast(block, Utf8Constants.Lead2) | AtLeast(back1, Utf8Constants.Lead3)).ExtractMostSignificantBits();

        // 0xxxxxxx, 110yyyyy 10xxxxxx or 1110zzzz 10yyyyyy 10xxxxxx become zzzzyyyy yyxxxxxx. Where ASCII ends nothing but
        // itself, the byte before it does not count; two before it there is no lead byte of three.
        Vector128<byte> bits6 = back1
            & Vector128.Create(Utf8Constants.ContinuationBits)
            & Vector128.LessThan(block.AsSByte(), Vector128<sbyte>.Zero).AsByte();
        Vector128<byte> bits12 = Vector128.SubtractSaturate(back2, Vector128.Create(Utf8Constants.Lead3));
        Vector128<byte> low = (block & Vector128.Create(Utf8Constants.AsciiBits)) | (bits6 << 6);
        Vector128<byte> high = (bits6 >>> 2) | (bits12 << 4);
        Vector128<ushort> first = ZipLow(low, high);
        Vector128<ushort> second = ZipHigh(low, high);

        Vector128<byte> third = AtLeast(back2, Utf8Constants.Lead4);
        Vector128<byte> fourth = AtLeast(back3, Utf8Constants.Lead4);
        if (((third | fourth) & Vector128.Create((byte)0x80)) != Vector128<byte>.Zero)
        {
            first = ToSurrogates(first, ZipLow(third, third), ZipLow(fourth, fourth));
            second = ToSurrogates(second, ZipHigh(third, third), ZipHigh(fourth, fourth));
        }

        LanePacking.Store(first, ends, 0, ref target);
        LanePacking.Store(second, ends, 8, ref target);
        return BitOperations.PopCount(ends & 0xFFFF);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsValid(Vector128<byte> errors, Vector128<byte> last) =>
        (errors | Vector128.SubtractSaturate(last, Utf8Constants.LongestEnd)) == Vector128<byte>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Errors(Vector128<byte> block, Vector128<byte> back1, Vector128<byte> back2, Vector128<byte> back3)
    {
        Vector128<byte> high1 = LanePacking.Shuffle(Utf8Constants.ErrorsOfHigh1, back1 >>> 4);
        Vector128<byte> low1 = LanePacking.Shuffle(Utf8Constants.ErrorsOfLow1, back1 & Vector128.Create((byte)0x0F));
        Vector128<byte> high2 = LanePacking.Shuffle(Utf8Constants.ErrorsOfHigh2, block >>> 4);

        // Two continuations in a row are an error but for the third byte of three, and the third and fourth of four.
        Vector128<byte> continues = (AtLeast(back2, Utf8Constants.Lead3) | AtLeast(back3, Utf8Constants.Lead4))
            & Vector128.Create(Utf8Constants.TwoContinuations);
        return (high1 & low1 & high2) ^ continues;
    }

    /// <summary>
    /// Makes the surrogates of characters of four bytes: at the third byte a unit has bits 6 to 20 of the character, at the
    /// fourth bits 0 to 11.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> ToSurrogates(Vector128<ushort> units, Vector128<ushort> third, Vector128<ushort> fourth)
    {
        Vector128<ushort> isHigh = (third.AsInt16() >> 15).AsUInt16();
        Vector128<ushort> isLow = (fourth.AsInt16() >> 15).AsUInt16();
        units = Vector128.ConditionalSelect(isHigh, (units >>> 4) + Vector128.Create(Utf8Constants.HighSurrogateOffset), units);
        return Vector128.ConditionalSelect(
            isLow,
            (units & Vector128.Create(Utf8Constants.SurrogateBits)) | Vector128.Create(Utf8Constants.LowSurrogate),
            units);
    }

    /// <summary>Gets bytes whose highest bit is set where a byte is a lead byte or more; the other bits mean nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> AtLeast(Vector128<byte> bytes, byte lead) =>
        Vector128.SubtractSaturate(bytes, Vector128.Create((byte)(lead - 0x80)));

    private static Vector128<ushort> ZipLow(Vector128<byte> low, Vector128<byte> high) =>
        Sse2.UnpackLow(low, high).AsUInt16();

    private static Vector128<ushort> ZipHigh(Vector128<byte> low, Vector128<byte> high) =>
        Sse2.UnpackHigh(low, high).AsUInt16();
}
