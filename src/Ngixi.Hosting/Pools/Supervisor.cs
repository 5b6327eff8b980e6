using Ngixi.Hosting.Auditing;

namespace Ngixi.Hosting;

/// <summary>Counts the failures in a row of a pool, and says whether an instance may run or be made.</summary>
internal sealed class Supervisor(string module, PoolOptions options, TimeProvider time, AuditTrail? audit)
{
    public static readonly TimeSpan LongestBackoff = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private int failures;
    private long failedAt;

    public bool IsQuarantined
    {
        get
        {
            lock (gate)
            {
                return options.OnFailure == FailurePolicy.Quarantine && failures >= options.FailuresToQuarantine;
            }
        }
    }

    /// <exception cref="GuestBusyException">The module failed too often.</exception>
    public void RequireNoQuarantine()
    {
        if (IsQuarantined)
        {
            throw Refused(
                "quarantine",
                $"its guests failed {options.FailuresToQuarantine:N0} times in a row. Mend the module, then call Resume of its pool.");
        }
    }

    /// <exception cref="GuestBusyException">It is too early after a failure.</exception>
    public void RequireNoBackoff()
    {
        lock (gate)
        {
            if (options.OnFailure != FailurePolicy.Backoff || failures == 0)
            {
                return;
            }

            TimeSpan left = Pause() - time.GetElapsedTime(failedAt);
            if (left > TimeSpan.Zero)
            {
                throw Refused("backoff", $"an instance failed, and none is made for {left.TotalMilliseconds:N0} ms more.");
            }
        }
    }

    public void Succeeded()
    {
        // Read without the lock in each call: most pools never see a failure.
        if (Volatile.Read(ref failures) != 0)
        {
            Reset();
        }
    }

    public void Failed()
    {
        lock (gate)
        {
            failures++;
            failedAt = time.GetTimestamp();
            if (options.OnFailure == FailurePolicy.Quarantine && failures == options.FailuresToQuarantine)
            {
                audit?.BeginQuarantine(module);
            }
        }
    }

    public void Reset()
    {
        lock (gate)
        {
            if (IsQuarantined)
            {
                audit?.EndQuarantine(module);
            }

            failures = 0;
        }
    }

    private GuestBusyException Refused(string limit, string reason)
    {
        GuestBusyException refused = new(module, limit, reason);
        audit?.Failed(module, refused);
        return refused;
    }

    private TimeSpan Pause()
    {
        int doublings = Math.Min(failures - 1, 16);
        TimeSpan pause = options.Backoff * (1 << doublings);
        return pause < LongestBackoff ? pause : LongestBackoff;
    }
}
