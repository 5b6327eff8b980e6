namespace Ngixi.Capabilities;

/// <summary>An event that an instance holds.</summary>
internal sealed record HeldEvent(IEventStore Store, string Topic, string Group, EventReceipt Receipt)
{
    /// <summary>Settles events, those of a group at once.</summary>
    /// <returns>How many were still held.</returns>
    public static async ValueTask<int> SettleAsync(
        IReadOnlyList<HeldEvent> events, Func<HeldEvent, EventSettlement> settlement, CancellationToken cancellationToken)
    {
        int settled = 0;
        foreach (IGrouping<(IEventStore Store, string Topic, string Group), HeldEvent> some in
            events.GroupBy(item => (item.Store, item.Topic, item.Group)))
        {
            settled += await some.Key.Store
                .SettleAsync(some.Key.Topic, some.Key.Group, [.. some.Select(settlement)], cancellationToken)
                .ConfigureAwait(false);
        }

        return settled;
    }
}
