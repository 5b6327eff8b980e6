using Ngixi.Bindgen.Native;
using Ngixi.Hosting.Running;

namespace Ngixi.Hosting.Health;

/// <summary>Looks at the process that guests run in: what could end it, or make its promises void.</summary>
internal static class HostExamination
{
    private const double FullShare = 0.9;

    /// <summary>Examines the process, after an engine was made in it.</summary>
    public static IReadOnlyList<HostFinding> Run() =>
        [Signals(), Instances(InstanceCeiling.Process.Live, InstanceCeiling.Process.Most), Wasmtime()];

    public static HostFinding Instances(int live, int most) => most == int.MaxValue
        ? new("instances", true, $"{live:N0} live instances; the system has no limit that is known.")
        : new(
            "instances",
            live < FullShare * most,
            $"{live:N0} live instances of {most:N0} that the process may have"
            + (live < FullShare * most ? "." : ": soon calls are refused. Drop instances, or raise vm.max_map_count."));

    public static HostFinding Advisories(Version version)
    {
        IReadOnlyList<Advisory> known = Advisory.Of(version);
        Advisory[] reached = [.. known.Where(advisory => advisory.Avoidance is null)];
        string list = $"{known.Count} advisories are known of Wasmtime {version} (list of {Advisory.ListedOn:yyyy-MM-dd})";
        return reached.Length > 0
            ? new("wasmtime", false, $"{list}. Guests may reach {string.Join(", ", reached.Select(advisory => advisory.Id))}: update it.")
            : new(
                "wasmtime", true, known.Count == 0 ? $"Wasmtime {version}, of which no advisory is known." : $"{list}; guests reach none.");
    }

    private static HostFinding Signals()
    {
        string? problem = DivisionSignal.Restore();
        return new(
            "signals", problem is null, problem is null ? "A division by zero in .NET code is an exception." : $"Wasmtime: {problem}.");
    }

    private static HostFinding Wasmtime() => WasmtimeVersion.Native is { } version
        ? Advisories(version)
        : new(
            "wasmtime",
            false,
            $"The native library of Wasmtime is not of version {WasmtimeVersion.Managed}, as its .NET package is. Restore both alike.");
}
