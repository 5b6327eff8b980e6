using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Ngixi.Bindgen.Tests.Shared;
using Xunit.Abstractions;

namespace Ngixi.Capabilities.Sqlite.Tests;

/// <summary>A process that writes, publishes and handles under load is killed at random moments; its file is checked each time.</summary>
public sealed class CrashTests(ITestOutputHelper output) : IDisposable
{
    private readonly DatabaseFile file = new();

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task Nothing_that_was_promised_is_lost_or_doubled_by_kills()
    {
        int kills = Tries.Count(200);
        int seed = Tries.Seed(1);
        Random random = new(seed);
        CrashLedger ledger = new();
        long start = Stopwatch.GetTimestamp();
        ChildProcess next = ChildProcess.Start("crash");
        for (int run = 0; run < kills; run++)
        {
            using ChildProcess child = next;
            next = ChildProcess.Start("crash");
            child.WriteLine($"{run}\t{file.Path}");
            ledger.Note(await ReadAsync(child, random.Next(1, 100)));
            await Task.Delay(random.Next(5));
            child.Kill();
            ledger.Note(await child.ReadToEndAsync());
            await using SqliteConnection connection = file.Connect();
            ledger.Check(connection, thoroughly: run % 20 == 0);
        }

        next.Dispose();
        await HandleTheRestAsync(ledger);
        output.WriteLine(
            $"seed {seed}: {kills} kills in {Stopwatch.GetElapsedTime(start).TotalSeconds:N1} s, {ledger.Promises:N0} promises kept, "
            + $"{ledger.PublishedEvents:N0} events published, {ledger.Redelivered:N0} deliveries again");
    }

    [Fact]
    public async Task Others_go_on_when_a_process_is_killed()
    {
        Random random = new(Tries.Seed(1));
        CrashLedger ledger = new();
        await using SqliteDatabase database = file.Open();
        for (int run = 0; run < 15; run++)
        {
            using ChildProcess child = ChildProcess.Start("crash");
            child.WriteLine($"{run}\t{file.Path}");
            ledger.Note(await ReadAsync(child, random.Next(1, 60)));
            Task<List<string>> writing = AddAsync(new SqliteKeyValueStore(database));
            await Task.Delay(random.Next(5));
            child.Kill();
            ledger.Note(await child.ReadToEndAsync());
            ledger.Note(await writing);
            await using SqliteConnection connection = file.Connect();
            ledger.Check(connection, thoroughly: true);
        }
    }

    /// <summary>Adds to a number of this process, and says of each sum what the other process says of its own.</summary>
    private static async Task<List<string>> AddAsync(SqliteKeyValueStore store)
    {
        List<string> lines = [];
        while (lines.Count < 20)
        {
            KeyValueResult sum = (await store.ApplyAsync(
                CrashLoad.Space, new() { MaxKeys = 1_000 }, [new KeyValueWrite.Increment("mine", 1, null)], default))[0];
            lines.Add($"put mine {sum.Number} {sum.Version}");
            Assert.NotNull(await store.GetAsync(CrashLoad.Space, "mine", default));
        }

        return lines;
    }

    private static async Task<List<string>> ReadAsync(ChildProcess child, int count)
    {
        List<string> lines = [];
        while (lines.Count < count)
        {
            lines.Add(await child.ReadLineAsync() ?? throw new InvalidOperationException("The process has ended before it was killed."));
        }

        return lines;
    }

    /// <summary>Takes what the killed processes left, and finds each event that they were promised.</summary>
    private async Task HandleTheRestAsync(CrashLedger ledger)
    {
        await using SqliteDatabase database = file.Open(new LaterTime());
        SqliteEventStore store = new(database);
        HashSet<ulong> late = [];
        while (await store.TakeAsync(CrashLoad.Topic, CrashLoad.Group, 1_000, 1 << 20, default) is { Events: { Count: > 0 } events })
        {
            late.UnionWith(events.Select(taken => taken.Receipt.Sequence));
            await store.SettleAsync(
                CrashLoad.Topic, CrashLoad.Group, [.. events.Select(taken => new EventSettlement.Ack(taken.Receipt))], default);
        }

        ledger.CheckAllHandled(late);
        Assert.Equal(0, (await store.FindTopicAsync(CrashLoad.Topic, default))!.Events);
    }

    /// <summary>A time at which all leases of the killed processes have ended.</summary>
    private sealed class LaterTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromHours(1);
    }
}
