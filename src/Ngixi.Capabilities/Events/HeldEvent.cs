namespace Ngixi.Capabilities;

/// <summary>An event that an instance holds.</summary>
internal readonly record struct HeldEvent(IEventStore Store, string Topic, string Group, EventReceipt Receipt)
{
    /// <summary>Settles events, those of a group that follow each other at once.</summary>
    /// <returns>How many were still held.</returns>
    public static async ValueTask<int> SettleAsync(
        IReadOnlyList<HeldEvent> events, Func<HeldEvent, EventSettlement> settlement, CancellationToken cancellationToken)
    {
        int settled = 0;
        int index = 0;
        while (index < events.Count)
        {
            HeldEvent first = events[index];
            List<EventSettlement> settlements = [];
            for (; index < events.Count && events[index].Group == first.Group && events[index].Topic == first.Topic; index++)
            {
                settlements.Add(settlement(events[index]));
            }

            settled += await first.Store.SettleAsync(first.Topic, first.Group, settlements, cancellationToken).ConfigureAwait(false);
        }

        return settled;
    }
}
