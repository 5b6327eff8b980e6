namespace Ngixi.Capabilities.Conformance;

/// <summary>What a full topic does, and that what is lost adds up.</summary>
public abstract partial class EventConformance
{
    [Theory]
    [InlineData(EventOverflow.DropOldest, 1)]
    [InlineData(EventOverflow.DropOldest, 7)]
    [InlineData(EventOverflow.DropNewest, 1)]
    [InlineData(EventOverflow.DropNewest, 7)]
    [InlineData(EventOverflow.Block, 1)]
    [InlineData(EventOverflow.Block, 7)]
    public async Task What_is_delivered_and_what_is_lost_are_all_numbers_exactly(EventOverflow overflow, int maxEvents)
    {
        const int Published = 100;
        EventTopic topic = new("t") { MaxEvents = maxEvents, Overflow = overflow };
        await StartAsync(topic, new EventGroup("g"), new EventGroup("slow"));
        Task publisher = Task.Run(async () =>
        {
            for (int number = 1; number <= Published; number++)
            {
                Assert.Equal((ulong)number, await Store.PublishAsync("t", new NewEvent(Bytes($"{number}"))));
            }
        });
        Task<int>[] groups =
        [
            Task.Run(() => ReadToAsync(Published, "g", 5)),
            Task.Run(() => ReadToAsync(Published, "slow", 1)),
        ];
        await Task.WhenAll([publisher, .. groups]).WaitAsync(TimeSpan.FromMinutes(1));
        foreach (int lost in await Task.WhenAll(groups))
        {
            Assert.True(overflow != EventOverflow.Block || lost == 0, $"A topic that blocks lost {lost}.");
        }

        Assert.Equal(((ulong)Published, 0L, 0L), await CountAsync());
    }

    [Fact]
    public async Task The_oldest_are_dropped_and_told_in_their_place()
    {
        await StartAsync(new EventTopic("t") { MaxEvents = 3 }, new EventGroup("g"), new EventGroup("h"));
        await PublishAsync("a", "b", "c");
        await TakeAsync("h", 2);
        await PublishAsAsync([4, 5], "d", "e");

        // h holds a and b, which stay: c and d are lost for it, and for g.
        Assert.Equal(["lost 3-4", "e"], await TakeTextsAsync("h"));
        Assert.Equal(["a", "b", "lost 3-4", "e"], await TakeTextsAsync("g"));
    }

    [Fact]
    public async Task The_newest_are_dropped_and_told_in_their_place()
    {
        await StartAsync(new EventTopic("t") { MaxEvents = 2, Overflow = EventOverflow.DropNewest });
        await PublishAsAsync([1, 2, 3, 4], "a", "b", "c", "d");
        IReadOnlyList<TakenEvent> taken = await TakeAsync();
        Assert.Equal(["a", "b", "lost 3-4"], taken.Select(Text));
        Assert.Equal(2UL, Assert.IsType<TakenEvent.Loss>(taken[2]).Count);
        await AckAsync(taken[1]);
        await PublishAsAsync([5, 6], "e", "f");
        Assert.Equal(["e", "lost 6-6"], await TakeTextsAsync());
    }

    [Fact]
    public async Task What_is_held_is_not_dropped()
    {
        await StartAsync(new EventTopic("t") { MaxEvents = 1 });
        await PublishAsync("a");
        TakenEvent held = await TakeOneAsync();
        await PublishAsAsync([2], "b");
        await RetryAsync(held, TimeSpan.Zero);
        await PublishAsAsync([3], "c");
        Assert.Equal(["a", "lost 2-3"], await TakeTextsAsync());
    }

    [Fact]
    public async Task A_loss_that_is_not_settled_comes_again_and_is_no_dead_letter()
    {
        await StartAsync(
            new EventTopic("t") { MaxEvents = 1, Overflow = EventOverflow.DropNewest },
            new EventGroup("g") { Lease = Moment, MaxDeliveries = 1 });
        await PublishAsync("a", "b", "c");
        IReadOnlyList<TakenEvent> taken = await TakeAsync();
        await AckAsync(taken[0]);
        await PassAsync(Moment);
        taken = await TakeAsync();
        Assert.Equal("lost 2-3", Text(Assert.Single(taken)));
        Assert.Equal(new EventReceipt(2, 2), taken[0].Receipt);
        Assert.Equal(1, await RetryAsync(taken[0], TimeSpan.Zero));
        taken = await TakeAsync();
        Assert.Equal(new EventReceipt(2, 3), Assert.Single(taken).Receipt);
        Assert.Equal(1, await RejectAsync(taken[0]));
        await PassAsync(Moment);
        Assert.Empty(await TakeAsync());
        Assert.Equal((0UL, 0L, 0L), await CountAsync("t.dead"));
    }

    [Fact]
    public async Task An_event_may_be_as_large_as_the_topic_and_no_larger()
    {
        await StartAsync(new EventTopic("t") { MaxBytes = 10, MaxEventBytes = 10 });
        await PublishAsync("a", "b", "0123456789");
        Assert.Equal((3UL, 1L, 10L), await CountAsync());
        EventException exception = await Assert.ThrowsAsync<EventException>(() => PublishAsync("0123456789a"));
        Assert.Equal(EventError.TooLarge, exception.Error);
        Assert.Equal((3UL, 1L, 10L), await CountAsync());
        Assert.Equal(["lost 1-2", "0123456789"], await TakeTextsAsync());
    }

