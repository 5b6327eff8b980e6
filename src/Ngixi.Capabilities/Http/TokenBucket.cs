namespace Ngixi.Capabilities;

/// <summary>So many a second in the long run, and a burst after a quiet time. For any number of threads.</summary>
/// <remarks>Not <c>TokenBucketRateLimiter</c>, which takes the time from no <see cref="TimeProvider"/>.</remarks>
internal sealed class TokenBucket(int perSecond, int burst, TimeProvider time)
{
    private readonly Lock one = new();
    private double tokens = burst;
    private long filled = time.GetTimestamp();

    public bool TryTake(int count = 1)
    {
        lock (one)
        {
            long now = time.GetTimestamp();
            tokens = Math.Min(burst, tokens + (time.GetElapsedTime(filled, now).TotalSeconds * perSecond));
            filled = now;
            if (tokens < count)
            {
                return false;
            }

            tokens -= count;
            return true;
        }
    }
}
