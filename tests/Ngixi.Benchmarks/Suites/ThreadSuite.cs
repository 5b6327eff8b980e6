using System.Diagnostics;
using Ngixi.Benchmarks.Contract;
using Ngixi.Benchmarks.Measuring;
using Ngixi.Benchmarks.Reports;
using Ngixi.Benchmarks.Workloads;
using Wasmtime;
using Table = Ngixi.Benchmarks.Reports.Table;

namespace Ngixi.Benchmarks.Suites;

/// <summary>
/// Threads with an instance each, behind one engine and, with the generated glue, one linker: what is shared must not contend.
/// </summary>
internal static class ThreadSuite
{
    public const string Name = "threads";

    private const int Calls = 1_000_000;
    private const int WarmUps = 3;

    private static readonly string[] Families = ["two ints", "byte view", "string argument, UTF-16, ASCII"];

    public static Section Run(Effort effort)
    {
        int calls = effort.IsShort ? Calls / 20 : Calls;
        using Engine engine = new();
        Table table = new(["", "1 thread", "2 threads, each", "both in the time of one"]);
        foreach (Workload workload in WorkloadTable.Core.Where(workload =>
            Families.Contains(workload.Family) && workload.Size is (0 or 256)))
        {
            using Module module = Module.FromText(engine, "guest", CoreGuest.Module(workload.Payload));
            using Linker linker = new(engine);
            linker.DefineHost(_ => new Host(workload.Payload));
            Add(workload.Title, store =>
            {
                Func<int, int, int> loop = linker.Instantiate(store, module).GetFunction<int, int, int>(workload.Export)!;
                return calls => loop(calls, workload.Payload.TaggedLength);
            });
        }

        Add("a new string of 256 B, in .NET alone", _ => MakeStrings);

        return new Section(
            "Threads",
            $"{Environment.ProcessorCount} logical processors. Each thread has a store and an instance, and calls the import {calls:N0} times. Where nothing contends, "
                + "two threads do twice as much; two logical processors of one core share what it has, and all of .NET share its memory.",
            table,
            new Footnotes(),
            []);

        void Add(string title, Func<Store, Func<int, int>> start)
        {
            Console.WriteLine($"{Name}: {title}");
            List<double> alone = [];
            List<double> together = [];
            for (int round = -WarmUps; round < effort.Rounds; round++)
            {
                (double one, double two) = (Run(1, calls, engine, start), Run(2, calls, engine, start));
                if (round >= 0)
                {
                    alone.Add(one);
                    together.Add(two);
                }
            }

            (Figure ofOne, Figure ofTwo) = (Figure.Of(alone), Figure.Of(together));
            table.Add([title, Text.Cell(ofOne, null), Text.Cell(ofTwo, null), Text.Ratio(ofOne.RatioTo(ofTwo).Times(2))]);
        }
    }

    /// <summary>Runs a loop in each of some threads, with a store each.</summary>
    /// <returns>The nanoseconds of a call in the slowest.</returns>
    private static double Run(int count, int calls, Engine engine, Func<Store, Func<int, int>> start)
    {
        using Barrier together = new(count + 1);
        double[] nanoseconds = new double[count];
        Thread[] threads = [.. Enumerable.Range(0, count).Select(index => new Thread(() => nanoseconds[index] = Measure()))];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        together.SignalAndWait();
        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        return nanoseconds.Max() / calls;

        double Measure()
        {
            using Store store = new(engine);
            Func<int, int> loop = start(store);
            loop(1);
            together.SignalAndWait();
            long begin = Stopwatch.GetTimestamp();
            loop(calls);
            return Stopwatch.GetElapsedTime(begin).TotalNanoseconds;
        }
    }

    private static int MakeStrings(int count)
    {
        int sum = 0;
        ReadOnlySpan<char> text = new string('x', 128);
        for (int made = 0; made < count; made++)
        {
            sum += new string(text)[^1];
        }

        return sum;
    }
}
