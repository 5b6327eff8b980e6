using System.Diagnostics;
using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>The events of one instance.</summary>
internal sealed class InstanceEvents(GuestEvents events, GuestContext context, HeldEvents held) : IEvents
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromHours(1);

    private readonly EventTaker taker = new(events, held);
    private readonly EventRing ring = new();
    private long call = -1;
    private int published;
    private long publishedBytes;

    public int Next(Span<byte> buffer, CancellationToken cancellationToken)
    {
        (int result, ReadOnlyMemory<byte> payload) = GuestEvents.Wait(NextAsync(buffer.Length, cancellationToken));
        payload.Span.CopyTo(buffer);
        return result;
    }

    public async ValueTask<IReadOnlyList<EventRecord>> TakeAsync(
        int maxEvents, int maxBytes, TimeSpan wait, CancellationToken cancellationToken)
    {
        if (maxEvents < 1 || maxBytes < 1 || wait < TimeSpan.Zero || wait > MaxWait)
        {
            throw EventErrors.ForGuest(EventError.InvalidArgument);
        }

        if (!IsSubscribed())
        {
            throw EventErrors.ForGuest(EventError.Denied);
        }

        if (held.Count >= events.Grant.MaxInFlight)
        {
            throw EventErrors.ForGuest(EventError.LimitReached);
        }

        try
        {
            return await taker.TakeAsync(maxEvents, Math.Min(maxBytes, events.Grant.MaxBatchBytes), wait, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (EventException exception)
        {
            throw events.Explain(exception, "take events");
        }
    }

    public ValueTask<int> AckAsync(IReadOnlyList<uint> deliveries, CancellationToken cancellationToken) =>
        SettleAsync(deliveries, static receipt => new EventSettlement.Ack(receipt), cancellationToken);

    public async ValueTask RetryAsync(uint delivery, TimeSpan after, string reason, CancellationToken cancellationToken)
    {
        if (after < TimeSpan.Zero || after > EventSettlement.MaxDelay)
        {
            throw EventErrors.ForGuest(EventError.InvalidArgument);
        }

        await SettleOneAsync(delivery, receipt => new EventSettlement.Retry(receipt, after, reason), cancellationToken)
            .ConfigureAwait(false);
    }

    public ValueTask RejectAsync(uint delivery, string reason, CancellationToken cancellationToken) =>
        SettleOneAsync(delivery, receipt => new EventSettlement.Reject(receipt, reason), cancellationToken);

    public async ValueTask<ulong> PublishAsync(string topic, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        string request = $"publish to {UntrustedText.Quote(ShownText.Of(topic, EventName.MaxLength))}";
        if (!events.Grant.PublishTo.Contains(topic))
        {
            throw events.Deny(
                request, "PublishTo of the grant has no such topic", EventName.IsValid(topic) ? $"PublishTo = [\"{topic}\"]" : null);
        }

        if (payload.IsEmpty)
        {
            throw EventErrors.ForGuest(EventError.InvalidArgument);
        }

        if (!TryCount(payload.Length))
        {
            throw EventErrors.ForGuest(EventError.LimitReached);
        }

        using Activity? activity = GuestTrace.Of(context).StartActivity("publish", ActivityKind.Producer);
        activity?.SetTag("messaging.destination.name", topic);
        activity?.SetTag("wasm.module", events.Module);
        try
        {
            Activity? trace = activity ?? GuestTrace.Of(context).Current ?? Activity.Current;
            NewEvent newEvent = new(payload, trace?.IdFormat == ActivityIdFormat.W3C ? trace.Id : null);
            return await PublishAsync(topic, newEvent, cancellationToken).ConfigureAwait(false);
        }
        catch (EventException exception)
        {
            activity?.SetStatus(ActivityStatusCode.Error, exception.Error.ToString());
            throw events.Explain(exception, request);
        }
        catch (GuestException<EventError> exception)
        {
            activity?.SetStatus(ActivityStatusCode.Error, exception.Error.ToString());
            throw;
        }
    }

    public int Fill(Span<byte> ring, CancellationToken cancellationToken)
    {
        EventRing.Space space = this.ring.Begin(ring, out IReadOnlyList<uint> read);
        GuestEvents.Wait(SourceSettlements.SettleAsync(held.Ack(read), cancellationToken));
        TakenEvents taken = IsSubscribed()
            ? GuestEvents.Wait(OrNone(taker.FillAsync(space.Length, cancellationToken)))
            : TakenEvents.None;
        return this.ring.End(ring, space, taken);
    }

    private async ValueTask<(int Result, ReadOnlyMemory<byte> Payload)> NextAsync(int room, CancellationToken cancellationToken)
    {
        await SourceSettlements.SettleAsync(held.AckNext(), cancellationToken).ConfigureAwait(false);
        TakenEvents taken = IsSubscribed()
            ? await OrNone(taker.TakeNextAsync(room, cancellationToken)).ConfigureAwait(false)
            : TakenEvents.None;
        if (taken.Events is not [{ Event: TakenEvent.Event item, Delivery: var delivery }])
        {
            return (-taken.NeededBytes, default);
        }

        held.SetNext(delivery);
        return (item.Payload.Length, item.Payload);
    }

    /// <summary>Takes nothing where the host has no such topic: calls with plain numbers have no word for it.</summary>
    private async ValueTask<TakenEvents> OrNone(ValueTask<TakenEvents> taking)
    {
        try
        {
            return await taking.ConfigureAwait(false);
        }
        catch (EventException exception) when (exception.Error == EventError.Denied)
        {
            events.Explain(exception, "take events");
            return TakenEvents.None;
        }
    }

    private bool IsSubscribed()
    {
        if (events.Sources.Count > 0)
        {
            return true;
        }

        events.Deny("take events", "The grant has no subscription", "Subscriptions = [\"…\"]");
        return false;
    }

    private async ValueTask<int> SettleAsync(
        IReadOnlyList<uint> deliveries, Func<EventReceipt, EventSettlement> settlement, CancellationToken cancellationToken)
    {
        try
        {
            return await SourceSettlements.SettleAsync(held.Take(deliveries, settlement), cancellationToken).ConfigureAwait(false);
        }
        catch (EventException exception)
        {
            throw events.Explain(exception, "settle events");
        }
    }

    private async ValueTask SettleOneAsync(
        uint delivery, Func<EventReceipt, EventSettlement> settlement, CancellationToken cancellationToken)
    {
        if (await SettleAsync([delivery], settlement, cancellationToken).ConfigureAwait(false) == 0)
        {
            throw EventErrors.ForGuest(EventError.NotHeld);
        }
    }

    /// <summary>Counts a publication among those of the call and of the second.</summary>
    private bool TryCount(int bytes)
    {
        if (call != context.CallNumber)
        {
            call = context.CallNumber;
            (published, publishedBytes) = (0, 0);
        }

        if (published >= events.Grant.MaxPublishedPerCall
            || publishedBytes + bytes > events.Grant.MaxPublishedBytesPerCall
            || !events.TryPublish(bytes))
        {
            return false;
        }

        (published, publishedBytes) = (published + 1, publishedBytes + bytes);
        return true;
    }

    /// <summary>Publishes, and waits for space; but not for space that only guests of the same module make.</summary>
    private async ValueTask<ulong> PublishAsync(string topic, NewEvent newEvent, CancellationToken cancellationToken)
    {
        ulong sequence = await events.Store.TryPublishAsync(topic, newEvent, cancellationToken).ConfigureAwait(false);
        if (sequence != 0)
        {
            return sequence;
        }

        if (events.Sources.Any(source => source.Topic == topic))
        {
            throw EventErrors.ForGuest(EventError.Full);
        }

        using CancellationTokenSource timeout = new(events.Grant.PublishTimeout, events.Time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            while (sequence == 0)
            {
                await events.Store.WaitForSpaceAsync(topic, newEvent.Payload.Length, either.Token).ConfigureAwait(false);
                sequence = await events.Store.TryPublishAsync(topic, newEvent, cancellationToken).ConfigureAwait(false);
            }

            return sequence;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw EventErrors.ForGuest(EventError.Full);
        }
    }
}
