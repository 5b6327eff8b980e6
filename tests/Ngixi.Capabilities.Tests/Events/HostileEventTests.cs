using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using Ngixi.Bindgen;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Capabilities.Tests.Support;

namespace Ngixi.Capabilities.Tests.Events;

/// <summary>What guests ask that is out of range, too much, or not theirs.</summary>
public sealed class HostileEventTests : IDisposable
{
    private const int Area = 60_000;

    private readonly FakeTimeProvider time = new();
    private readonly FakeLogger logger = new();
    private readonly MemoryEventStore store;
    private readonly List<IDisposable> used = [];

    public HostileEventTests() => store = EventGuest.NewStore(time);

    public void Dispose() => used.AsEnumerable().Reverse().ToList().ForEach(one => one.Dispose());

    [Theory]
    [InlineData(0, RawGuest.MemorySize + 1)]
    [InlineData(RawGuest.MemorySize, 1)]
    [InlineData(RawGuest.MemorySize - 3, 4)]
    [InlineData(-1, 1)]
    [InlineData(0, -1)]
    [InlineData(int.MinValue, int.MaxValue)]
    [InlineData(16, int.MinValue)]
    public void A_buffer_that_the_guest_has_not_is_a_trap_and_nothing_is_taken(int address, int length)
    {
        Publish("in", [1, 2, 3]);
        Start().CallToFail("next_event", address, length);
        Start().CallToFail("event_fill", address, length);
        Assert.Equal(new EventReceipt(1, 1), TakeAsHost("in").Receipt);
    }

    [Fact]
    public void A_buffer_of_no_bytes_asks_how_many_are_needed()
    {
        RawGuest guest = Start();
        Publish("in", [1, 2, 3]);
        Assert.Equal(-3, guest.Call("next_event", 0, 0));
        Assert.Equal(-3, guest.Call("next_event", 0, 2));
        guest.Bytes(0, 8).Fill(0xAA);
        Assert.Equal(3, guest.Call("next_event", 0, 4));
        Assert.Equal([1, 2, 3, 0xAA, 0xAA, 0xAA, 0xAA, 0xAA], guest.Bytes(0, 8).ToArray());
    }

    [Theory]
    [InlineData(0, 1, 0L)]
    [InlineData(-1, 1, 0L)]
    [InlineData(int.MinValue, 1, 0L)]
    [InlineData(1, 0, 0L)]
    [InlineData(1, -1, 0L)]
    [InlineData(1, 1, -100L)]
    [InlineData(1, 1, long.MaxValue)]
    [InlineData(1, 1, long.MinValue)]
    [InlineData(1, 1, 3_600_000_000_100L)]
    public void Numbers_out_of_their_range_are_no_take(int maxEvents, int maxBytes, long wait)
    {
        Publish("in", [1]);
        Assert.Equal(EventError.InvalidArgument, Error(Start().Call("event_take", maxEvents, maxBytes, wait, Area)));
        Assert.Equal(new EventReceipt(1, 1), TakeAsHost("in").Receipt);
    }

    [Fact]
    public void An_event_that_is_larger_than_a_take_allows_is_not_taken()
    {
        Publish("in", new byte[100]);
        Assert.Equal(EventError.TooLarge, Error(Start().Call("event_take", 10, 99, 0L, Area)));
        Assert.Equal(EventError.TooLarge, Error(Start(grant => grant with { MaxBatchBytes = 99 }).Call("event_take", 10, 1_000, 0L, Area)));
        Assert.Equal(new EventReceipt(1, 1), TakeAsHost("in").Receipt);
    }

    [Fact]
    public void A_guest_holds_no_more_than_it_may()
    {
        RawGuest guest = Start(grant => grant with { MaxInFlight = 3 });
        Publish("in", [1], [2], [3], [4], [5]);
        Take(guest, int.MaxValue);
        Assert.Equal(EventError.LimitReached, Error(guest.Call("event_take", 1, 100, 0L, Area)));
        Assert.Equal(0, guest.Call("next_event", 0, 100));
        Assert.Equal(0, guest.Call("event_fill", 1_024, 16 + 64));
        Assert.Equal(1, Ack(guest, 2));
        Assert.Equal(1, guest.Call("next_event", 0, 100));
        Assert.Equal(4, guest.Bytes(0, 1)[0]);
        Assert.Equal(new EventReceipt(5, 1), TakeAsHost("in").Receipt);
    }

