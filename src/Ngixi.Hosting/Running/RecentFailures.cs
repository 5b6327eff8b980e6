namespace Ngixi.Hosting.Running;

/// <summary>Whether guests of a module failed of late, so that others come before its calls. For any number of threads.</summary>
internal sealed class RecentFailures(TimeProvider time)
{
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(1);

    private long latest;

    /// <summary>Gets whether one failed within a second.</summary>
    public bool Any => Volatile.Read(ref latest) is var at && at != 0 && time.GetElapsedTime(at) < Late;

    /// <summary>Notes a failure. One of the caller's, such as that it cancels, is none of the guest's.</summary>
    public void Add(Exception failure)
    {
        if (failure is GuestCallException)
        {
            Volatile.Write(ref latest, time.GetTimestamp());
        }
    }
}
