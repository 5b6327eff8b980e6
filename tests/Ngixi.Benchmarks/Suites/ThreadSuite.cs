using System.Diagnostics;
using Ngixi.Benchmarks.Contract;
using Ngixi.Benchmarks.Measuring;
using Ngixi.Benchmarks.Reports;
using Ngixi.Benchmarks.Workloads;
using Wasmtime;
using Table = Ngixi.Benchmarks.Reports.Table;

namespace Ngixi.Benchmarks.Suites;

/// <summary>Threads with an instance each, behind one engine and, with the generated glue, one linker: what is shared must not contend.</summary>
internal static class ThreadSuite
{
    public const string Name = "threads";

    private const int Calls = 1_000_000;

    private static readonly string[] Families = ["two ints", "byte view", "string argument, UTF-16, ASCII"];

    public static Section Run(Effort effort)
    {
        int calls = effort.IsShort ? Calls / 20 : Calls;
        Table table = new(["", "1 thread", "2 threads, each", "both in the time of one"]);
        foreach (Workload workload in WorkloadTable.Core.Where(workload => Families.Contains(workload.Family) && workload.Size is (0 or 256)))
        {
            Console.WriteLine($"{Name}: {workload}");
            using Engine engine = new();
            using Module module = Module.FromText(engine, "guest", CoreGuest.Module(workload.Payload));
            using Linker linker = new(engine);
            linker.DefineHost(_ => new Host(workload.Payload));
            List<double> alone = [];
            List<double> together = [];
            Measure(1);
            Measure(2);
            for (int round = 0; round < effort.Rounds; round++)
            {
                alone.Add(Measure(1));
                together.Add(Measure(2));
            }

            Figure one = Figure.Of(alone);
            Figure two = Figure.Of(together);
            table.Add([workload.Title, Text.Cell(one, null), Text.Cell(two, null), Text.Ratio(2 * one.Value / two.Value)]);

            double Measure(int threads) => Run(linker, module, engine, workload, threads, calls);
        }

        return new Section(
            "Threads",
            $"{Environment.ProcessorCount} logical processors. Each thread has a store and an instance, and calls the import {calls:N0} times. Where nothing contends, "
                + "two threads do twice as much; two logical processors of one core share what it has.",
            table,
            new Footnotes(),
            []);
    }

    private static double Run(Linker linker, Module module, Engine engine, Workload workload, int count, int calls)
    {
        using Barrier start = new(count + 1);
        double[] nanoseconds = new double[count];
        Thread[] threads = [.. Enumerable.Range(0, count).Select(index => new Thread(() => nanoseconds[index] = Loop()))];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        start.SignalAndWait();
        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        return nanoseconds.Max() / calls;

        double Loop()
        {
            using Store store = new(engine);
            Func<int, int, int> loop = linker.Instantiate(store, module).GetFunction<int, int, int>(workload.Export)!;
            loop(1, workload.Payload.TaggedLength);
            start.SignalAndWait();
            long begin = Stopwatch.GetTimestamp();
            loop(calls, workload.Payload.TaggedLength);
            return Stopwatch.GetElapsedTime(begin).TotalNanoseconds;
        }
    }
}
