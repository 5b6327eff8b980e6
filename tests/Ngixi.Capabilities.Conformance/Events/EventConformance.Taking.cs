namespace Ngixi.Capabilities.Conformance;

/// <summary>How much is taken, and how a taker waits.</summary>
public abstract partial class EventConformance
{
    [Fact]
    public async Task A_batch_has_as_many_events_and_bytes_as_are_asked_for()
    {
        await StartAsync();
        await PublishAsync("aaaa", "bbb", "cc", "d");
        Assert.Equal(["aaaa"], (await Store.TakeAsync("t", "g", 10, 6, None)).Events.Select(Text));
        Assert.Equal(["bbb", "cc"], (await Store.TakeAsync("t", "g", 10, 5, None)).Events.Select(Text));
        Assert.Equal(["d"], (await Store.TakeAsync("t", "g", 1, 100, None)).Events.Select(Text));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Store.TakeAsync("t", "g", 0, 1, None));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Store.TakeAsync("t", "g", 1, -1, None));
    }

    [Fact]
    public async Task An_event_that_does_not_fit_says_what_it_needs_and_is_not_taken()
    {
        await StartAsync();
        await PublishAsync("aaaa", "b");
        foreach (int bytes in (int[])[0, 3, 3])
        {
            EventBatch none = await Store.TakeAsync("t", "g", 10, bytes, None);
            Assert.Empty(none.Events);
            Assert.Equal(4, none.NeededBytes);
        }

        EventBatch batch = await Store.TakeAsync("t", "g", 10, 4, None);
        Assert.Equal(new EventReceipt(1, 1), Assert.Single(batch.Events).Receipt);
        Assert.Equal(0, batch.NeededBytes);
        await RetryAsync(batch.Events[0], TimeSpan.Zero);
        Assert.Equal(4, (await Store.TakeAsync("t", "g", 10, 3, None)).NeededBytes);
        Assert.Equal(new EventReceipt(1, 2), (await TakeOneAsync()).Receipt);
    }

    [Fact]
    public async Task A_loss_takes_a_place_and_no_bytes()
    {
        await StartAsync(new EventTopic("t") { MaxEvents = 1 });
        await PublishAsync("a", "bb");
        EventBatch batch = await Store.TakeAsync("t", "g", 2, 1, None);
        Assert.Equal(["lost 1-1"], batch.Events.Select(Text));
        Assert.Equal(0, batch.NeededBytes);
        Assert.Equal(["bb"], await TakeTextsAsync("g", 1));
    }

    [Fact]
    public async Task A_taker_waits_for_a_publication()
    {
        await StartAsync();
        Task<TakenEvent> waiting = WaitForOneAsync(None);
        await PublishAsync("a");
        Assert.Equal("a", Text(await waiting.WaitAsync(TimeSpan.FromSeconds(30))));
    }

    [Fact]
    public async Task A_taker_waits_for_a_retry_and_for_the_end_of_a_lease()
    {
        await StartAsync(null, new EventGroup("g") { Lease = Moment });
        await PublishAsync("a");
        TakenEvent taken = await TakeOneAsync();
        Task<TakenEvent> waiting = WaitForOneAsync(None);
        await RetryAsync(taken, TimeSpan.Zero);
        Assert.Equal(new EventReceipt(1, 2), (await waiting.WaitAsync(TimeSpan.FromSeconds(30))).Receipt);

        waiting = WaitForOneAsync(None);
        await PassAsync(Moment);
        Assert.Equal(new EventReceipt(1, 3), (await waiting.WaitAsync(TimeSpan.FromSeconds(30))).Receipt);
    }

    [Fact]
    public async Task A_wait_ends_with_its_token()
    {
        await StartAsync();
        using CancellationTokenSource ending = new();
        Task<TakenEvent> waiting = WaitForOneAsync(ending.Token);
        await ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await PublishAsync("a");
        Assert.Equal(new EventReceipt(1, 1), (await TakeOneAsync()).Receipt);
    }

    [Fact]
    public async Task What_a_token_ended_before_it_began_is_not_done()
    {
        await StartAsync();
        await PublishAsync("a");
        CancellationToken ended = new(canceled: true);
        Func<Task>[] calls =
        [
            async () => await Store.TryPublishAsync("t", new NewEvent(Bytes("b")), ended),
            async () => await Store.TakeAsync("t", "g", 1, 100, ended),
            async () => await Store.SettleAsync("t", "g", [], ended),
            async () => await Store.FindTopicAsync("t", ended),
        ];
        foreach (Func<Task> call in calls)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(call);
        }

        Assert.Equal((1UL, 1L, 1L), await CountAsync());
        Assert.Equal(new EventReceipt(1, 1), (await TakeOneAsync()).Receipt);
    }

    private async Task<TakenEvent> WaitForOneAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Store.WaitForEventsAsync("t", "g", cancellationToken);
            if ((await Store.TakeAsync("t", "g", 1, 100, cancellationToken)).Events is [var taken])
            {
                return taken;
            }
        }
    }
}
