using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>What one instance has taken and not settled. When it goes, others get it.</summary>
/// <remarks>For any number of threads: a take that the guest no longer waits for may end after its store did.</remarks>
internal sealed class HeldEvents(GuestContext context) : IDisposable
{
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
    /// <returns>The numbers of the deliveries, for the guest.</returns>
    public uint[] Add(IReadOnlyList<HeldEvent> taken)
    {
        lock (one)
        {
            if (!isEnded)
            {
                return [.. taken.Select(Add)];
            }
        }

        _ = ReleaseAsync(taken, "The guest's call ended before it got the event.");
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
    public IReadOnlyList<HeldEvent> TakeNext()
    {
        lock (one)
        {
            uint delivery = next;
            next = 0;
            return held.Remove(delivery, out HeldEvent item) ? [item] : [];
        }
    }

    /// <summary>Takes out deliveries, if they are there. Whoever takes one settles it.</summary>
    public IReadOnlyList<HeldEvent> Take(IEnumerable<uint> deliveries)
    {
        List<HeldEvent> taken = [];
        lock (one)
        {
            foreach (uint delivery in deliveries)
            {
                if (held.Remove(delivery, out HeldEvent item))
                {
                    taken.Add(item);
                }
            }
        }

        return taken;
    }

    /// <summary>Gives all back at once, for a reason.</summary>
    public void Release(string reason)
    {
        HeldEvent[] all;
        lock (one)
        {
            all = [.. held.Values];
            held.Clear();
            next = 0;
        }

        _ = ReleaseAsync(all, reason);
    }

    public void Dispose()
    {
        lock (one)
        {
            isEnded = true;
        }

        Release(context.HasTrapped ? "The guest trapped." : "The guest ended and had not settled the event.");
    }

    /// <summary>Gives events back. Where the store is out of order, their leases end instead.</summary>
    private static async Task ReleaseAsync(IReadOnlyList<HeldEvent> events, string reason)
    {
        try
        {
            await HeldEvent.SettleAsync(
                events, item => new EventSettlement.Retry(item.Receipt, TimeSpan.Zero, reason), CancellationToken.None)
                .ConfigureAwait(false);
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
        while (last == 0 || held.ContainsKey(last));
        held.Add(last, item);
        return last;
    }
}
