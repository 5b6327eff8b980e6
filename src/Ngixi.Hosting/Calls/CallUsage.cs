namespace Ngixi.Hosting;

/// <summary>What a call of a guest cost.</summary>
public sealed record CallUsage
{
    /// <summary>Gets the time that it waited for a thread or an instance.</summary>
    public TimeSpan WaitTime { get; init; }

    /// <summary>Gets the time of the call outside of methods of the host that the guest called.</summary>
    public TimeSpan GuestTime { get; init; }

    /// <summary>Gets the time in methods of the host that the guest called.</summary>
    public TimeSpan HostTime { get; init; }

    /// <summary>Gets the fuel that it used; null where the manifest sets no limit of it, for it is not counted then.</summary>
    public ulong? Fuel { get; init; }

    /// <summary>Gets the bytes that the host read of the guest's memory.</summary>
    public long BytesRead { get; init; }

    /// <summary>Gets the bytes that the host wrote to the guest's memory.</summary>
    public long BytesWritten { get; init; }

    /// <summary>Gets the bytes of the instance's memory after the call, which is the most it ever had: it never shrinks.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>Gets the number of calls of imports.</summary>
    public long HostCalls { get; init; }

    /// <summary>Gets the calls of each import, by its full name such as <c>env.kv_get</c>.</summary>
    public IReadOnlyDictionary<string, long> Calls { get; init; } = new Dictionary<string, long>();
}
