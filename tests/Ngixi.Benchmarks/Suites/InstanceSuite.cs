using System.Globalization;
using Ngixi.Benchmarks.Measuring;
using Ngixi.Benchmarks.Peers;
using Ngixi.Benchmarks.Reports;
using Ngixi.Benchmarks.Workloads;

namespace Ngixi.Benchmarks.Suites;

/// <summary>What a new store with one instance costs, by the number of its imports.</summary>
internal static class InstanceSuite
{
    public const string Name = "instances";
    public const string Command = "serve-instances";

    public const string ByHand = "by hand, a new Linker each";
    public const string Pooled = "LinkedModule, pooling";
    public const string PooledC = "C host, pre-instantiated, pooling";

    private static readonly (string Name, Func<string, InstancePeer> Make)[] Hosts =
    [
        (Pooled, name => new LinkedModulePeer(name, isPooled: true)),
        ("LinkedModule", name => new LinkedModulePeer(name, isPooled: false)),
        ("one Linker", name => new SharedLinkerPeer(name, InstanceImports.Generated)),
        ("a new Linker each", name => new NewLinkerPeer(name, InstanceImports.Generated)),
        (ByHand, name => new NewLinkerPeer(name, InstanceImports.ByHand)),
        ("by hand, one Linker", name => new SharedLinkerPeer(name, InstanceImports.ByHand)),
        ("an empty Store in .NET", name => new EmptyStorePeer(name)),
    ];

    public static Section Run(Effort effort, Results results)
    {
        List<IPeer> peers =
        [
            .. Hosts.Select(host => InItsOwnProcess(host.Name)),
            CHost.ForInstances("C host, pre-instantiated", isPooled: false),
            CHost.ForInstances(PooledC, isPooled: true),
        ];
        List<Workload> workloads = [.. effort.Sizes(5, 30, 100).Select(WorkloadOf)];
        return CallSuite.Measure(
            Name,
            "New instances",
            "A new store, an instance in it, and the end of both. The module is there already, and so is the linker unless the column says otherwise. `LinkedModule` finds the imports of a module once; pooling is Wasmtime's pooling allocator. "
                + "Each host is a process of its own, as what makes linkers leaves a native heap that slows the others down.",
            effort,
            results,
            peers,
            workloads);
    }

    /// <summary>Does as one of the hosts what <see cref="ProcessPeer"/> asks for.</summary>
    public static void Serve(string name)
    {
        using InstancePeer host = Hosts.Single(host => host.Name == name).Make(name);
        while (Console.ReadLine()?.Split(' ') is [var order, var number])
        {
            int count = int.Parse(number, CultureInfo.InvariantCulture);
            if (order == "prepare")
            {
                host.Prepare(WorkloadOf(count));
                Console.WriteLine("ready");
            }
            else
            {
                Sample sample = host.Run(count);
                Console.WriteLine(FormattableString.Invariant(
                    $"{sample.Nanoseconds} {sample.Tally.Calls} {sample.Tally.HostSum} {sample.Tally.GuestSum} {sample.AllocatedBytes}"));
            }
        }
    }

    private static ProcessPeer InItsOwnProcess(string name) => new(
        name,
        [Environment.ProcessPath!, .. Tools.SelfArguments, Command, name],
        workload => workload.Size.ToString(CultureInfo.InvariantCulture),
        _ => null);

    private static Workload WorkloadOf(int imports) => new("a new instance", "run", imports, "imports", Payload.None);
}
