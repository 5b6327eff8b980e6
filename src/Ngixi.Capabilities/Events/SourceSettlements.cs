namespace Ngixi.Capabilities;

/// <summary>What becomes of events of one source that an instance held.</summary>
internal readonly record struct SourceSettlements(TakeSource Source, List<EventSettlement> Settlements)
{
    /// <summary>Adds one to the last, or to a new one where it has another source.</summary>
    public static void Add(List<SourceSettlements> all, HeldEvent held, Func<EventReceipt, EventSettlement> settlement, int expected)
    {
        if (all.Count == 0 || all[^1].Source != held.Source)
        {
            // A guest may name those of two sources in turn: only the first list is as long as all may be.
            all.Add(new SourceSettlements(held.Source, new List<EventSettlement>(all.Count == 0 ? expected : 1)));
        }

        all[^1].Settlements.Add(settlement(held.Receipt));
    }

    /// <summary>Settles events.</summary>
    /// <returns>How many were still held.</returns>
    public static async ValueTask<int> SettleAsync(IReadOnlyList<SourceSettlements> all, CancellationToken cancellationToken)
    {
        int settled = 0;
        for (int index = 0; index < all.Count; index++)
        {
            (TakeSource source, List<EventSettlement> settlements) = all[index];
            settled += await source.Store.SettleAsync(source.Topic, source.Group, settlements, cancellationToken).ConfigureAwait(false);
        }

        return settled;
    }
}
