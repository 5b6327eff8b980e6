using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>What one instance has taken and not settled. When it goes, others get it.</summary>
/// <remarks>For any number of threads: a take that the guest no longer waits for may end after its store did.</remarks>
internal sealed class HeldEvents(GuestContext context) : IDisposable
{
    private const string CallEnded = "The guest's call ended before it got the event.";

    private readonly Lock one = new();
    private readonly Dictionary<uint, HeldEvent> held = [];
    private uint last;
    private uint next;
    private bool isEnded;

    public int Count
    {
        get
        {
            lock (one)
            {
                return held.Count;
            }
        }
    }

    public static HeldEvents Of(GuestContext context) => context.Feature(static context => new HeldEvents(context));

    /// <summary>Adds what was taken; gives it back where the instance ended meanwhile.</summary>
    /// <param name="source">Where it was taken from.</param>
    /// <param name="subscription">The number of the source among those of the module.</param>
    /// <param name="taken">What was taken.</param>
    /// <returns>The events with the numbers of their deliveries, for the guest.</returns>
    public GivenEvent[] Add(TakeSource source, int subscription, IReadOnlyList<TakenEvent> taken)
    {
        lock (one)
        {
            if (!isEnded)
            {
                GivenEvent[] given = new GivenEvent[taken.Count];
                held.EnsureCapacity(held.Count + given.Length);
                for (int index = 0; index < given.Length; index++)
                {
                    TakenEvent item = taken[index];
                    given[index] = new GivenEvent(Add(new HeldEvent(source, item.Receipt)), subscription, item);
                }

                return given;
            }
        }

        List<SourceSettlements> released = [];
        foreach (TakenEvent item in taken)
        {
            SourceSettlements.Add(released, new HeldEvent(source, item.Receipt), Retry(CallEnded), taken.Count);
        }

        _ = ReleaseAsync(released);
        throw new OperationCanceledException("The instance ended.");
    }

    /// <summary>Notes the delivery that the guest acknowledges by asking for the next one.</summary>
    public void SetNext(uint delivery)
    {
        lock (one)
        {
            next = delivery;
        }
    }

    /// <summary>Takes out the delivery that the guest acknowledges by asking for the next one.</summary>
    public IReadOnlyList<SourceSettlements> AckNext()
    {
        lock (one)
        {
            uint delivery = next;
            next = 0;
            return held.Remove(delivery, out HeldEvent item)
                ? [new SourceSettlements(item.Source, [new EventSettlement.Ack(item.Receipt)])]
                : [];
        }
    }

    /// <summary>Takes out deliveries that were handled, if they are there.</summary>
    public IReadOnlyList<SourceSettlements> Ack(IReadOnlyList<uint> deliveries) =>
        Take(deliveries, static receipt => new EventSettlement.Ack(receipt));

    /// <summary>Takes out deliveries, if they are there. Whoever takes one settles it.</summary>
    public IReadOnlyList<SourceSettlements> Take(IReadOnlyList<uint> deliveries, Func<EventReceipt, EventSettlement> settlement)
    {
        if (deliveries.Count == 0)
        {
            return [];
        }

        List<SourceSettlements> taken = [];
        lock (one)
        {
            // A guest may name more than it holds.
            int most = Math.Min(deliveries.Count, held.Count);
            for (int index = 0; index < deliveries.Count; index++)
            {
                if (held.Remove(deliveries[index], out HeldEvent item))
                {
                    SourceSettlements.Add(taken, item, settlement, most);
                }
            }
        }

        return taken;
    }

    /// <summary>Gives all back at once, for a reason.</summary>
    public void Release(string reason)
    {
        List<SourceSettlements> all = [];
        lock (one)
        {
            foreach (HeldEvent item in held.Values)
            {
                SourceSettlements.Add(all, item, Retry(reason), held.Count);
            }

            held.Clear();
            next = 0;
        }

        _ = ReleaseAsync(all);
    }

    public void Dispose()
    {
        lock (one)
        {
            isEnded = true;
        }

        Release(context.HasTrapped ? "The guest trapped." : "The guest ended and had not settled the event.");
    }

    private static Func<EventReceipt, EventSettlement> Retry(string reason) =>
        receipt => new EventSettlement.Retry(receipt, TimeSpan.Zero, reason);

    /// <summary>Gives events back. Where the store is out of order, their leases end instead.</summary>
    private static async Task ReleaseAsync(IReadOnlyList<SourceSettlements> settlements)
    {
        try
        {
            await SourceSettlements.SettleAsync(settlements, CancellationToken.None).ConfigureAwait(false);
        }
        catch (EventException)
        {
        }
    }

    private uint Add(HeldEvent item)
    {
        do
        {
            last++;
        }
        while (last == 0 || !held.TryAdd(last, item));
        return last;
    }
}
