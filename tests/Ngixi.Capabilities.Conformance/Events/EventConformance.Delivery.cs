namespace Ngixi.Capabilities.Conformance;

/// <summary>Who gets which event, how often, and who may settle it.</summary>
public abstract partial class EventConformance
{
    [Fact]
    public async Task Sequences_begin_at_1_and_have_no_gap()
    {
        await StartAsync();
        Assert.Empty(await TakeAsync());
        await PublishAsAsync([1, 2, 3], "a", "b", "c");
        Assert.Equal([1UL, 2UL, 3UL], (await TakeAsync()).Select(taken => taken.Receipt.Sequence));
        await PublishAsAsync([4], "d");
    }

    [Fact]
    public async Task An_event_comes_as_it_was_published()
    {
        await StartAsync();
        byte[] payload = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];
        const string Parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        await Store.TryPublishAsync("t", new NewEvent(payload, Parent), None);
        payload.AsSpan().Clear();
        await Store.TryPublishAsync("t", new NewEvent(new byte[1]), None);

        TakenEvent.Event first = await TakeOneAsync();
        Assert.Equal(Enumerable.Range(0, 256).Select(value => (byte)value), first.Payload.ToArray());
        Assert.Equal(Parent, first.TraceParent);
        Assert.Null(first.DeadLetter);
        Assert.Equal(new EventReceipt(1, 1), first.Receipt);

