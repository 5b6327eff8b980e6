namespace Ngixi.Hosting.Running;

/// <summary>
/// How often the guests of a module may fail: as many times at once as in five seconds. Each failure costs an instance, so that a module
/// that does nothing else would take a processor from others. For any number of threads.
/// </summary>
/// <param name="perSecond">The failures of a second.</param>
/// <param name="time">The clock.</param>
internal sealed class FailureBudget(int perSecond, TimeProvider time)
{
    private const int SecondsAtOnce = 5;

    private static readonly TimeSpan Late = TimeSpan.FromSeconds(1);

    private readonly long atOnce = (long)perSecond * SecondsAtOnce;

    // The time that a failure takes to be made up for.
    private readonly long cost = Math.Max(1, time.TimestampFrequency / perSecond);

    // When the latest failure was; 0 for none.
    private long latest;

    // When all are made up for; 0 where they are.
    private long settled;

    /// <summary>Gets the failures of a second.</summary>
    public int PerSecond => perSecond;

    /// <summary>Gets whether one failed within a second, so that others come before calls of the module.</summary>
    public bool Any => Volatile.Read(ref latest) is var at && at != 0 && time.GetElapsedTime(at) < Late;

    /// <summary>Counts a failure.</summary>
    public void Add()
    {
        long now = time.GetTimestamp();
        Volatile.Write(ref latest, now);
        long before = Volatile.Read(ref settled);
        while (Interlocked.CompareExchange(ref settled, Math.Max(before, now) + cost, before) is var found && found != before)
        {
            before = found;
        }
    }

    /// <summary>Forgets all failures.</summary>
    public void Renew()
    {
        Volatile.Write(ref latest, 0);
        Volatile.Write(ref settled, 0);
    }

    /// <summary>
    /// Gets the time until one more call may run. The fewer failures are left, the fewer run at a time, as each of them may fail.
    /// </summary>
    /// <param name="running">The calls that run.</param>
    /// <param name="maxRunning">Those that run at a time where none failed.</param>
    public TimeSpan Pause(int running, int maxRunning) => TimeUntil((running * atOnce / maxRunning) + 1);

    /// <summary>Gets the time until a call may run that comes after others, if all of them fail; none where one may fail now.</summary>
    /// <param name="before">The calls that come before it.</param>
    public TimeSpan PauseAfter(int before) => TimeUntil(1) > TimeSpan.Zero ? TimeUntil(before + 1L) : TimeSpan.Zero;

    /// <summary>Gets the time until so many failures are left, of which there may be more than are left at once.</summary>
    private TimeSpan TimeUntil(long left)
    {
        long at = Volatile.Read(ref settled);
        if (at == 0)
        {
            return TimeSpan.Zero;
        }

        long now = time.GetTimestamp();
        if (at <= now)
        {
            // So that the next need not look at the clock.
            Interlocked.CompareExchange(ref settled, 0, at);
            return TimeSpan.Zero;
        }

        long until = at - ((atOnce - left) * cost);
        return until > now ? time.GetElapsedTime(now, until) : TimeSpan.Zero;
    }
}
