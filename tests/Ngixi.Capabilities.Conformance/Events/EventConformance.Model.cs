using System.Globalization;
using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Capabilities.Conformance;

/// <summary>Random calls do what a model does that is as plain as can be.</summary>
public abstract partial class EventConformance
{
    private static readonly string[] ModelGroups = ["g", "h", "i"];

    /// <summary>Gets the seeds of the random calls; a failure names its own.</summary>
    protected virtual IEnumerable<int> Seeds => Tries.Seeds(40);

    /// <summary>Gets the number of calls for each seed.</summary>
    protected virtual int CallsOfASeed => 150;

    [Fact]
    public async Task Random_calls_do_what_the_model_does()
    {
        opened = await OpenAsync();
        foreach (int seed in Seeds)
        {
            try
            {
                await RunModelAsync(new Random(seed), string.Create(CultureInfo.InvariantCulture, $"model-{seed}"));
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"With the seed {seed}: {exception.Message}", exception);
            }
        }
    }

    private async Task RunModelAsync(Random random, string name)
    {
        EventTopic topic = new(name)
        {
            MaxEvents = random.Next(1, 8),
            MaxBytes = random.Next(8, 30),
            MaxEventBytes = 8,
            Overflow = (EventOverflow)random.Next(3),
        };
        EventTopic dead = new($"{name}.dead") { MaxEvents = 4 };
        EventModel model = new(topic, new EventModel(dead, null));
        await Store.OpenTopicAsync(topic, None);
        await Store.OpenTopicAsync(dead, None);
        List<(string Group, EventReceipt Receipt)> receipts = [];
        for (int call = 0; call < CallsOfASeed; call++)
        {
            // Each call has a time of its own, so that the order of what is due is known.
            await PassAsync(TimeSpan.FromMilliseconds(1));
            model.Now++;
            string group = ModelGroups[random.Next(ModelGroups.Length)];
            switch (random.Next(20))
            {
                case 0:
                    EventGroup opening = new(group)
                    {
                        FromBeginning = random.Next(2) == 0,
                        MaxDeliveries = random.Next(1, 4),
                        Lease = TimeSpan.FromMinutes(50),
                    };
                    await Store.OpenGroupAsync(name, opening, None);
                    model.Open(opening);
                    break;
                case 1 when random.Next(4) == 0:
                    await Store.RemoveGroupAsync(name, group, None);
                    model.Remove(group);
                    break;
                case 2 when HasOwnClock:
                    await PassAsync(TimeSpan.FromMinutes(20));
                    model.Now += 20 * 60_000;
                    break;
                case < 10:
                    byte[] payload = new byte[random.Next(1, 9)];
                    random.NextBytes(payload);
                    Assert.Equal(model.Publish(payload, null), await Store.TryPublishAsync(name, new NewEvent(payload), None));
                    break;
                case < 15 when model.Has(group):
                    (int most, int bytes) = (random.Next(1, 6), random.Next(0, 25));
                    EventBatch batch = await Store.TakeAsync(name, group, most, bytes, None);
                    string[] taken = [.. batch.Events.Select(EventModel.Describe), $"needs {batch.NeededBytes}"];
                    Assert.Equal(model.Take(group, most, bytes), taken);
                    receipts.AddRange(batch.Events.Select(taken => (group, taken.Receipt)));
                    break;
                default:
                    await SettleSomeAsync();
                    break;
            }

            Assert.Equal(model.Count, await CountAsync(name));
            Assert.Equal(model.Dead!.Count, await CountAsync(dead.Name));
        }

        await Store.OpenGroupAsync(dead.Name, new EventGroup("d"), None);
        model.Dead!.Open(new EventGroup("d"));
        EventBatch letters = await Store.TakeAsync(dead.Name, "d", 100, 10_000, None);
        Assert.Equal(model.Dead.Take("d", 100, 10_000), [.. letters.Events.Select(EventModel.Describe), "needs 0"]);

        async Task SettleSomeAsync()
        {
            // Receipts are never thrown away: most are of deliveries that are over. At times all of a batch is handled, as is usual.
            bool isHandled = random.Next(2) == 0;
            (string Group, EventReceipt Receipt)[] chosen = isHandled
                ? [.. receipts.TakeLast(random.Next(1, 5))]
                : [.. receipts.TakeLast(12).Where(_ => random.Next(3) == 0)];
            foreach (IGrouping<string, EventReceipt> some in chosen.GroupBy(entry => entry.Group, entry => entry.Receipt))
            {
                if (model.Has(some.Key))
                {
                    EventSettlement[] settlements =
                        [.. some.Select(receipt => isHandled ? new EventSettlement.Ack(receipt) : Settlement(receipt))];
                    Assert.Equal(model.Settle(some.Key, settlements), await Store.SettleAsync(name, some.Key, settlements, None));
                }
            }
        }

        EventSettlement Settlement(EventReceipt receipt) => random.Next(6) switch
        {
            0 or 1 => new EventSettlement.Retry(receipt, TimeSpan.Zero, $"retry {random.Next(100)}"),
            2 => new EventSettlement.Retry(receipt, TimeSpan.FromMinutes(30), $"later {random.Next(100)}"),
            3 => new EventSettlement.Reject(receipt, $"reject {random.Next(100)}"),
            _ => new EventSettlement.Ack(receipt),
        };
    }
}
