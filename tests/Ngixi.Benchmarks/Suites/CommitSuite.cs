using System.Diagnostics;
using Ngixi.Benchmarks.Capabilities;
using Ngixi.Benchmarks.Measuring;
using Ngixi.Benchmarks.Reports;
using Ngixi.Capabilities;
using Ngixi.Capabilities.Sqlite;

namespace Ngixi.Benchmarks.Suites;

/// <summary>Writers of one SQLite file at once: with a commit for all that wait, and with a commit for each.</summary>
internal static class CommitSuite
{
    public const string Name = "commits";

    private const double Target = 10;

    private const int ValueBytes = 100;

    public static Section Run(Effort effort, Targets targets)
    {
        int writes = effort.IsShort ? 200 : 2_000;
        Table table = new(["writers", "Ngixi.Capabilities.Sqlite", "a commit for each write"]);
        foreach (int writers in effort.Sizes(1, 16))
        {
            Console.WriteLine($"{Name}: {writers} writers");
            List<double> group = [];
            List<double> single = [];
            for (int round = 0; round < effort.Rounds; round++)
            {
                group.Add(Together(writers, writes));
                single.Add(OneByOne(writers, writes / 10));
            }

            (Figure ofGroup, Figure ofSingle) = (Figure.Of(group), Figure.Of(single));
            table.Add([$"{writers}", Text.Cell(ofGroup, null), Text.Cell(ofSingle, ofGroup)]);
            if (writers == 16)
            {
                Figure ratio = ofSingle.RatioTo(ofGroup);
                targets.Add(
                    "16 writers of one SQLite file",
                    "a commit for each write",
                    $"{Target}× faster",
                    Text.Ratio(ratio),
                    ratio.Value >= Target);
            }
        }

        return new Section(
            "Writers of one SQLite file",
            "Each sets values of 100 B, and waits until each is on the disk. The time is that of one write, of all writers together. "
                + "In C# alone, a connection that the writers share commits each write.",
            table,
            new Footnotes(),
            []);
    }

    private static double Together(int writers, int writes)
    {
        using CapabilityHost host = new();
        SqliteKeyValueStore store = new(BenchmarkStore.OpenDatabase(host));
        KeyValueNamespace space = new(Name);
        KeyValueQuota quota = new();
        return Measure(writers, writes, async (key, value) =>
            await store.ApplyAsync(space, quota, [new KeyValueWrite.Put(key, value, null, null)], default));
    }

    private static double OneByOne(int writers, int writes)
    {
        using CapabilityHost host = new();
        IDirectValues values = BenchmarkStore.ValuesBySqlite(host);
        Lock one = new();
        return Measure(writers, writes, (key, value) => Task.Run(() =>
        {
            lock (one)
            {
                values.Set(key, value);
            }
        }));
    }

    /// <summary>Has each writer write one value after the other.</summary>
    /// <returns>The nanoseconds of a write.</returns>
    private static double Measure(int writers, int writes, Func<string, byte[], Task> write)
    {
        long begin = Stopwatch.GetTimestamp();
        Task.WaitAll([.. Enumerable.Range(0, writers).Select(async writer =>
        {
            for (int done = 0; done < writes / writers; done++)
            {
                // SQLite writes nothing where a value is what it was.
                byte[] value = new byte[ValueBytes];
                BitConverter.TryWriteBytes(value, done);
                await write($"key/{writer}/{done % 10}", value);
            }
        })]);
        return Stopwatch.GetElapsedTime(begin).TotalNanoseconds / writes;
    }
}
