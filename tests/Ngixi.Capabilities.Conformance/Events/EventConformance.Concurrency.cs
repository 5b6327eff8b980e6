using System.Collections.Concurrent;

namespace Ngixi.Capabilities.Conformance;

/// <summary>Several publish and take at once.</summary>
public abstract partial class EventConformance
{
    /// <summary>Gets how many events the concurrent publishers publish together.</summary>
    protected virtual int ConcurrentEvents => 400;

    [Fact]
    public async Task Concurrent_publishers_get_all_numbers_and_concurrent_takers_handle_every_event_once()
    {
        const int Publishers = 4;
        const int Takers = 3;
        int each = ConcurrentEvents / Publishers;
        int all = each * Publishers;
        await StartAsync(
            new EventTopic("t") { MaxEvents = 50, Overflow = EventOverflow.Block },
            new EventGroup("g") { MaxDeliveries = 1_000 },
            new EventGroup("h") { MaxDeliveries = 1_000 });
        using CancellationTokenSource done = new();
        ConcurrentDictionary<ulong, string> published = [];
        ConcurrentDictionary<(string Group, ulong Sequence), string> handled = [];
        Task[] publishers = [.. Enumerable.Range(0, Publishers).Select(publisher => Task.Run(async () =>
        {
            for (int number = 0; number < each; number++)
            {
                string text = $"{publisher}:{number}";
                ulong sequence = await Store.PublishAsync("t", new NewEvent(Bytes(text)));
                Assert.True(published.TryAdd(sequence, text), $"{sequence} was given twice.");
            }
        }))];
        Task[] takers = [.. ModelGroups.Take(2).SelectMany(group => Enumerable.Range(0, Takers).Select(taker => Task.Run(async () =>
        {
            Random random = new(taker);
            while (handled.Count < 2 * all)
            {
                IReadOnlyList<TakenEvent> batch = await TakeAsync(group, 1 + random.Next(20));
                if (batch.Count > 0)
                {
                    await SettleAsync(group, [.. batch.Select(taken => Handle(group, taken, random))]);
                }
                else
                {
                    await Store.WaitForEventsAsync("t", group, done.Token).AsTask().ContinueWith(_ => { }, TaskScheduler.Default);
                }
            }

            await done.CancelAsync();
        })))];
        await Task.WhenAll([.. publishers, .. takers]).WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(Enumerable.Range(1, all).Select(number => (ulong)number), published.Keys.Order());
        foreach (string group in ModelGroups.Take(2))
        {
            Assert.All(published, entry => Assert.Equal(entry.Value, handled[(group, entry.Key)]));
        }

        Assert.Equal(((ulong)all, 0L, 0L), await CountAsync());

        // Some are retried first, so that they come again.
        EventSettlement Handle(string group, TakenEvent taken, Random random)
        {
            if (random.Next(5) == 0)
            {
                return new EventSettlement.Retry(taken.Receipt, TimeSpan.Zero, "again");
            }

            Assert.True(handled.TryAdd((group, taken.Receipt.Sequence), Text(taken)), $"{taken.Receipt} was handled twice.");
            return new EventSettlement.Ack(taken.Receipt);
        }
    }
}
