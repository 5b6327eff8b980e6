namespace Ngixi.Capabilities;

/// <summary>So many a minute; the others are counted. For any number of threads.</summary>
internal sealed class MinuteBudget(int most, TimeProvider time)
{
    private readonly Lock minute = new();
    private long began = time.GetTimestamp();
    private int taken;
    private long refused;

    /// <summary>Takes one.</summary>
    /// <param name="refusedBefore">How many were refused in the minutes before, if this is the first of a minute.</param>
    /// <returns>False where there were too many.</returns>
    public bool TryTake(out long refusedBefore)
    {
        refusedBefore = 0;
        lock (minute)
        {
            if (time.GetElapsedTime(began) >= TimeSpan.FromMinutes(1))
            {
                began = time.GetTimestamp();
                taken = 0;
                (refusedBefore, refused) = (refused, 0);
            }

            if (taken == most)
            {
                refused++;
                return false;
            }

            taken++;
            return true;
        }
    }
}
