using System.Globalization;
using System.Text;

namespace Ngixi.Capabilities.Sqlite.Tests;

/// <summary>
/// Writes and events under load, in a process that is killed. Each line says what a call has promised: it is written after the call, and a
/// line that begins with <c>try</c> before it.
/// </summary>
internal static class CrashLoad
{
    public static readonly KeyValueNamespace Space = new("crash");

    public const string Topic = "crash";

    public const string Group = "workers";

    private static readonly KeyValueQuota Quota = new() { MaxKeys = 1_000_000, MaxBytes = 1_000_000_000 };

    /// <summary>Works until it is killed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="run">The number of the run, so that no two runs publish the same.</param>
    public static async Task RunAsync(string path, int run)
    {
        await using SqliteDatabase database = SqliteDatabase.Open(path);
        SqliteKeyValueStore values = new(database);
        SqliteEventStore events = new(database);
        await OpenAsync(events);
        Say("ready");
        await Task.WhenAll(
            Task.Run(() => PutAsync(values, "put0")),
            Task.Run(() => PutAsync(values, "put1")),
            Task.Run(() => PutBothAsync(values)),
            Task.Run(() => AddAsync(values)),
            Task.Run(() => ComeAndGoAsync(values)),
            Task.Run(() => PublishAndHandleAsync(events, run, 0)),
            Task.Run(() => PublishAndHandleAsync(events, run, 1)));
    }

    /// <summary>Opens the topic and its group; what a killed taker held is free again at once.</summary>
    public static async Task OpenAsync(SqliteEventStore events)
    {
        await events.OpenTopicAsync(new EventTopic(Topic) { MaxEvents = 1_000_000, MaxBytes = 1_000_000_000 }, default);
        await events.OpenGroupAsync(
            Topic, new EventGroup(Group) { Lease = TimeSpan.FromMilliseconds(50), MaxDeliveries = 1_000 }, default);
    }

    private static async Task PutAsync(SqliteKeyValueStore store, string key)
    {
        for (long number = await NumberAsync(store, key) + 1; ; number++)
        {
            KeyValueResult put = (await ApplyAsync(store, Put(key, number)))[0];
            Say($"put {key} {number} {put.Version}");
        }
    }

    /// <summary>Two keys always have the same number: they are written at once.</summary>
    private static async Task PutBothAsync(SqliteKeyValueStore store)
    {
        for (long number = await NumberAsync(store, "left") + 1; ; number++)
        {
            IReadOnlyList<KeyValueResult> both = await ApplyAsync(store, Put("left", number), Put("right", number));
            Say($"put left {number} {both[0].Version}");
            Say($"put right {number} {both[1].Version}");
        }
    }

    private static async Task AddAsync(SqliteKeyValueStore store)
    {
        while (true)
        {
            KeyValueResult sum = (await ApplyAsync(store, new KeyValueWrite.Increment("sum", 1, null)))[0];
            Say($"put sum {sum.Number} {sum.Version}");
        }
    }

    /// <summary>Makes the counts of keys and bytes go up and down.</summary>
    private static async Task ComeAndGoAsync(SqliteKeyValueStore store)
    {
        for (int number = 0; ; number++)
        {
            await ApplyAsync(
                store,
                new KeyValueWrite.Put($"come{number % 40}", new byte[number * 37 % 5_000], null, null),
                new KeyValueWrite.Delete($"come{(number + 20) % 40}", null),
                new KeyValueWrite.Put($"short{number % 10}", new byte[10], TimeSpan.FromMilliseconds(20), null));
        }
    }

    private static async Task PublishAndHandleAsync(SqliteEventStore store, int run, int worker)
    {
        for (int number = 0; ; number++)
        {
            string payload = $"{run}-{worker}-{number}";
            ulong sequence = await store.TryPublishAsync(Topic, new NewEvent(Encoding.UTF8.GetBytes(payload)), default);
            Say($"published {sequence} {payload}");
            EventBatch batch = await store.TakeAsync(Topic, Group, 3, 10_000, default);
            foreach (TakenEvent.Event taken in batch.Events.Cast<TakenEvent.Event>())
            {
                Say($"taken {taken.Receipt.Sequence} {Encoding.UTF8.GetString(taken.Payload.Span)} {taken.Receipt.Deliveries}");
                Say($"try {taken.Receipt.Sequence}");
                if (await store.SettleAsync(Topic, Group, [new EventSettlement.Ack(taken.Receipt)], default) == 1)
                {
                    Say($"acked {taken.Receipt.Sequence} {taken.Receipt.Deliveries}");
                }
            }
        }
    }

    private static async Task<long> NumberAsync(SqliteKeyValueStore store, string key) =>
        await store.GetAsync(Space, key, default) is { } value ? long.Parse(value, CultureInfo.InvariantCulture) : 0;

    private static KeyValueWrite.Put Put(string key, long number) =>
        new(key, Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture)), null, null);

    private static async Task<IReadOnlyList<KeyValueResult>> ApplyAsync(SqliteKeyValueStore store, params KeyValueWrite[] writes) =>
        await store.ApplyAsync(Space, Quota, writes, default);

    private static void Say(string line) => Console.WriteLine(line);
}
