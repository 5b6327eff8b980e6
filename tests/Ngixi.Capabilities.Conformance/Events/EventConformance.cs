using System.Text;

namespace Ngixi.Capabilities.Conformance;

/// <summary>
/// What every store of events does. Derive a class of tests from it: each test has data of its own, which it may open again.
/// </summary>
public abstract partial class EventConformance
{
    private IEventStore? opened;

    /// <summary>Gets a time that passes quickly, and in which the store can do a few calls.</summary>
    protected virtual TimeSpan Moment => TimeSpan.FromSeconds(10);

    /// <summary>Gets whether the store's time passes by <see cref="PassAsync"/> alone.</summary>
    protected virtual bool HasOwnClock => true;

    private static CancellationToken None => CancellationToken.None;

    private IEventStore Store => opened ?? throw new InvalidOperationException("The test begins with StartAsync.");

    /// <summary>Opens the store over the data of this test: with nothing at first, and then with what is there.</summary>
    protected abstract ValueTask<IEventStore> OpenAsync();

    /// <summary>Lets time pass for the store.</summary>
    /// <param name="time">The time, at least.</param>
    protected abstract ValueTask PassAsync(TimeSpan time);

    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(TakenEvent taken) => taken switch
    {
        TakenEvent.Event item => Encoding.UTF8.GetString(item.Payload.Span),
        TakenEvent.Loss loss => $"lost {loss.Receipt.Sequence}-{loss.To}",
        _ => throw new InvalidOperationException(),
    };

    /// <summary>Opens the store, a topic <c>t</c>, and groups of it.</summary>
    private async Task StartAsync(EventTopic? topic = null, params EventGroup[] groups)
    {
        opened = await OpenAsync();
        await Store.OpenTopicAsync(topic ?? new EventTopic("t"), None);
        foreach (EventGroup group in groups.Length == 0 ? [new EventGroup("g")] : groups)
        {
            await Store.OpenGroupAsync("t", group, None);
        }
    }

    private async Task<ulong[]> PublishAsync(params string[] texts)
    {
        List<ulong> sequences = [];
        foreach (string text in texts)
        {
            sequences.Add(await Store.TryPublishAsync("t", new NewEvent(Bytes(text)), None));
        }

        return [.. sequences];
    }

    /// <summary>Publishes, and gets the sequences that are expected; 0 where there is no space.</summary>
    private async Task PublishAsAsync(ulong[] sequences, params string[] texts)
    {
        ulong[] published = await PublishAsync(texts);
        Assert.Equal(sequences, published);
    }

    private async Task<IReadOnlyList<TakenEvent>> TakeAsync(string group = "g", int most = 100, string topic = "t") =>
        (await Store.TakeAsync(topic, group, most, 1 << 20, None)).Events;

    /// <summary>Takes, and gets the texts of events and the ranges of losses.</summary>
    private async Task<string[]> TakeTextsAsync(string group = "g", int most = 100, string topic = "t") =>
        [.. (await TakeAsync(group, most, topic)).Select(Text)];

    private async Task<TakenEvent.Event> TakeOneAsync(string group = "g", string topic = "t") =>
        Assert.IsType<TakenEvent.Event>(Assert.Single(await TakeAsync(group, 1, topic)));

    private async Task<int> SettleAsync(string group, params EventSettlement[] settlements) =>
        await Store.SettleAsync("t", group, settlements, None);

    private Task<int> AckAsync(params TakenEvent[] events) =>
        SettleAsync("g", [.. events.Select(taken => new EventSettlement.Ack(taken.Receipt))]);

    private Task<int> RetryAsync(TakenEvent taken, TimeSpan after, string reason = "busy") =>
        SettleAsync("g", new EventSettlement.Retry(taken.Receipt, after, reason));

    private Task<int> RejectAsync(TakenEvent taken, string reason = "bad") =>
        SettleAsync("g", new EventSettlement.Reject(taken.Receipt, reason));

    private async Task<(ulong Last, long Events, long Bytes)> CountAsync(string topic = "t")
    {
        EventTopicState state = Assert.IsType<EventTopicState>(await Store.FindTopicAsync(topic, None));
        return (state.LastSequence, state.Events, state.Bytes);
    }
}
