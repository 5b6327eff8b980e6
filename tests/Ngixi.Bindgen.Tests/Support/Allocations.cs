namespace Ngixi.Bindgen.Tests.Support;

/// <summary>Counts what calls allocate on the managed heap.</summary>
internal static class Allocations
{
    private const int Rounds = 200;
    private const int CallsInRound = 5;

    /// <summary>Gets the bytes that each of many calls allocates, after as many others.</summary>
    /// <remarks>
    /// The count of the runtime is not always exact: where other threads allocate too, a thread that is given new room for its
    /// objects counts the end of the room before, 24 bytes. Most rounds have nothing of that, and all of them hardly any.
    /// </remarks>
    public static long OfEachCall(Action call)
    {
        for (int i = 0; i < Rounds * CallsInRound; i++)
        {
            call();
        }

        long[] counts = new long[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < CallsInRound; i++)
            {
                call();
            }

            counts[round] = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        long least = counts.Min();
        Assert.Equal(0, least % CallsInRound);
        Assert.True(
            (counts.Sum() - (least * Rounds)) * 100 <= counts.Sum(),
            $"Some calls allocate more than others: {string.Join(' ', counts.Distinct())} bytes for {CallsInRound}.");
        return least / CallsInRound;
    }
}