        TakenEvent.Event second = await TakeOneAsync();
        Assert.Equal([0], second.Payload.ToArray());
        Assert.Null(second.TraceParent);
        Assert.InRange(second.Published, first.Published, first.Published + TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Each_group_gets_every_event_and_takers_of_one_share_them()
    {
        await StartAsync(null, new EventGroup("g"), new EventGroup("h"));
        await PublishAsync("a", "b", "c");
        Assert.Equal(["a", "b"], await TakeTextsAsync("g", 2));
        Assert.Equal(["c"], await TakeTextsAsync("g", 2));
        Assert.Empty(await TakeAsync("g"));
        Assert.Equal(["a", "b", "c"], await TakeTextsAsync("h"));
    }

    [Fact]
    public async Task A_group_begins_with_the_oldest_event_or_with_the_next()
    {
        await StartAsync(new EventTopic("t") { MaxEvents = 2 }, []);
        await Store.RemoveGroupAsync("t", "g", None);
        await PublishAsync("a", "b", "c");
        await Store.OpenGroupAsync("t", new EventGroup("all"), None);
        await Store.OpenGroupAsync("t", new EventGroup("new") { FromBeginning = false }, None);
        Assert.Empty(await TakeAsync("new"));
        IReadOnlyList<TakenEvent> taken = await TakeAsync("all");
        Assert.Equal(["b", "c"], taken.Select(Text));
        await SettleAsync("all", [.. taken.Select(item => new EventSettlement.Ack(item.Receipt))]);
        await PublishAsync("d");
        await Store.OpenGroupAsync("t", new EventGroup("new") { FromBeginning = false }, None);
        Assert.Equal(["d"], await TakeTextsAsync("new"));
    }

    [Fact]
    public async Task An_event_that_is_not_settled_comes_again_when_its_lease_ran_out()
    {
        await StartAsync(null, new EventGroup("g") { Lease = Moment });
        await PublishAsync("a", "b");
        await TakeOneAsync();
        Assert.Equal(["b"], await TakeTextsAsync());
        Assert.Empty(await TakeAsync());
        await PassAsync(Moment);
        await PublishAsync("c");
        Assert.Equal(["a", "b", "c"], await TakeTextsAsync());
        await PassAsync(Moment);
        IReadOnlyList<TakenEvent> again = await TakeAsync();
        Assert.Equal(
            [new EventReceipt(1, 3), new EventReceipt(2, 3), new EventReceipt(3, 2)],
            again.Select(taken => taken.Receipt).OrderBy(receipt => receipt.Sequence));
        Assert.Equal(3, await AckAsync([.. again]));
        await PassAsync(Moment);
        Assert.Empty(await TakeAsync());
    }

    [Fact]
    public async Task A_late_settlement_is_refused_where_another_took_the_event()
    {
        await StartAsync(null, new EventGroup("g") { Lease = Moment });
        await PublishAsync("a");
        TakenEvent first = await TakeOneAsync();
        await PassAsync(Moment);
        TakenEvent second = await TakeOneAsync();
        Assert.Equal(0, await AckAsync(first));
        Assert.Equal(0, await RetryAsync(first, TimeSpan.Zero));
        Assert.Equal(0, await RejectAsync(first));
        Assert.Equal(1, await AckAsync(second));
        Assert.Equal(0, await AckAsync(second));
        Assert.Equal((1UL, 0L, 0L), await CountAsync());
    }

    [Fact]
    public async Task A_late_settlement_counts_while_nobody_else_took_the_event()
    {
        await StartAsync(null, new EventGroup("g") { Lease = Moment });
        await PublishAsync("a");
        TakenEvent first = await TakeOneAsync();
        await PassAsync(Moment);
        Assert.Equal(1, await AckAsync(first));
        Assert.Empty(await TakeAsync());
    }

    [Fact]
    public async Task A_settlement_counts_once_and_for_its_group()
    {
        await StartAsync(null, new EventGroup("g"), new EventGroup("h"));
        await PublishAsync("a", "b");
        IReadOnlyList<TakenEvent> taken = await TakeAsync();
        EventSettlement ack = new EventSettlement.Ack(taken[0].Receipt);
        Assert.Equal(0, await SettleAsync("h", ack));
        Assert.Equal(1, await SettleAsync("g", ack, ack, new EventSettlement.Reject(taken[0].Receipt, "late")));
        EventSettlement[] ofNone = [new EventSettlement.Ack(new EventReceipt(2, 2)), new EventSettlement.Ack(new EventReceipt(9, 1))];
        Assert.Equal(0, await SettleAsync("g", ofNone));
        Assert.Equal(0, await SettleAsync("g"));
        Assert.Equal(["a", "b"], await TakeTextsAsync("h"));
        Assert.Equal((0UL, 0L, 0L), await CountAsync("t.dead"));
    }

    [Fact]
    public async Task A_retry_comes_after_its_time_and_before_new_events()
    {
        await StartAsync();
        await PublishAsync("a");
        TakenEvent taken = await TakeOneAsync();
        Assert.Equal(1, await RetryAsync(taken, Moment));
        Assert.Equal(0, await AckAsync(taken));
        Assert.Empty(await TakeAsync());
        await PassAsync(Moment);
        await PublishAsync("b");
        taken = await TakeOneAsync();
        Assert.Equal(("a", new EventReceipt(1, 2)), (Text(taken), taken.Receipt));
        Assert.Equal(1, await RetryAsync(taken, TimeSpan.Zero));
        Assert.Equal(["a", "b"], await TakeTextsAsync());
    }

    [Fact]
    public async Task What_all_groups_have_settled_is_not_kept()
    {
        await StartAsync(null, new EventGroup("g"), new EventGroup("h"));
        await PublishAsync("a", "bc");
        IReadOnlyList<TakenEvent> first = await TakeAsync("g");
        IReadOnlyList<TakenEvent> second = await TakeAsync("h");
        await AckAsync(first[0], first[1]);
        Assert.Equal((2UL, 2L, 3L), await CountAsync());
        await SettleAsync("h", new EventSettlement.Ack(second[1].Receipt));
        Assert.Equal((2UL, 1L, 1L), await CountAsync());
        await SettleAsync("h", new EventSettlement.Reject(second[0].Receipt, "bad"));
        Assert.Equal((2UL, 0L, 0L), await CountAsync());
    }

    [Fact]
    public async Task Nothing_is_kept_for_a_group_that_was_removed()
    {
        await StartAsync(null, new EventGroup("g"), new EventGroup("h"));
        await PublishAsync("a", "b", "c");
        IReadOnlyList<TakenEvent> taken = await TakeAsync("g", 2);
        await TakeAsync("h", 1);
        await AckAsync(taken[1]);
        await Store.RemoveGroupAsync("t", "h", None);
        await Store.RemoveGroupAsync("t", "h", None);
        Assert.Equal((3UL, 2L, 2L), await CountAsync());
        EventException exception = await Assert.ThrowsAsync<EventException>(() => TakeAsync("h"));
        Assert.Equal(EventError.Denied, exception.Error);
        await Store.OpenGroupAsync("t", new EventGroup("h"), None);
        Assert.Equal(["a", "lost 2-2", "c"], await TakeTextsAsync("h"));
    }

    [Fact]
    public async Task What_was_not_opened_is_denied()
    {
        await StartAsync();
        Func<Task>[] calls =
        [
            async () => await Store.TryPublishAsync("none", new NewEvent(Bytes("a")), None),
            async () => await Store.TakeAsync("none", "g", 1, 1, None),
            async () => await Store.TakeAsync("t", "none", 1, 1, None),
            async () => await Store.SettleAsync("none", "g", [], None),
            async () => await Store.SettleAsync("t", "none", [], None),
            async () => await Store.OpenGroupAsync("none", new EventGroup("g"), None),
            async () => await Store.RemoveGroupAsync("none", "g", None),
        ];
        foreach (Func<Task> call in calls)
        {
            EventException exception = await Assert.ThrowsAsync<EventException>(call);
            Assert.Equal(EventError.Denied, exception.Error);
            Assert.Contains("open it first", exception.Message, StringComparison.Ordinal);
        }

        Assert.Null(await Store.FindTopicAsync("none", None));
    }

    [Fact]
    public async Task Names_that_look_alike_are_apart()
    {
        string[] names = ["a", "A", "a.b", "a-b", "a_b", "ab", "a.b.c", "0", "00", "-", ".", "..", "_", new string('a', 123)];
        IEventStore store = opened = await OpenAsync();
        foreach (string name in names)
        {
            await store.OpenTopicAsync(new EventTopic(name), None);
            await store.OpenGroupAsync(name, new EventGroup("g"), None);
            await store.OpenGroupAsync(name, new EventGroup("G"), None);
            await store.OpenGroupAsync(name, new EventGroup("g.g"), None);
        }

        foreach (string name in names)
        {
            Assert.Equal(1UL, await store.TryPublishAsync(name, new NewEvent(Bytes(name)), None));
        }

        foreach (string name in names)
        {
            Assert.Equal([name], await TakeTextsAsync("G", topic: name));
            Assert.Equal([name], await TakeTextsAsync("g", topic: name));
            Assert.Equal([name], await TakeTextsAsync("g.g", topic: name));
        }
    }

    [Fact]
    public async Task A_topic_that_is_opened_again_keeps_its_events_and_has_the_new_settings()
    {
        await StartAsync(new EventTopic("t") { MaxEvents = 4 });
        await PublishAsync("a", "b", "c", "d");
        await TakeOneAsync();
        EventTopic smaller = new("t") { MaxEvents = 2, MaxBytes = 100, MaxEventBytes = 10, Overflow = EventOverflow.DropNewest };
        await StartAsync(smaller, new EventGroup("g") { MaxDeliveries = 1 });
        Assert.Equal(smaller, (await Store.FindTopicAsync("t", None))!.Topic);
        await PublishAsAsync([5], "e");
        Assert.Equal(["b", "c", "d", "lost 5-5"], await TakeTextsAsync());
        await Assert.ThrowsAsync<EventException>(() => PublishAsync("more than 10 bytes"));
    }

    [Fact]
    public async Task A_store_that_is_opened_again_goes_on_where_it_was()
    {
        await StartAsync(null, new EventGroup("g"), new EventGroup("h"));
        await PublishAsync("a", "b", "c");
        IReadOnlyList<TakenEvent> taken = await TakeAsync("g", 3);
        await AckAsync(taken[0]);
        await RetryAsync(taken[1], TimeSpan.Zero, "again");
        await TakeAsync("h", 1);

        opened = await OpenAsync();
        Assert.Equal((3UL, 3L, 3L), await CountAsync());
        TakenEvent.Event retried = await TakeOneAsync();
        Assert.Equal(("b", new EventReceipt(2, 2)), (Text(retried), retried.Receipt));
        Assert.Empty(await TakeAsync());
        Assert.Equal(2, await AckAsync(taken[2], retried));
        Assert.Equal(["b", "c"], await TakeTextsAsync("h"));
        await PublishAsAsync([4], "d");
    }

    [Fact]
    public async Task A_store_refuses_a_topic_that_it_cannot_keep_as_required()
    {
        IEventStore store = await OpenAsync();
        EventGuarantees promised = store.Guarantees;
        await store.OpenTopicAsync(new EventTopic("kept") { Requires = promised }, None);
        EventGuarantees[] required =
        [
            new(true, false, false),
            new(false, true, false),
            new(false, false, true),
        ];
        bool[] kept = [promised.SurvivesExit, promised.SurvivesPowerLoss, promised.IsShared];
        string[] words = ["end of the host", "loss of power", "other machines"];
        for (int index = 0; index < required.Length; index++)
        {
            EventTopic topic = new("asked") { Requires = required[index] };
            if (kept[index])
            {
                await store.OpenTopicAsync(topic, None);
            }
            else
            {
                ArgumentException refused = await Assert.ThrowsAsync<ArgumentException>(
                    async () => await store.OpenTopicAsync(topic, None));
                Assert.Contains(words[index], refused.Message, StringComparison.Ordinal);
            }
        }

        await Assert.ThrowsAsync<ArgumentException>(async () => await store.OpenTopicAsync(new EventTopic("t") { MaxBytes = 1_000 }, None));
    }
}
