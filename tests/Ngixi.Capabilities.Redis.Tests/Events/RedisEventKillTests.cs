using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Threading.Channels;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Capabilities.Redis.Tests.Servers;
using StackExchange.Redis;
using Xunit.Abstractions;

namespace Ngixi.Capabilities.Redis.Tests.Events;

/// <summary>The server is killed and started again while many publish and take. <c>NGIXI_TRIES</c> says how often.</summary>
public sealed class RedisEventKillTests(ITestOutputHelper output)
{
    private const int Publishers = 12;
    private const int Takers = 4;

    private static readonly string[] groups = ["g", "h"];

    [Fact]
    public async Task No_acknowledged_event_or_settlement_is_lost_and_sequences_have_no_gap()
    {
        int seed = Tries.Seed(Environment.TickCount);
        int kills = Tries.Count(24);
        output.WriteLine($"seed {seed}, {kills} kills");
        Random random = new(seed);
        await using RedisServer server = await RedisServer.StartAsync();
        await using ConnectionMultiplexer connection = await server.ConnectAsync();
        RedisEventStore store = await RedisEventStore.CreateAsync(connection);
        await store.OpenTopicAsync(new EventTopic("t") { MaxEvents = 500, Overflow = EventOverflow.Block }, default);
        foreach (string group in groups)
        {
            EventGroup settings = new(group) { Lease = TimeSpan.FromMilliseconds(300), MaxDeliveries = 1_000 };
            await store.OpenGroupAsync("t", settings, default);
        }

        Journal journal = new();
        using CancellationTokenSource published = new();
        using CancellationTokenSource settled = new();
        Task[] publishers = [.. Enumerable.Range(0, Publishers).Select(
            publisher => Task.Run(() => PublishAsync(store, journal, publisher, published.Token)))];
        Task[] takers = [.. groups.SelectMany(group => Enumerable.Range(0, Takers).Select(
            taker => Task.Run(() => TakeAsync(store, journal, group, taker, settled.Token))))];
        for (int kill = 0; kill < kills; kill++)
        {
            for (int steps = random.Next(1, 200); steps > 0; steps--)
            {
                await Task.WhenAny([journal.Steps.Reader.ReadAsync().AsTask(), .. publishers, .. takers]).Unwrap();
            }

            await server.KillAsync();
            await server.StartAgainAsync();
        }

        await published.CancelAsync();
        await Task.WhenAll(publishers);
        EventTopicState state = await DrainedAsync(store, takers);
        await settled.CancelAsync();
        await Task.WhenAll(takers);
        Check(journal, state);

        // Nothing is left of what was held, retried or lost.
        string[] keys = [.. connection.GetServer(server.EndPoint).Keys().Select(key => ((string)key!)["{ngixi}:events:".Length..])];
        Assert.Equal(["t", "t.dead", "t.dead:topic", "t:groups", "t:topic"], keys.Order(StringComparer.Ordinal));
        output.WriteLine(
            $"{state.LastSequence} events, {journal.Published.Count} acknowledged; to {groups.Length} groups "
            + $"{journal.Given.Values.Sum()} deliveries, "
            + $"{journal.Settled.Count} of {journal.Given.Count} settlements acknowledged");
    }

    private static void Check(Journal journal, EventTopicState state)
    {
        Assert.Equal(0, state.Events);
        Assert.Equal(0, state.Bytes);
        HashSet<string> once = new(StringComparer.Ordinal);
        for (ulong sequence = 1; sequence <= state.LastSequence; sequence++)
        {
            string text = journal.Texts[sequence];
            Assert.True(once.Add(text), $"{text} was published twice.");
            foreach (string group in groups)
            {
                Assert.True(journal.Given.ContainsKey((group, sequence)), $"{group} did not get {sequence}.");
            }
        }

        Assert.All(journal.Published, entry => Assert.Equal(entry.Value, journal.Texts[entry.Key]));
    }

    private static async Task PublishAsync(RedisEventStore store, Journal journal, int publisher, CancellationToken end)
    {
        for (int number = 0; !end.IsCancellationRequested; number++)
        {
            string text = string.Create(CultureInfo.InvariantCulture, $"{publisher}:{number}");
            try
            {
                ulong sequence = await store.PublishAsync("t", new NewEvent(Encoding.UTF8.GetBytes(text)), CancellationToken.None);
                Assert.True(journal.Published.TryAdd(sequence, text), $"{sequence} was given twice.");
                journal.Steps.Writer.TryWrite(publisher);
            }
            catch (EventException exception) when (exception.Error is EventError.Unavailable or EventError.TimedOut)
            {
                // It may be there, but not twice.
            }
        }
    }

    private static async Task TakeAsync(RedisEventStore store, Journal journal, string group, int seed, CancellationToken end)
    {
        Random random = new(seed);
        while (!end.IsCancellationRequested)
        {
            try
            {
                long began = journal.Now();
                EventBatch batch = await store.TakeAsync("t", group, random.Next(1, 20), 10_000, CancellationToken.None);
                if (batch.Events.Count == 0)
                {
                    await store.WaitForEventsAsync("t", group, end);
                }

                foreach (TakenEvent taken in batch.Events)
                {
                    journal.Take(group, taken, began);
                }

                EventSettlement[] acks = [.. batch.Events.Select(taken => new EventSettlement.Ack(taken.Receipt))];
                int settled = await store.SettleAsync("t", group, acks, CancellationToken.None);
                foreach (TakenEvent taken in batch.Events.Take(settled == acks.Length ? settled : 0))
                {
                    journal.Settled.TryAdd((group, taken.Receipt.Sequence), journal.Now());
                    journal.Steps.Writer.TryWrite(seed);
                }
            }
            catch (EventException exception) when (exception.Error is EventError.Unavailable or EventError.TimedOut)
            {
                // What was taken comes again.
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>Waits until the groups have settled all.</summary>
    private static async Task<EventTopicState> DrainedAsync(RedisEventStore store, Task[] takers)
    {
        using CancellationTokenSource late = new(TimeSpan.FromSeconds(30));
        while (true)
        {
            EventTopicState state = (await store.FindTopicAsync("t", late.Token))!;
            if (state.Events == 0)
            {
                return state;
            }

            Assert.DoesNotContain(takers, taker => taker.IsCompleted);
        }
    }

    /// <summary>What the store said.</summary>
    private sealed class Journal
    {
        private long now;

        public Channel<int> Steps { get; } = Channel.CreateUnbounded<int>();

        public ConcurrentDictionary<ulong, string> Published { get; } = [];

        public ConcurrentDictionary<ulong, string> Texts { get; } = [];

        public ConcurrentDictionary<(string Group, ulong Sequence), int> Given { get; } = [];

        /// <summary>Gets when a settlement was acknowledged. One that had no answer may count all the same.</summary>
        public ConcurrentDictionary<(string Group, ulong Sequence), long> Settled { get; } = [];

        public long Now() => Interlocked.Increment(ref now);

        public void Take(string group, TakenEvent taken, long began)
        {
            string text = Encoding.UTF8.GetString(Assert.IsType<TakenEvent.Event>(taken).Payload.Span);
            ulong sequence = taken.Receipt.Sequence;
            Assert.Equal(text, Texts.GetOrAdd(sequence, text));
            Given.AddOrUpdate((group, sequence), 1, (_, times) => times + 1);
            bool wasSettled = Settled.TryGetValue((group, sequence), out long settled) && settled < began;
            Assert.False(wasSettled, $"{sequence} came again after it was settled.");
        }
    }
}
