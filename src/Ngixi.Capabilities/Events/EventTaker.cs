using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>Takes from the topics that a module is subscribed to, in turn, so that a busy one does not keep the others away.</summary>
internal sealed class EventTaker(GuestEvents events, HeldEvents held)
{
    private int first;

    /// <summary>The bytes of an event, as far as is known: of those that were taken last.</summary>
    private int usual = EventRing.MostOverhead;

    private int Room => events.Grant.MaxInFlight - held.Count;

    /// <summary>Takes the next event; what is lost before it is settled, and counted.</summary>
    /// <param name="room">The most bytes of its payload.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<TakenEvents> TakeNextAsync(int room, CancellationToken cancellationToken)
    {
        foreach (int subscription in InTurn())
        {
            TakenEvents taken;
            while (Room > 0
                && (taken = await TakeAsync(subscription, 1, room, cancellationToken).ConfigureAwait(false)) is not { IsEmpty: true })
            {
                if (taken.Events is not [{ Event: TakenEvent.Loss }])
                {
                    return taken;
                }

                await SourceSettlements.SettleAsync(held.Ack([taken.Events[0].Delivery]), cancellationToken).ConfigureAwait(false);
            }
        }

        return TakenEvents.None;
    }

    /// <summary>Takes events, and waits for the first.</summary>
    public async ValueTask<IReadOnlyList<EventRecord>> TakeAsync(
        int maxEvents, int maxBytes, TimeSpan wait, CancellationToken cancellationToken)
    {
        long began = events.Time.GetTimestamp();
        while (true)
        {
            TakenEvents taken = await TakeFromAllAsync(maxEvents, new Payloads(maxBytes), cancellationToken).ConfigureAwait(false);
            if (taken.NeededBytes > 0)
            {
                throw EventErrors.ForGuest(EventError.TooLarge);
            }

            TimeSpan left = wait - events.Time.GetElapsedTime(began);
            if (taken.Events.Length > 0 || left <= TimeSpan.Zero)
            {
                return [.. taken.Events.Select(ForGuest)];
            }

            await WaitAsync(left, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes as many events as the records of a ring have room for.</summary>
    /// <param name="bytes">The room.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask<TakenEvents> FillAsync(int bytes, CancellationToken cancellationToken) =>
        TakeFromAllAsync(int.MaxValue, new RingRecords(bytes, usual), cancellationToken);

    private async ValueTask<TakenEvents> TakeFromAllAsync(int maxEvents, IBatchRoom room, CancellationToken cancellationToken)
    {
        GivenEvent[] taken = [];
        int needed = 0;
        int topics = events.Sources.Count;
        foreach (int subscription in InTurn())
        {
            int most = Math.Min(maxEvents - taken.Length, Room);
            foreach ((int count, int bytes) in room.Asks(most, topics--))
            {
                TakenEvents some;
                try
                {
                    some = await TakeAsync(subscription, count, bytes, cancellationToken).ConfigureAwait(false);
                }
                catch (EventException) when (taken.Length > 0)
                {
                    return new TakenEvents(taken, 0);
                }

                taken = taken.Length == 0 ? some.Events : [.. taken, .. some.Events];
                room.Use(some.Events);
                if (some.NeededBytes == 0)
                {
                    break;
                }

                needed = Math.Max(needed, some.NeededBytes);
            }
        }

        return new TakenEvents(taken, taken.Length > 0 ? 0 : needed);
    }

    private async ValueTask<TakenEvents> TakeAsync(int subscription, int maxEvents, int maxBytes, CancellationToken cancellationToken)
    {
        TakeSource source = events.Sources[subscription];
        EventBatch batch = await source.Store.TakeAsync(source.Topic, source.Group, maxEvents, maxBytes, cancellationToken)
            .ConfigureAwait(false);
        if (batch.Events.Count == 0)
        {
            return new TakenEvents([], batch.NeededBytes);
        }

        GivenEvent[] given = held.Add(source, subscription, batch.Events);
        int bytes = 0;
        foreach (GivenEvent item in given)
        {
            bytes += item.PayloadBytes;
            if (item.Event is TakenEvent.Loss loss)
            {
                CapabilityTelemetry.LoseEvents(events.Module, loss.Count);
            }
        }

        usual = bytes > 0 ? bytes / given.Length : usual;
        first = (subscription + 1) % events.Sources.Count;
        return new TakenEvents(given, batch.NeededBytes);
    }

    /// <summary>Waits until a topic may have something, or for a time.</summary>
    private async Task WaitAsync(TimeSpan left, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = new(left, events.Time);
        using CancellationTokenSource any = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        Task[] waits =
        [
            .. events.Sources.Select(source => source.Store.WaitForEventsAsync(source.Topic, source.Group, any.Token).AsTask()),
        ];
        Task ended = await Task.WhenAny(waits).ConfigureAwait(false);
        await any.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(waits).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        if (ended.IsFaulted)
        {
            await ended.ConfigureAwait(false);
        }
    }

    private IEnumerable<int> InTurn()
    {
        int count = events.Sources.Count;
        int from = first;
        return Enumerable.Range(0, count).Select(index => (from + index) % count);
    }

    private EventRecord ForGuest(GivenEvent given)
    {
        string topic = events.Sources[given.Subscription].Topic;
        return given.Event switch
        {
            TakenEvent.Event item => new EventRecord.Event(
                given.Delivery,
                topic,
                item.Receipt.Sequence,
                item.Receipt.Deliveries,
                item.Published,
                item.TraceParent,
                item.Payload,
                item.DeadLetter),
            TakenEvent.Loss loss => new EventRecord.Loss(given.Delivery, topic, loss.Receipt.Sequence, loss.To),
            _ => throw new InvalidOperationException(),
        };
    }

    /// <summary>What a batch has room for.</summary>
    private interface IBatchRoom
    {
        /// <summary>Gets what to ask a store for: events and bytes. The next is asked for where the one before was too little.</summary>
        /// <param name="most">The most events.</param>
        /// <param name="topics">How many topics share the room, with this one.</param>
        IEnumerable<(int Events, int Bytes)> Asks(int most, int topics);

        void Use(GivenEvent[] events);
    }

    private sealed class Payloads(int left) : IBatchRoom
    {
        public IEnumerable<(int Events, int Bytes)> Asks(int most, int topics) => most > 0 ? [(most, left)] : [];

        public void Use(GivenEvent[] events) => left -= events.Sum(given => given.PayloadBytes);
    }

    /// <summary>
    /// Records take more than their payloads: ask for as many as fit into a topic's part if they are as usual, and no more bytes than are
    /// left beside so many. Where the next one is larger than that, ask for it alone.
    /// </summary>
    private sealed class RingRecords(int left, int usual) : IBatchRoom
    {
        public IEnumerable<(int Events, int Bytes)> Asks(int most, int topics)
        {
            if (most > 0 && left >= EventRing.RecordBytes)
            {
                int part = left / topics;
                int some = Math.Clamp(part / (usual + EventRing.MostOverhead), 1, most);
                yield return (some, Math.Max(0, part - (some * EventRing.MostOverhead)));
                yield return (1, left - EventRing.RecordBytes);
            }
        }

        public void Use(GivenEvent[] events)
        {
            foreach (GivenEvent given in events)
            {
                left -= EventRing.SizeOf(given.PayloadBytes);
            }
        }
    }
}
