using Ngixi.Benchmarks.Contract;
using Ngixi.Benchmarks.Measuring;
using Ngixi.Benchmarks.Peers;
using Ngixi.Benchmarks.Reports;
using Ngixi.Benchmarks.Suites;
using Ngixi.Benchmarks.Workloads;

namespace Ngixi.Benchmarks.Capabilities;

/// <summary>What guests do with the host's capabilities, beside the same by hand.</summary>
internal static class CapabilitySuite
{
    public const string Name = "capabilities";
    public const string Own = "Ngixi.Capabilities";
    public const string EmptyImport = "an empty import";
    public const string Alone = "C# alone";

    private const string EmptyGuest =
        """
        (module
          (import "host" "nothing" (func $nothing))
          (memory (export "memory") 1)
          (func (export "run") (param $count i32)
            (loop $again
              (call $nothing)
              (br_if $again (local.tee $count (i32.sub (local.get $count) (i32.const 1)))))))
        """;

    private static readonly CapabilityWork[] Works = [.. LogWorks.All, .. SpanWorks.All, .. HttpWorks.All];

    public static Section Run(Effort effort, Results results) => CallSuite.Measure(
        Name,
        "Capabilities",
        "A guest in WebAssembly text writes a line of 64 characters, begins and ends a span, or asks a server of the same machine and "
            + "reads what it answers. Ngixi.Capabilities escapes, cuts and "
            + "counts what a guest writes; by hand, nothing does. Lines go to a logger that makes the text of each, as a console does. "
            + "In C# alone there is no guest.",
        effort,
        results,
        Peers(Works),
        [.. Works.Select(work => work.Workload)]);

    /// <summary>The ways to do works.</summary>
    public static IReadOnlyList<IPeer> Peers(IReadOnlyList<CapabilityWork> works) =>
    [
        new CapabilityPeer(Own, works, (engine, work, host) =>
            CapabilityPeer.Guest(engine, work.Module, host, linker => work.Define(linker, host))),
        new CapabilityPeer(
            EmptyImport,
            works,
            (engine, _, host) => CapabilityPeer.Guest(engine, EmptyGuest, host, linker => linker.DefineHost(new Host(Payload.None))),
            hasEffects: false),
        new CapabilityPeer("Wasmtime .NET by hand", works, (engine, work, host) =>
            CapabilityPeer.Guest(engine, work.Module, host, linker => work.DefineByHand(linker, host))),
        new CapabilityPeer(Alone, works, (_, work, host) => Repeat(work.Alone(host))),
    ];

    private static Action<int> Repeat(Action action) => count =>
    {
        for (int done = 0; done < count; done++)
        {
            action();
        }
    };
}