    [Fact]
    public void Deliveries_that_are_not_the_guests_settle_nothing()
    {
        RawGuest guest = Start();
        RawGuest other = Start();
        Publish("in", [1]);
        Take(guest, 1);
        foreach (int delivery in (int[])[0, 2, -1, int.MinValue])
        {
            Assert.Equal(EventError.NotHeld, Error(guest.Call("event_retry", delivery, 0L, 0, 0)));
            Assert.Equal(EventError.NotHeld, Error(guest.Call("event_reject", delivery, 0, 0)));
            Assert.Equal(0, Ack(guest, delivery));
        }

        Assert.Equal(EventError.NotHeld, Error(other.Call("event_reject", 1, 0, 0)));
        Assert.Equal(0, Ack(other, 1));
        Assert.Equal(1, Ack(guest, 1, 1, 1));
        Assert.Equal(0, Ack(guest, 1));
    }

    [Theory]
    [InlineData(-100L)]
    [InlineData(long.MaxValue)]
    [InlineData(604_800_000_000_100L)]
    public void A_retry_has_a_time_that_is_near(long after)
    {
        RawGuest guest = Start();
        Publish("in", [1]);
        Take(guest, 1);
        Assert.Equal(EventError.InvalidArgument, Error(guest.Call("event_retry", 1, after, 0, 0)));
        Assert.Equal(1, Ack(guest, 1));
    }

    [Fact]
    public void A_delivery_whose_lease_ran_out_is_settled_by_who_took_it_then()
    {
        RawGuest late = Start();
        RawGuest other = Start();
        Publish("in", [1], [2]);
        Take(late, 2);
        time.Advance(TimeSpan.FromSeconds(30));
        Take(other, 1);
        Assert.Equal(1, Ack(late, 1, 2));
        Assert.Equal(1, Ack(other, 1));
    }

