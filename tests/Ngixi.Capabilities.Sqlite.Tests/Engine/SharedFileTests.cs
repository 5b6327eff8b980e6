using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Capabilities.Sqlite.Tests;

/// <summary>
/// A writer goes on with the counts that it knows while nobody else writes. Here others do, and transactions are undone between: what each
/// call gives is what a store in memory gives, and the counts in the file are those of its rows.
/// </summary>
public sealed class SharedFileTests : IDisposable
{
    private const string Topic = "t";
    private const string Group = "g";

    private static readonly KeyValueQuota Quota = new() { MaxKeys = 6, MaxBytes = 120 };

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 2, 28, 23, 59, 59, TimeSpan.Zero));
    private readonly List<DatabaseFile> files = [];

    // By namespace, the versions that were given: a file may leave out some where the writer changes.
    private readonly Dictionary<KeyValueNamespace, List<ulong>> given = [];

    public void Dispose() => files.ForEach(file => file.Dispose());

    [Fact]
    public async Task Writers_that_take_turns_and_fail_now_and_then_do_what_one_store_in_memory_does()
    {
        foreach (int seed in Tries.Seeds(usualCount: 4))
        {
            try
            {
                await RunAsync(new Random(seed));
            }
            catch (Exception exception)
            {
                string again = string.Create(CultureInfo.InvariantCulture, $"Again with NGIXI_SEED={seed} NGIXI_TRIES=1");
                throw new InvalidOperationException($"{again}: {exception.Message}", exception);
            }
        }
    }

    private async Task RunAsync(Random random)
    {
        DatabaseFile file = new();
        files.Add(file);
        given.Clear();
        await using SqliteDatabase one = file.Open(time);
        await using SqliteDatabase other = file.Open(time);
        SqliteDatabase[] databases = [one, other];
        MemoryKeyValueStore values = new(time);
        MemoryEventStore events = new(time);
        foreach (IEventStore store in (IEventStore[])[new SqliteEventStore(one), events])
        {
            await store.OpenTopicAsync(new EventTopic(Topic) { MaxEvents = 8, MaxBytes = 100, MaxEventBytes = 20 });
            await store.OpenGroupAsync(Topic, new EventGroup(Group) { MaxDeliveries = 2, Lease = TimeSpan.FromMilliseconds(50) });
        }

        List<EventReceipt> receipts = [];
        for (int step = 0; step < 120; step++)
        {
            time.Advance(TimeSpan.FromMilliseconds(random.Next(20)));
            SqliteDatabase database = databases[random.Next(2)];
            switch (random.Next(8))
            {
                case 0:
                    await FailAsync(database);
                    break;
                case < 5:
                    KeyValueNamespace space = new($"m{random.Next(2)}");
                    KeyValueWrite[] writes = [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Write(random))];
                    Assert.Equal(
                        await ResultAsync(values, space, writes, version => version),
                        await ResultAsync(new SqliteKeyValueStore(database), space, writes, version => Place(space, version)));
                    break;
                default:
                    await TellAsync(random, receipts, events, new SqliteEventStore(database));
                    break;
            }

            AssertCounts(file);
        }
    }

    private static KeyValueWrite Write(Random random)
    {
        string key = $"k{random.Next(9)}";
        TimeSpan? timeToLive = random.Next(2) == 0 ? null : TimeSpan.FromMilliseconds(random.Next(1, 200));
        return random.Next(4) switch
        {
            0 => new KeyValueWrite.Delete(key, null),
            1 => new KeyValueWrite.Increment(key, random.Next(100), timeToLive),
            _ => new KeyValueWrite.Put(key, new byte[random.Next(40)], timeToLive, random.Next(4) == 0 ? 0 : null),
        };
    }

    /// <summary>Gets the place of a version among those of its namespace, from 1; a new one is larger than all before it.</summary>
    private ulong Place(KeyValueNamespace space, ulong version)
    {
        if (!given.TryGetValue(space, out List<ulong>? versions))
        {
            given.Add(space, versions = [0]);
        }

        if (!versions.Contains(version))
        {
            Assert.True(version > versions[^1]);
            versions.Add(version);
        }

        return (ulong)versions.IndexOf(version);
    }

    private static async Task<string> ResultAsync(
        IKeyValueStore store, KeyValueNamespace space, KeyValueWrite[] writes, Func<ulong, ulong> place)
    {
        try
        {
            IReadOnlyList<KeyValueResult> results = await store.ApplyAsync(space, Quota, writes, CancellationToken.None);
            return string.Join(", ", results.Select(result => result with { Version = place(result.Version) }));
        }
        catch (KeyValueException exception)
        {
            return $"{exception.Error}";
        }
    }

    /// <summary>Makes a call of events by both stores.</summary>
    private static async Task TellAsync(Random random, List<EventReceipt> receipts, MemoryEventStore model, SqliteEventStore store)
    {
        switch (random.Next(3))
        {
            case 0:
                NewEvent item = new(new byte[random.Next(1, 20)]);
                Assert.Equal(await model.TryPublishAsync(Topic, item), await store.TryPublishAsync(Topic, item));
                break;
            case 1:
                int most = random.Next(1, 4);
                EventBatch batch = await store.TakeAsync(Topic, Group, most, 50);
                Assert.Equal(Shown(await model.TakeAsync(Topic, Group, most, 50)), Shown(batch));
                receipts.AddRange(batch.Events.Select(taken => taken.Receipt));
                break;
            case 2 when receipts.Count > 0:
                int index = random.Next(receipts.Count);
                EventSettlement[] settlements =
                [
                    random.Next(3) switch
                    {
                        0 => new EventSettlement.Retry(receipts[index], TimeSpan.FromMilliseconds(random.Next(30)), "busy"),
                        1 => new EventSettlement.Reject(receipts[index], "bad"),
                        _ => new EventSettlement.Ack(receipts[index]),
                    },
                ];
                Assert.Equal(await model.SettleAsync(Topic, Group, settlements), await store.SettleAsync(Topic, Group, settlements));
                receipts.RemoveAt(index);
                break;
        }
    }

    private static string Shown(EventBatch batch) => $"{batch.NeededBytes}: " + string.Join(
        ", ", batch.Events.Select(taken => taken is TakenEvent.Event item ? $"{item.Receipt} {item.Payload.Length}" : $"{taken}"));

    /// <summary>Has a transaction write, and undoes it.</summary>
    private static async Task FailAsync(SqliteDatabase database) =>
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await database.WriteAsync<int>(
            transaction =>
            {
                KeyValueRules.Apply(
                    transaction.Namespace(new KeyValueNamespace("m0")),
                    new KeyValueQuota(),
                    [new KeyValueWrite.Put("undone", new byte[10], null, null)],
                    DateTimeOffset.UnixEpoch);
                EventRules.Publish(transaction.Events, Topic, new NewEvent(new byte[1]), DateTimeOffset.UnixEpoch);
                throw new InvalidOperationException("a fault");
            },
            cause => cause,
            CancellationToken.None));

    /// <summary>Counts the rows, and compares what the file says they are. Whoever reads a topic counts its later events.</summary>
    private static void AssertCounts(DatabaseFile file)
    {
        using SqliteConnection connection = file.Connect();
        Assert.Equal(
            0L,
            DatabaseFile.Read(
                connection,
                """
                SELECT count(*) FROM kv_namespace WHERE (keys, bytes) IS NOT (
                    SELECT count(*), ifnull(sum(octet_length(key) + length(value)), 0) FROM kv_entry WHERE namespace = kv_namespace.id)
                """));
        Assert.Equal(
            0L,
            DatabaseFile.Read(
                connection,
                """
                SELECT count(*) FROM event_topic WHERE (events, bytes) IS NOT (
                    SELECT count(*), ifnull(sum(length(payload)), 0) FROM event WHERE topic = event_topic.id AND sequence <= last_sequence)
                """));
    }
}
