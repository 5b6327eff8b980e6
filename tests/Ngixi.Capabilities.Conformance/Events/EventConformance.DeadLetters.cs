namespace Ngixi.Capabilities.Conformance;

/// <summary>Where events go that nobody can handle.</summary>
public abstract partial class EventConformance
{
    [Fact]
    public async Task A_rejected_event_is_a_dead_letter_with_the_reason()
    {
        await StartAsync();
        const string Parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        await PublishAsync("a");
        await Store.TryPublishAsync("t", new NewEvent(Bytes("b"), Parent), None);
        IReadOnlyList<TakenEvent> taken = await TakeAsync();
        Assert.Equal(1, await RejectAsync(taken[1], "no such order ✗"));
        await Store.OpenGroupAsync("t.dead", new EventGroup("d"), None);
        TakenEvent.Event letter = await TakeOneAsync("d", "t.dead");
        Assert.Equal(("b", new EventReceipt(1, 1), Parent), (Text(letter), letter.Receipt, letter.TraceParent));
        Assert.Equal(new DeadLetter("t", "g", 2, 1, "no such order ✗"), letter.DeadLetter);
    }

    [Fact]
    public async Task An_event_that_is_retried_too_often_is_a_dead_letter_with_the_last_reason()
    {
        await StartAsync(null, new EventGroup("g") { MaxDeliveries = 3 });
        await PublishAsync("a");
        foreach (int time in (int[])[1, 2, 3])
        {
            TakenEvent taken = await TakeOneAsync();
            Assert.Equal(new EventReceipt(1, time), taken.Receipt);
            Assert.Equal(1, await RetryAsync(taken, time == 3 ? Moment : TimeSpan.Zero, $"reason {time}"));
        }

        Assert.Empty(await TakeAsync());
        Assert.Equal((1UL, 0L, 0L), await CountAsync());
        await Store.OpenGroupAsync("t.dead", new EventGroup("d"), None);
        Assert.Equal(new DeadLetter("t", "g", 1, 3, "reason 3"), (await TakeOneAsync("d", "t.dead")).DeadLetter);
    }

    [Fact]
    public async Task An_event_that_nobody_settles_is_a_dead_letter_in_the_end()
    {
        EventGroup group = new("g") { MaxDeliveries = 2, Lease = Moment };
        await StartAsync(null, group, new EventGroup("h") { MaxDeliveries = 1, Lease = Moment });
        await PublishAsync("a");
        await RetryAsync(await TakeOneAsync(), TimeSpan.Zero, "poison");
        await TakeOneAsync();
        await TakeOneAsync("h");
        await PassAsync(Moment);
        await PublishAsync("b");
        Assert.Equal(["b"], await TakeTextsAsync());
        Assert.Equal(["b"], await TakeTextsAsync("h"));
        await Store.OpenGroupAsync("t.dead", new EventGroup("d"), None);
        Assert.Equal(
            [new DeadLetter("t", "g", 1, 2, "poison"), new DeadLetter("t", "h", 1, 1, "It was not settled in time.")],
            (await TakeAsync("d", topic: "t.dead")).Select(taken => ((TakenEvent.Event)taken).DeadLetter));
        Assert.Equal((2UL, 1L, 1L), await CountAsync());
    }

    [Fact]
    public async Task A_dead_letter_topic_is_a_topic_that_groups_may_share()
    {
        EventGroup group = new("g") { DeadLetterTopic = "graves", MaxDeliveries = 1 };
        await StartAsync(null, group, new EventGroup("h") { DeadLetterTopic = "graves" });
        await Store.OpenGroupAsync("graves", new EventGroup("d") { MaxDeliveries = 1 }, None);
        await PublishAsync("a");
        await RetryAsync(await TakeOneAsync(), TimeSpan.Zero);
        await SettleAsync("h", new EventSettlement.Reject((await TakeOneAsync("h")).Receipt, "no"));
        IReadOnlyList<TakenEvent> letters = await TakeAsync("d", topic: "graves");
        Assert.Equal(["g", "h"], letters.Select(letter => ((TakenEvent.Event)letter).DeadLetter!.Group));
        Assert.Null(await Store.FindTopicAsync("t.dead", None));

        await Store.SettleAsync("graves", "d", [new EventSettlement.Retry(letters[0].Receipt, TimeSpan.Zero, "still")], None);
        await Store.OpenGroupAsync("graves.dead", new EventGroup("e"), None);
        Assert.Equal(new DeadLetter("graves", "d", 1, 1, "still"), (await TakeOneAsync("e", "graves.dead")).DeadLetter);
    }

    [Fact]
    public async Task A_full_dead_letter_topic_lets_nobody_wait()
    {
        await StartAsync();
        await Store.OpenTopicAsync(
            new EventTopic("t.dead") { MaxEvents = 2, MaxBytes = 4, MaxEventBytes = 1, Overflow = EventOverflow.Block }, None);
        await Store.OpenGroupAsync("t.dead", new EventGroup("d"), None);
        await PublishAsync("a", "bb", "c", "more than it keeps");
        foreach (TakenEvent taken in await TakeAsync())
        {
            Assert.Equal(1, await RejectAsync(taken));
        }

        Assert.Equal(["lost 1-1", "bb", "c", "lost 4-4"], await TakeTextsAsync("d", topic: "t.dead"));
        Assert.Equal((4UL, 0L, 0L), await CountAsync());
    }

    [Fact]
    public async Task A_group_has_its_dead_letters_elsewhere()
    {
        await StartAsync();
        await Assert.ThrowsAsync<ArgumentException>(
            async () => await Store.OpenGroupAsync("t", new EventGroup("x") { DeadLetterTopic = "t" }, None));
        string name = new('a', 124);
        await Store.OpenTopicAsync(new EventTopic(name), None);
        await Assert.ThrowsAsync<ArgumentException>(async () => await Store.OpenGroupAsync(name, new EventGroup("x"), None));
        await Store.OpenGroupAsync(name, new EventGroup("x") { DeadLetterTopic = "t" }, None);
    }

    [Fact]
    public async Task A_reason_is_one_line_and_has_a_length()
    {
        await StartAsync();
        await PublishAsync("a");
        await RejectAsync(await TakeOneAsync(), "line\nbreak" + new string('x', 5_000));
        await Store.OpenGroupAsync("t.dead", new EventGroup("d"), None);
        string reason = (await TakeOneAsync("d", "t.dead")).DeadLetter!.Reason;
        Assert.DoesNotContain('\n', reason);
        Assert.StartsWith("line", reason, StringComparison.Ordinal);
        Assert.InRange(reason.Length, 1_000, 1_100);
    }
}
