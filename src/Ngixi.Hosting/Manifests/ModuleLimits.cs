namespace Ngixi.Hosting;

/// <summary>How much the guests of one module may use. Each has a default, and each is enforced.</summary>
public sealed record ModuleLimits
{
    /// <summary>The greatest limits that there are.</summary>
    internal static readonly ModuleLimits Most = new()
    {
        Memory = 4L * 1024 * 1024 * 1024,
        TableElements = 10_000_000,
        Deadline = TimeSpan.FromDays(1),
        StartDeadline = TimeSpan.FromDays(1),
        HostCalls = long.MaxValue,
        Bytes = long.MaxValue,
        ValueBytes = 1024 * 1024 * 1024,
        ValueItems = int.MaxValue,
        Handles = 65_535,
    };

    /// <summary>Gets the bytes of an instance's memory; 64 MiB by default, 4 GiB at most.</summary>
    public long Memory { get; init; } = 64 * 1024 * 1024;

    /// <summary>Gets the elements of an instance's tables, each; 10,000 by default.</summary>
    public long TableElements { get; init; } = 10_000;

    /// <summary>Gets the time that a call may take, with its wait in a queue; 2 s by default.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Gets the time that an instance may take to start; 5 s by default.</summary>
    public TimeSpan StartDeadline { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets the fuel of a call: about one for each instruction. None by default: not to count it is faster.</summary>
    public ulong? Fuel { get; init; }

    /// <summary>Gets the calls of imports in one call; 100,000 by default.</summary>
    public long HostCalls { get; init; } = 100_000;

    /// <summary>Gets the bytes that host and guest exchange in one call, both ways together; 64 MiB by default.</summary>
    public long Bytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>
    /// Gets the bytes of the values of one call between host and guest, <see cref="Bindgen.GuestOptions.MaxBytesPerCall"/>; 16 MiB by
    /// default, 1 GiB at most.
    /// </summary>
    public int ValueBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>
    /// Gets the items of the values of one call between host and guest, <see cref="Bindgen.GuestOptions.MaxItemsPerCall"/>; 262,144 by
    /// default.
    /// </summary>
    public int ValueItems { get; init; } = 256 * 1024;

    /// <summary>Gets the resources that an instance holds open; 1,024 by default, 65,535 at most.</summary>
    public int Handles { get; init; } = 1_024;
}
