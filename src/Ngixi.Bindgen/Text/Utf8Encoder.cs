using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Ngixi.Bindgen.Text;

/// <summary>How UTF-16 becomes UTF-8: as .NET does it, a surrogate that is not one of a pair as U+FFFD.</summary>
internal static class Utf8Encoder
{
    /// <summary>The most bytes that a unit becomes; a pair of surrogates becomes four.</summary>
    private const int MaxBytesPerUnit = 3;

    /// <summary>Up to here it takes longer to call .NET than to narrow the text.</summary>
    private const int ShortLength = 32;

    /// <summary>Gets whether text fits whatever it is, so that its bytes need not be counted first.</summary>
    /// <param name="text">The text.</param>
    /// <param name="room">The bytes that there is room for.</param>
    public static bool FitsSurely(ReadOnlySpan<char> text, long room) => (long)text.Length * MaxBytesPerUnit <= room;

    /// <summary>Encodes text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="destination">The buffer, with room for it.</param>
    /// <returns>How many bytes were written.</returns>
    public static int GetBytes(ReadOnlySpan<char> text, Span<byte> destination) =>
        text.Length <= ShortLength && TryNarrow(text, destination) ? text.Length : Encoding.UTF8.GetBytes(text, destination);

    /// <summary>Encodes text that is ASCII, and as long as a vector or more. The last vector begins where the text has one left.</summary>
    private static bool TryNarrow(ReadOnlySpan<char> text, Span<byte> destination)
    {
        if (text.Length < Vector128<ushort>.Count || destination.Length < text.Length)
        {
            return false;
        }

        ref ushort source = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text));
        ref byte target = ref MemoryMarshal.GetReference(destination);
        nint last = text.Length - Vector128<ushort>.Count;
        Vector128<ushort> seen = default;
        for (nint at = 0; at < last; at += Vector128<ushort>.Count)
        {
            seen |= Narrow(ref source, ref target, at);
        }

        seen |= Narrow(ref source, ref target, last);
        return (seen & Vector128.Create((ushort)0xFF80)) == default;
    }

    private static Vector128<ushort> Narrow(ref ushort source, ref byte target, nint at)
    {
        Vector128<ushort> units = Vector128.LoadUnsafe(ref Unsafe.Add(ref source, at));
        Vector128.Narrow(units, units).GetLower().StoreUnsafe(ref Unsafe.Add(ref target, at));
        return units;
    }
}
