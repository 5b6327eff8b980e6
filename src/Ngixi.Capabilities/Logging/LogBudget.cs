namespace Ngixi.Capabilities;

/// <summary>The lines and bytes that may be written in a second, and an exact count of those that were not.</summary>
/// <remarks>For any number of threads.</remarks>
internal sealed class LogBudget(int maxLines, int maxBytes, TimeProvider time)
{
    private readonly Lock second = new();
    private long secondBegan = time.GetTimestamp();
    private int lines;
    private long bytes;
    private DroppedLines dropped;

    /// <summary>Takes a line out of the budget.</summary>
    /// <param name="byteCount">The bytes of the line.</param>
    /// <param name="before">What was dropped before, and is to be reported first; nothing where the line is dropped, too.</param>
    /// <returns>Whether to write the line.</returns>
    public bool TryTake(long byteCount, out DroppedLines before)
    {
        lock (second)
        {
            if (time.GetElapsedTime(secondBegan) >= TimeSpan.FromSeconds(1))
            {
                secondBegan = time.GetTimestamp();
                lines = 0;
                bytes = 0;
            }

            if (lines == maxLines || bytes + byteCount > maxBytes)
            {
                dropped = new DroppedLines(dropped.Lines + 1, dropped.Bytes + byteCount);
                before = default;
                return false;
            }

            lines++;
            bytes += byteCount;
            (before, dropped) = (dropped, default);
            return true;
        }
    }

    /// <summary>Gets what was dropped and not reported yet, to be reported now.</summary>
    public DroppedLines TakeDropped()
    {
        lock (second)
        {
            (DroppedLines unreported, dropped) = (dropped, default);
            return unreported;
        }
    }
}