    [Fact]
    public async Task As_many_oldest_go_as_a_large_event_needs_and_none_where_that_is_not_enough()
    {
        await StartAsync(new EventTopic("t") { MaxBytes = 10, MaxEventBytes = 10 });
        await PublishAsync("aaa");
        await TakeOneAsync();
        await PublishAsync("bb", "cc", "dd");
        await PublishAsAsync([5], "12345678");
        Assert.Equal((5UL, 4L, 9L), await CountAsync());
        await PublishAsAsync([6], "1234");
        Assert.Equal(["lost 2-3", "dd", "lost 5-5", "1234"], await TakeTextsAsync());
    }

    [Fact]
    public async Task A_topic_without_groups_keeps_the_newest()
    {
        foreach (EventOverflow overflow in Enum.GetValues<EventOverflow>())
        {
            await StartAsync(new EventTopic("t") { MaxEvents = 2, Overflow = overflow });
            await Store.RemoveGroupAsync("t", "g", None);
            ulong[] sequences = await PublishAsync("a", "b", "c", "d", "e");
            Assert.DoesNotContain(0UL, sequences);
            await Store.OpenGroupAsync("t", new EventGroup("g"), None);
            IReadOnlyList<TakenEvent> taken = await TakeAsync();
            Assert.Equal(["d", "e"], taken.Select(Text));
            await AckAsync([.. taken]);
        }
    }

    [Fact]
    public async Task What_only_an_earlier_group_would_have_wanted_is_in_nobodys_way()
    {
        await StartAsync(new EventTopic("t") { MaxEvents = 2, Overflow = EventOverflow.Block });
        await Store.RemoveGroupAsync("t", "g", None);
        await PublishAsync("a", "b");
        await Store.OpenGroupAsync("t", new EventGroup("g") { FromBeginning = false }, None);
        await Store.WaitForSpaceAsync("t", 1, None);
        await PublishAsAsync([3, 4, 0], "c", "d", "e");
        Assert.Equal(["c", "d"], await TakeTextsAsync());
    }

    [Fact]
    public async Task A_publisher_waits_for_space_and_takes_no_number_meanwhile()
    {
        await StartAsync(new EventTopic("t") { MaxEvents = 1, Overflow = EventOverflow.Block });
        await PublishAsAsync([1, 0], "a", "b");
        Task<ulong> waiting = Store.PublishAsync("t", new NewEvent(Bytes("c"))).AsTask();
        Assert.Equal(1UL, (await CountAsync()).Last);
        TakenEvent taken = await TakeOneAsync();
        await PublishAsAsync([0], "d");
        await AckAsync(taken);
        Assert.Equal(2UL, await waiting.WaitAsync(TimeSpan.FromSeconds(30)));
        Task<ulong> next = Store.PublishAsync("t", new NewEvent(Bytes("e"))).AsTask();
        await RejectAsync(await TakeOneAsync());
        Assert.Equal(3UL, await next.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(["e"], await TakeTextsAsync());
    }

    [Fact]
    public async Task A_publisher_whose_token_ends_publishes_nothing()
    {
        await StartAsync(new EventTopic("t") { MaxEvents = 1, Overflow = EventOverflow.Block });
        await PublishAsync("a");
        using CancellationTokenSource ending = new();
        Task<ulong> waiting = Store.PublishAsync("t", new NewEvent(Bytes("b")), ending.Token).AsTask();
        await ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await Store.PublishAsync("t", new NewEvent(Bytes("c")), ending.Token));
        await AckAsync(await TakeOneAsync());
        Assert.Equal((1UL, 0L, 0L), await CountAsync());
    }

    [Fact]
    public async Task Several_publishers_that_wait_all_come_through()
    {
        await StartAsync(new EventTopic("t") { MaxEvents = 2, Overflow = EventOverflow.Block });
        Task<ulong>[] publishers = [.. Enumerable.Range(0, 20).Select(
            number => Task.Run(async () => await Store.PublishAsync("t", new NewEvent(Bytes($"{number}")))))];
        Assert.Equal(0, await ReadToAsync(20, "g", 1).WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.Equal(Enumerable.Range(1, 20).Select(number => (ulong)number), (await Task.WhenAll(publishers)).Order());
    }

    /// <summary>Takes and settles up to a sequence; each number is the next of an event, or in the next range that is lost.</summary>
    private async Task<int> ReadToAsync(ulong last, string group, int most)
    {
        ulong next = 1;
        int lost = 0;
        while (next <= last)
        {
            await Store.WaitForEventsAsync("t", group, None);
            foreach (TakenEvent taken in await TakeAsync(group, most))
            {
                Assert.Equal(next, taken.Receipt.Sequence);
                next = taken is TakenEvent.Loss loss ? loss.To + 1 : next + 1;
                lost += taken is TakenEvent.Loss { Count: var count } ? (int)count : 0;
                Assert.Equal(1, await SettleAsync(group, new EventSettlement.Ack(taken.Receipt)));
            }
        }

        return lost;
    }
}
