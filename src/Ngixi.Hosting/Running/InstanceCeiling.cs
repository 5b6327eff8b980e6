using System.Globalization;

namespace Ngixi.Hosting.Running;

/// <summary>
/// The live instances of the process. Each takes three mappings of memory; where the system's limit of them is met, whatever asks for
/// memory next may end the process.
/// </summary>
internal static class InstanceCeiling
{
    private const int MappingsPerInstance = 3;
    private const double Share = 0.9;

    /// <summary>Gets the room of the process; <see cref="int.MaxValue"/> where the system has no such limit.</summary>
    public static InstanceRoom Process { get; } = Make(Find());

    private static InstanceRoom Make(int most) => new(
        most,
        "instances",
        $"the process has {most:N0} live instances, 90 % of those that vm.max_map_count allows. Drop some, or raise it.");

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
