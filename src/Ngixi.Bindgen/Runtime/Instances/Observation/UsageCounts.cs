using System.Runtime.InteropServices;

namespace Ngixi.Bindgen.Runtime.Instances.Observation;

/// <summary>Counts what calls between host and guest use: time by who has it, bytes, and calls of each import.</summary>
/// <param name="time">The clock.</param>
internal sealed class UsageCounts(TimeProvider time)
{
    private long latest;
    private long guestTicks;
    private long hostTicks;
    private UsageAccount account;

    /// <summary>Gets the calls of each import, by its full name.</summary>
    public Dictionary<string, long> Calls { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets or sets the bytes that the host read of the guest's memory.</summary>
    public long BytesRead { get; set; }

    /// <summary>Gets or sets the bytes that it wrote there.</summary>
    public long BytesWritten { get; set; }

    public TimeSpan GuestTime => time.GetElapsedTime(0, guestTicks);

    public TimeSpan HostTime => time.GetElapsedTime(0, hostTicks);

    /// <summary>Forgets all, and begins to count the time of the guest.</summary>
    public void Restart()
    {
        Calls.Clear();
        guestTicks = hostTicks = BytesRead = BytesWritten = 0;
        account = UsageAccount.Nobody;
        Pass(UsageAccount.Guest);
    }

    /// <summary>Counts a call of an import.</summary>
    public void Count(string import) => CollectionsMarshal.GetValueRefOrAddDefault(Calls, import, out _)++;

    /// <summary>Counts the time until now to who had it, and that from now on to another.</summary>
    public void Pass(UsageAccount next)
    {
        long now = time.GetTimestamp();
        guestTicks += account == UsageAccount.Guest ? now - latest : 0;
        hostTicks += account == UsageAccount.Host ? now - latest : 0;
        latest = now;
        account = next;
    }
}
