using System.Globalization;

namespace Ngixi.Hosting.Running;

/// <summary>
/// Counts the live instances of the process, and refuses those that would not fit. Each takes three mappings of memory; where the system's
/// limit of them is met, whatever asks for memory next may end the process.
/// </summary>
internal static class InstanceCeiling
{
    private const int MappingsPerInstance = 3;
    private const double Share = 0.9;

    private static int live;

    /// <summary>Gets the instances that the process may have; <see cref="int.MaxValue"/> where the system has no such limit.</summary>
    public static int Most { get; } = Find();

    /// <summary>Gets the instances that it has.</summary>
    public static int Live => Volatile.Read(ref live);

    /// <summary>Counts an instance that is about to be made.</summary>
    /// <exception cref="GuestBusyException">It does not fit.</exception>
    public static void Enter(string module)
    {
        if (Interlocked.Increment(ref live) > Most)
        {
            Leave();
            throw new GuestBusyException(
                module,
                "instances",
                $"the process has {Most:N0} live instances, 90 % of those that vm.max_map_count allows. Drop some, or raise it.");
        }
    }

    /// <summary>Counts an instance that is gone.</summary>
    public static void Leave() => Interlocked.Decrement(ref live);

    private static int Find()
    {
        if (!OperatingSystem.IsLinux())
        {
            return int.MaxValue;
        }

        try
        {
            int most = int.Parse(File.ReadAllText("/proc/sys/vm/max_map_count"), CultureInfo.InvariantCulture);

            // What the program itself has by then, and as much again for what it loads later.
            int own = 2 * File.ReadLines("/proc/self/maps").Count();
            return (int)Math.Max(1, ((most * Share) - own) / MappingsPerInstance);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            return int.MaxValue;
        }
    }
}
