using System.Diagnostics;

namespace Ngixi.Hosting.Stress;

/// <summary>What the process uses of the machine.</summary>
/// <param name="Heap">The bytes of live objects.</param>
/// <param name="Resident">The bytes of memory.</param>
/// <param name="Handles">The open descriptors.</param>
/// <param name="Threads">The threads.</param>
/// <param name="Mappings">The mappings of memory.</param>
internal sealed record ProcessUse(long Heap, long Resident, int Handles, int Threads, int Mappings)
{
    public static ProcessUse Now()
    {
        for (int i = 0; i < 3; i++)
        {
            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        using Process self = Process.GetCurrentProcess();
        return new ProcessUse(
            GC.GetTotalMemory(forceFullCollection: true),
            self.WorkingSet64,
            Directory.GetFileSystemEntries("/proc/self/fd").Length,
            self.Threads.Count,
            File.ReadLines("/proc/self/maps").Count());
    }

    /// <summary>Says what has grown; the measure itself swings.</summary>
    public IEnumerable<string> GrowthSince(ProcessUse first) =>
    [
        .. Grown("live objects", first.Heap, Heap, 4 * 1024 * 1024),
        .. Grown("resident memory", first.Resident, Resident, 48 * 1024 * 1024),
        .. Grown("descriptors", first.Handles, Handles, 8),
        .. Grown("threads", first.Threads, Threads, 12),
        .. Grown("mappings", first.Mappings, Mappings, 150),
    ];

    public override string ToString() =>
        $"heap {Heap / 1024:N0} KiB, resident {Resident / (1024 * 1024):N0} MiB, {Handles} descriptors, {Threads} threads, {Mappings:N0} mappings";

    private static IEnumerable<string> Grown(string what, long before, long after, long swing) =>
        after > before + swing ? [$"The {what} grew from {before:N0} to {after:N0}."] : [];
}