    [Fact]
    public void An_acknowledgement_of_the_next_event_comes_too_late_where_another_took_it()
    {
        RawGuest late = Start();
        RawGuest other = Start();
        Publish("in", [1]);
        Assert.Equal(1, late.Call("next_event", 0, 100));
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(1, other.Call("next_event", 0, 100));
        Assert.Equal(0, late.Call("next_event", 0, 100));
        Assert.Equal(1, Kept("in"));
        Assert.Equal(0, other.Call("next_event", 0, 100));
        Assert.Equal(0, Kept("in"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("out ")]
    [InlineData("OUT")]
    [InlineData("out\0")]
    [InlineData("out/../secret")]
    [InlineData("out:secret")]
    [InlineData("{out}")]
    [InlineData("out*")]
    [InlineData("öut")]
    [InlineData("secret")]
    [InlineData("out\n[forged]")]
    public void Another_name_is_another_topic_and_the_hosts_log_stays_whole(string topic)
    {
        RawGuest guest = Start();
        guest.Write(0, topic);
        int length = System.Text.Encoding.UTF8.GetByteCount(topic);
        Assert.Equal(EventError.Denied, Error(guest.Call("event_publish", 0, length, 0, 1, Area)));
        string line = Assert.Single(logger.Collector.GetSnapshot()).Message;
        Assert.DoesNotContain('\n', line);
        Assert.DoesNotContain('\0', line);
        Assert.Equal((0, 0), (Kept("out"), Kept("secret")));
    }

    [Fact]
    public void A_name_that_has_no_end_fills_no_log()
    {
        RawGuest guest = Start();
        guest.Bytes(0, 50_000).Fill((byte)'x');
        Assert.Equal(EventError.Denied, Error(guest.Call("event_publish", 0, 50_000, 0, 1, Area)));
        Assert.InRange(Assert.Single(logger.Collector.GetSnapshot()).Message.Length, 100, 600);
    }

    [Fact]
    public void An_event_that_is_empty_or_larger_than_the_topic_allows_is_none()
    {
        RawGuest guest = Start();
        guest.Write(0, "out");
        Assert.Equal(EventError.InvalidArgument, Error(guest.Call("event_publish", 0, 3, 0, 0, Area)));
        Assert.Equal(EventError.TooLarge, Error(guest.Call("event_publish", 0, 3, 0, 65_537, Area)));
        Assert.True((int)guest.Call("event_publish", 0, 3, 0, 65_536, Area)! >= -1);
        Assert.Equal(1UL, EventGuest.Done(store.FindTopicAsync("out", CancellationToken.None))!.LastSequence);
    }

    [Fact]
    public void A_flood_of_publications_ends_at_the_limits_of_the_call_and_of_the_second()
    {
        RawGuest guest = Start(grant => grant with { MaxPublishedPerCall = 3, MaxPublishedBytesPerCall = 50, MaxPublishedPerSecond = 5 });
        guest.Write(0, "out");
        Assert.Equal([0, 0, 0, 5, 5], Flood(5, 1));
        Assert.Equal([0, 5], Flood(2, 50));
        Assert.Equal([0, 5], Flood(2, 1));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([5, 0, 0, 5], [.. Flood(1, 51), .. Flood(3, 20)]);

        int[] Flood(int count, int bytes)
        {
            using GuestCallScope scope = guest.Store.BeginCall(TimeSpan.FromMinutes(1));
            return [.. Enumerable.Range(0, count).Select(_ => Math.Max(0, -2 - (int)guest.Call("event_publish", 0, 3, 0, bytes, Area)!))];
        }
    }

    [Fact]
    public void Bytes_a_second_are_of_all_instances_together()
    {
        GuestEvents events = Events(grant => grant with { MaxPublishedBytesPerSecond = 100 });
        RawGuest[] guests = [Start(events), Start(events)];
        foreach (RawGuest guest in guests)
        {
            guest.Write(0, "out");
        }

        Assert.True((int)guests[0].Call("event_publish", 0, 3, 0, 60, Area)! >= -1);
        Assert.Equal(EventError.LimitReached, Error(guests[1].Call("event_publish", 0, 3, 0, 60, Area)));
        Assert.True((int)guests[1].Call("event_publish", 0, 3, 0, 40, Area)! >= -1);
    }

    [Fact]
    public async Task A_publisher_waits_for_other_modules_and_no_longer_than_it_may()
    {
        await store.OpenTopicAsync(new EventTopic("out") { MaxEvents = 1, Overflow = EventOverflow.Block }, CancellationToken.None);
        RawGuest guest = Start(grant => grant with { Subscriptions = [] });
        guest.Write(0, "out");
        Assert.True((int)guest.Call("event_publish", 0, 3, 0, 1, Area)! >= -1);

        Task<object?> waiting = Task.Run(() => guest.Call("event_publish", 0, 3, 0, 1, Area));
        while (!waiting.IsCompleted)
        {
            await Task.Yield();
            time.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.Equal(EventError.Full, Error(await waiting));
        Assert.Equal(1UL, (await store.FindTopicAsync("out", CancellationToken.None))!.LastSequence);

        waiting = Task.Run(() => guest.Call("event_publish", 0, 3, 0, 1, Area));
        TakenEvent taken = TakeAsHost("out");
        await store.SettleAsync("out", "billing", [new EventSettlement.Ack(taken.Receipt)], CancellationToken.None);
        Assert.True((int)(await waiting.WaitAsync(TimeSpan.FromSeconds(30)))! >= -1);
    }

    [Fact]
    public async Task A_guest_waits_for_events_of_any_of_its_topics_up_to_its_time_and_its_calls()
    {
        RawGuest guest = Start(grant => grant with { Subscriptions = ["in", "other"] });
        Task<object?> waiting = Task.Run(() => guest.Call("event_take", 10, 100, 1_000_000_000L, Area));
        while (!waiting.IsCompleted)
        {
            await Task.Yield();
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.True((int)(await waiting)! >= -1);
        waiting = Task.Run(() => guest.Call("event_take", 10, 100, 3_600_000_000_000L, Area));
        Publish("other", [7]);
        Assert.True((int)(await waiting.WaitAsync(TimeSpan.FromSeconds(30)))! >= -1);
        Assert.Equal(1, Ack(guest, 1));
        Assert.Equal(0, Kept("other"));

        using CancellationTokenSource ending = new();
        using (guest.Store.BeginCall(Timeout.InfiniteTimeSpan, cancellation: ending.Token))
        {
            waiting = Task.Run(() => guest.Call("event_take", 10, 100, 3_600_000_000_000L, Area));
            await ending.CancelAsync();
            await Assert.ThrowsAnyAsync<WasmtimeException>(() => waiting);
        }

        Publish("in", [8]);
        Assert.Equal(new EventReceipt(1, 1), TakeAsHost("in").Receipt);
    }

    [Fact]
    public void A_busy_topic_does_not_keep_the_others_away()
    {
        RawGuest guest = Start(grant => grant with { Subscriptions = ["in", "other"] });
        Publish("in", [1], [1], [1], [1], [1], [1], [1], [1]);
        Publish("other", [2], [2]);
        List<byte> seen = [];
        for (int call = 0; call < 4; call++)
        {
            Assert.Equal(1, guest.Call("next_event", 0, 10));
            seen.Add(guest.Bytes(0, 1)[0]);
        }

        Assert.Equal([1, 2, 1, 2], seen);
        Assert.Equal((6, 1), (Kept("in"), Kept("other")));
        Publish("other", [3]);

        // A ring says by a number which topic of the grant an event is of.
        Assert.Equal(4, guest.Call("event_fill", 4_096, 16 + 256));
        (int Topic, int Payload)[] records = [.. Enumerable.Range(0, 4).Select(ReadRecord)];
        Assert.Equal([(0, 1), (0, 1), (0, 1), (1, 3)], records);

        (int Topic, int Payload) ReadRecord(int index)
        {
            Span<byte> record = guest.Bytes(4_096 + 16 + (40 * index), 40);
            return (record[30], record[32]);
        }
    }

    [Fact]
    public void Text_that_is_not_UTF_8_or_not_the_guests_is_a_trap()
    {
        Publish("in", [1]);
        RawGuest guest = Start();
        Take(guest, 1);
        guest.Write(0, [0xFF, 0xFE]);
        guest.CallToFail("event_reject", 1, 0, 2);
        Start().CallToFail("event_publish", RawGuest.MemorySize - 1, 2, 0, 1, Area);
        Start().CallToFail("event_publish", 0, 2, RawGuest.MemorySize - 1, 2, Area);
        Start().CallToFail("event_ack", RawGuest.MemorySize - 4, 2, Area);
        Start().CallToFail("event_ack", 0, -1, Area);
        Start().CallToFail("event_retry", 1, 0L, -1, 1);
        Assert.Equal((1, 0), (Kept("in"), Kept("out")));
    }

    [Fact]
    public void A_store_that_is_out_of_order_is_an_error_or_ends_the_call()
    {
        EventGrant grant = new() { Subscriptions = ["in"], PublishTo = ["out"] };
        RawGuest guest = Start(new GuestEvents(new BrokenStore(), "billing", grant, new DenialLog(logger, "billing"), time));
        guest.Write(0, "out");
        Assert.Equal(EventError.Unavailable, Error(guest.Call("event_take", 10, 100, 0L, Area)));
        Assert.Equal(EventError.Unavailable, Error(guest.Call("event_publish", 0, 3, 0, 1, Area)));
        Assert.IsType<EventException>(guest.CallToFail("next_event", 0, 100).InnerException);
        Assert.Empty(logger.Collector.GetSnapshot());
    }

    [Fact]
    public async Task Many_guests_of_a_module_share_the_events_and_handle_each_once()
    {
        await store.OpenTopicAsync(new EventTopic("in") { MaxEvents = 10_000 }, CancellationToken.None);
        for (int number = 0; number < 3_000; number++)
        {
            Publish("in", BitConverter.GetBytes(number));
        }

        int[][] handled = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() =>
        {
            using Linker linker = new(RawGuest.Engine);
            linker.DefineEvents(Events(grant => grant).ForInstance);
            using RawGuest guest = RawGuest.Create(linker, "env.next_event (i32 i32) -> i32");
            List<int> numbers = [];
            while ((int)guest.Call("next_event", 0, 4)! == 4)
            {
                numbers.Add(BitConverter.ToInt32(guest.Bytes(0, 4)));
            }

            return numbers.ToArray();
        })));
        Assert.Equal(Enumerable.Range(0, 3_000), handled.SelectMany(numbers => numbers).Order());
        Assert.Equal(0, Kept("in"));
    }

    private static EventError Error(object? result)
    {
        Assert.True((int)result! < -1, $"It succeeded: {result}.");
        return (EventError)(-2 - (int)result);
    }

    private GuestEvents Events(Func<EventGrant, EventGrant>? change)
    {
        EventGrant grant = new() { Subscriptions = ["in"], PublishTo = ["out"] };
        return new GuestEvents(store, "billing", change?.Invoke(grant) ?? grant, new DenialLog(logger, "billing"), time);
    }

    private RawGuest Start(Func<EventGrant, EventGrant>? change = null) => Start(Events(change));

    private RawGuest Start(GuestEvents events)
    {
        Linker linker = new(RawGuest.Engine);
        used.Add(linker);
        linker.DefineEvents(events.ForInstance);
        RawGuest guest = RawGuest.Create(
            linker,
            "env.next_event (i32 i32) -> i32",
            "env.event_take (i32 i32 i64 i32) -> i32",
            "env.event_ack (i32 i32 i32) -> i32",
            "env.event_retry (i32 i64 i32 i32) -> i32",
            "env.event_reject (i32 i32 i32) -> i32",
            "env.event_publish (i32 i32 i32 i32 i32) -> i32",
            "env.event_fill (i32 i32) -> i32");
        used.Add(guest);
        guest.WriteArea(Area, 1_024);
        return guest;
    }

    private static void Take(RawGuest guest, int maxEvents) =>
        Assert.True((int)guest.Call("event_take", maxEvents, 100, 0L, Area)! >= -1);

    private static int Ack(RawGuest guest, params int[] deliveries)
    {
        guest.Words(1_024, deliveries);
        Assert.True((int)guest.Call("event_ack", 1_024, deliveries.Length, Area)! >= -1);
        return BitConverter.ToInt32(guest.Bytes(Area + 8, 4));
    }

    private void Publish(string topic, params byte[][] payloads)
    {
        foreach (byte[] payload in payloads)
        {
            EventGuest.Done(store.TryPublishAsync(topic, new NewEvent(payload), CancellationToken.None));
        }
    }

    private TakenEvent TakeAsHost(string topic) =>
        Assert.Single(EventGuest.Done(store.TakeAsync(topic, "billing", 1, 65_536, CancellationToken.None)).Events);

    private long Kept(string topic) => EventGuest.Done(store.FindTopicAsync(topic, CancellationToken.None))!.Events;

    private sealed class BrokenStore : IEventStore
    {
        public EventGuarantees Guarantees => new(false, false, false);

        public ValueTask OpenTopicAsync(EventTopic topic, CancellationToken cancellationToken) => throw Broken();

        public ValueTask OpenGroupAsync(string topic, EventGroup group, CancellationToken cancellationToken) => throw Broken();

        public ValueTask RemoveGroupAsync(string topic, string group, CancellationToken cancellationToken) => throw Broken();

        public ValueTask<EventTopicState?> FindTopicAsync(string topic, CancellationToken cancellationToken) => throw Broken();

        public ValueTask<ulong> TryPublishAsync(string topic, NewEvent newEvent, CancellationToken cancellationToken) => throw Broken();

        public ValueTask<EventBatch> TakeAsync(
            string topic, string group, int maxEvents, int maxBytes, CancellationToken cancellationToken) => throw Broken();

        public ValueTask<int> SettleAsync(
            string topic, string group, IReadOnlyList<EventSettlement> settlements, CancellationToken cancellationToken) => throw Broken();

        private static EventException Broken() => new(EventError.Unavailable, "The disk is gone.");
    }
}
