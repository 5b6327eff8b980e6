using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Ngixi.Bindgen.Text;

/// <summary>Packs the lanes of a vector that are wanted, by a shuffle that is looked up.</summary>
internal static class LanePacking
{
    private const int LaneCount = 8;

    /// <summary>For each set of lanes the bytes that they have, one after the other.</summary>
    private static readonly byte[] Shuffles = MakeShuffles();

    /// <summary>Stores the lanes that are wanted, one after the other, and behind them whatever fills the vector up.</summary>
    /// <param name="lanes">The lanes.</param>
    /// <param name="wanted">A bit for each lane, from bit <paramref name="first"/> on; the bits before are of lanes stored before.</param>
    /// <param name="first">Where the bits begin.</param>
    /// <param name="target">Where the lanes of bit 0 and on go.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<ushort> lanes, uint wanted, int first, ref ushort target)
    {
        nuint set = (wanted >> first) & ((1 << LaneCount) - 1);
        nuint before = (nuint)BitOperations.PopCount(wanted & ((1u << first) - 1));
        Vector128<byte> shuffle = Vector128.LoadUnsafe(
            ref MemoryMarshal.GetArrayDataReference(Shuffles),
            set * (nuint)Vector128<byte>.Count);
        Shuffle(lanes.AsByte(), shuffle).AsUInt16().StoreUnsafe(ref target, before);
    }

    /// <summary>Picks bytes of a vector.</summary>
    /// <remarks>As Vector128.ShuffleNative, which is not one instruction where NativeAOT does not reckon with SSSE3.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Shuffle(Vector128<byte> bytes, Vector128<byte> indices) =>
        Ssse3.Shuffle(bytes, indices);

    private static byte[] MakeShuffles()
    {
        byte[] shuffles = new byte[(1 << LaneCount) * Vector128<byte>.Count];
        for (int kept = 0; kept < 1 << LaneCount; kept++)
        {
            int at = kept * Vector128<byte>.Count;
            for (int lane = 0; lane < LaneCount; lane++)
            {
                if ((kept & (1 << lane)) != 0)
                {
                    shuffles[at++] = (byte)(lane * sizeof(ushort));
                    shuffles[at++] = (byte)((lane * sizeof(ushort)) + 1);
                }
            }
        }

        return shuffles;
    }
}
