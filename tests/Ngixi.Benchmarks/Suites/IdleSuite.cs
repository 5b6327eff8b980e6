using System.Diagnostics;
using System.Globalization;
using Ngixi.Benchmarks.Measuring;
using Ngixi.Benchmarks.Peers;
using Ngixi.Benchmarks.Reports;
using Ngixi.Benchmarks.Workloads;
using Wasmtime;
using Table = Ngixi.Benchmarks.Reports.Table;

namespace Ngixi.Benchmarks.Suites;

/// <summary>What instances cost that only wait, each number of them in a process of its own.</summary>
internal static class IdleSuite
{
    public const string Name = "idle";
    public const string Command = "idle";

    private const int Imports = 30;

    private static readonly Workload Guest = new("idle", "run", Imports, "imports", Payload.None);

    public static Section Run(Effort effort)
    {
        Table table = new(["instances", "Ngixi.Bindgen", "of it managed", "Wasmtime .NET by hand", "of it managed", "C host"]);
        Footnotes footnotes = new();
        foreach (int count in effort.IsShort ? [100, 1_000] : new[] { 1_000, 10_000 })
        {
            Console.WriteLine($"{Name}: {count} instances");
            (double resident, double managed) = Hold("generated", count);
            (double residentByHand, double managedByHand) = Hold("by-hand", count);
            table.Add([
                count.ToString("N0", CultureInfo.InvariantCulture),
                Text.Bytes(resident / count),
                Text.Bytes(managed / count),
                Text.Bytes(residentByHand / count),
                Text.Bytes(managedByHand / count),
                CHost.Problem is { } problem ? $"–{footnotes.Mark(problem)}" : Text.Bytes(HoldInC(count) / count),
            ]);
        }

        return new Section(
            "Memory of idle instances",
            $"Bytes for each instance of a guest with {Imports} imports and one page of memory, in a store of its own, which has called an import once; "
                + "resident memory that it adds to the process.",
            table,
            footnotes,
            []);
    }

    /// <summary>Makes instances in this process, and prints the resident and the managed bytes that they added.</summary>
    public static void Serve(string kind, int count)
    {
        using InstancePeer peer = kind == "generated"
            ? new SharedLinkerPeer(kind, InstanceImports.Generated)
            : new SharedLinkerPeer(kind, InstanceImports.ByHand);
        peer.Prepare(Guest);
        List<(Store Store, Instance Instance)> held = new(count);
        Hold(10);
        (long resident, long managed) = Memory();
        Hold(count);
        (long residentAfter, long managedAfter) = Memory();
        Console.WriteLine(FormattableString.Invariant($"{residentAfter - resident} {managedAfter - managed}"));
        held.ForEach(one => one.Store.Dispose());

        void Hold(int more)
        {
            for (int index = 0; index < more; index++)
            {
                Store store = peer.NewStore();
                Instance instance = peer.Instantiate(store);
                instance.GetAction(Guest.Export)!();
                held.Add((store, instance));
            }
        }
    }

    /// <summary>Gets the bytes that the process has: resident, and on the managed heap once it is collected.</summary>
    public static (long Resident, long Managed) Memory()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        long managed = GC.GetTotalMemory(forceFullCollection: true);
        using Process process = Process.GetCurrentProcess();
        return (process.WorkingSet64, managed);
    }

    private static (double Resident, double Managed) Hold(string kind, int count)
    {
        string[] parts = Tools.Run(Environment.ProcessPath!, [.. Tools.SelfArguments, Command, kind, $"{count}"]).Split(' ');
        return (double.Parse(parts[0], CultureInfo.InvariantCulture), double.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    private static double HoldInC(int count)
    {
        using ProcessPeer host = CHost.ForInstances("C host", isPooled: false) as ProcessPeer
            ?? throw new InvalidOperationException(CHost.Problem);
        host.Prepare(Guest);
        return double.Parse(host.Ask($"hold {count}"), CultureInfo.InvariantCulture);
    }
}
