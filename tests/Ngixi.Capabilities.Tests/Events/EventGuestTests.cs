using Ngixi.Bindgen;
using Ngixi.Capabilities.Tests.Support;

namespace Ngixi.Capabilities.Tests.Events;

/// <summary>Guests in each language take and publish events through their stubs.</summary>
public sealed class EventGuestTests
{
    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public void A_guest_handles_event_by_event_as_the_recipe_says(GuestLanguage language)
    {
        using EventGuest guest = new(language);
        guest.Publish("in", "one", "two", "three");
        Assert.Equal(["one", "two", "three", "0"], guest.Run("drain"));
        Assert.Equal(0, guest.Kept("in"));
        Assert.Equal(["0"], guest.Run("drain"));
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public void An_event_that_is_larger_than_the_buffer_says_what_it_needs(GuestLanguage language)
    {
        using EventGuest guest = new(language);
        guest.Publish("in", "one", new string('x', 65), "three");
        Assert.Equal(["one", "-65"], guest.Run("drain"));
        Assert.Equal(["-65"], guest.Run("drain"));
        Assert.Equal(["2 x1 " + new string('x', 65), "3 x1 three"], guest.Take("in"));
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public void An_event_is_handled_when_the_call_returned(GuestLanguage language)
    {
        using EventGuest guest = new(language);
        guest.WasmStore.SetGuestOptions(new GuestOptions { Observers = [new EventObserver()] });
        guest.Publish("in", "one", "two");
        IWork work = guest.Instance.GetWork();
        work.Begin();
        Assert.Equal(1, guest.Kept("in"));
        work.Begin();
        Assert.Equal(["one", "two"], guest.Told());
        Assert.Equal(0, guest.Kept("in"));
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript, "The guest trapped: cannot handle it")]
    [InlineData(GuestLanguage.C, "The guest trapped: wasm trap: wasm ")]
    public void An_event_that_traps_its_guest_is_delivered_again_and_is_a_dead_letter_in_the_end(GuestLanguage language, string words)
    {
        using EventGuest first = new(language);
        first.Publish("in", "poison", "two");
        for (int time = 1; time <= 5; time++)
        {
            using EventGuest guest = new(language, shared: first.Store);
            guest.WasmStore.SetGuestOptions(new GuestOptions { Observers = [new EventObserver()] });
            Assert.ThrowsAny<WasmtimeException>(guest.Instance.GetWork().Trap);
            Assert.Equal(["poison"], guest.Told());
        }

        string letter = Assert.Single(first.Take("in.dead"));
        Assert.StartsWith($"1 x1 poison {words}", letter, StringComparison.Ordinal);
        Assert.Equal(["2 x1 two"], first.Take("in"));
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public void Without_an_observer_what_is_held_is_delivered_again_when_the_store_ends(GuestLanguage language)
    {
        using EventGuest other = new(language);
        other.Publish("in", "one");
        using (EventGuest guest = new(language, shared: other.Store))
        {
            guest.Run("begin");
            Assert.Empty(other.Take("in"));
        }

        Assert.Equal(["1 x2 one"], other.Take("in"));
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public void A_guest_takes_a_batch_with_what_is_lost_and_acknowledges_it(GuestLanguage language)
    {
        EventTopic small = new("in") { MaxEvents = 2 };
        using EventGuest guest = new(language, grant => grant with { Subscriptions = ["in", "other"] }, small);
        guest.Publish("in", "a", "b", "c", "d");
        guest.Publish("other", "e");
        Assert.Equal(["in lost 1-2", "in 3 x1 c", "in 4 x1 d", "other 1 x1 e", "acked 4"], guest.Run("takeAll"));
        Assert.Equal(["acked 0"], guest.Run("takeAll"));
        Assert.Equal((0, 0), (guest.Kept("in"), guest.Kept("other")));
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public void A_guest_settles_one_by_one_and_others_get_what_it_rejects(GuestLanguage language)
    {
        using EventGuest guest = new(language);
        guest.Publish("in", "one", "two", "three");
        Assert.Equal(["in 1 x1 one", "in 2 x1 two", "in 3 x1 three", "late 6"], guest.Run("settle"));
        Assert.Equal(["acked 0"], guest.Run("takeAll"));
        guest.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(["in 2 x2 two", "acked 1"], guest.Run("takeAll"));

        using EventGuest undertaker = new(language, grant => grant with { Subscriptions = ["in.dead"] }, shared: guest.Store);
        Assert.Equal(["in.dead 1 x1 three of in billing 3 x1: no order 7", "acked 1"], undertaker.Run("takeAll"));
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public void A_guest_publishes_where_it_may_and_cannot_tell_what_is_elsewhere(GuestLanguage language)
    {
        using EventGuest guest = new(language);
        Assert.Equal(["out 1", "out 2", "secret error 1", "none error 1", "out error 2"], guest.Run("tell"));
        Assert.Equal(["1 x1 one", "2 x1 two"], guest.Take("out"));
        Assert.Empty(guest.Take("secret"));
        Assert.Equal(
            "The module billing was denied events: publish to `secret`. PublishTo of the grant has no such topic. "
            + "To allow it, add: PublishTo = [\"secret\"]",
            guest.HostLog[0]);
        Assert.Equal(2, guest.HostLog.Length);
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public void A_guest_that_fills_its_own_topic_does_not_wait_for_itself(GuestLanguage language)
    {
        using EventGuest guest = new(
            language,
            grant => grant with { PublishTo = ["in"] },
            new EventTopic("in") { MaxEvents = 2, Overflow = EventOverflow.Block });
        Assert.Equal(["full"], guest.Run("tellItself"));
        Assert.Equal(2, guest.Kept("in"));
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public void A_guest_without_a_subscription_is_denied(GuestLanguage language)
    {
        using EventGuest guest = new(language, grant => grant with { Subscriptions = [] });
        guest.Publish("in", "one");
        Assert.Equal(["error 1: The grant does not allow it."], guest.Run("takeAll"));
        Assert.Equal(["0"], guest.Run("drain"));
        Assert.Equal(["0 needs 0"], guest.Run("readRing"));
        Assert.All(guest.HostLog, line => Assert.EndsWith("To allow it, add: Subscriptions = [\"…\"]", line, StringComparison.Ordinal));
        Assert.Equal(3, guest.HostLog.Length);
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public void A_topic_that_the_host_forgot_to_open_looks_the_same(GuestLanguage language)
    {
        using EventGuest guest = new(language, grant => grant with { Subscriptions = ["forgotten"], PublishTo = ["none"] });
        Assert.Equal(["error 1: The grant does not allow it."], guest.Run("takeAll"));
        Assert.Equal(["0"], guest.Run("drain"));
        Assert.Contains("none error 1", guest.Run("tell"));
        Assert.Contains("There is no topic `forgotten`: open it first", guest.HostLog[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public void A_guest_reads_a_ring_that_is_filled_again_and_again(GuestLanguage language)
    {
        using EventGuest guest = new(language);
        string[] payloads = [.. Enumerable.Range(1, 100).Select(number => new string((char)('a' + (number % 26)), 1 + (number * 7 % 60)))];
        guest.Publish("in", payloads);
        Assert.Equal([.. payloads.Select((payload, index) => $"{index + 1} {payload}"), "100 needs 0"], guest.Run("readRing"));
        Assert.Equal(0, guest.Kept("in"));
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public void A_ring_tells_what_is_lost_and_what_does_not_fit(GuestLanguage language)
    {
        using EventGuest guest = new(language, topic: new EventTopic("in") { MaxEvents = 3 });
        guest.Publish("in", "a", "b", new string('c', 224), new string('d', 225), "e");
        Assert.Equal(["lost 1-2", "3 " + new string('c', 224), "2 needs 264"], guest.Run("readRing"));
        Assert.Equal(["4 x1 " + new string('d', 225), "5 x1 e"], guest.Take("in"));
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public void An_event_of_the_ring_is_settled_like_others(GuestLanguage language)
    {
        using EventGuest guest = new(language);
        guest.Publish("in", "one", "two");
        Assert.Equal(["1 one"], guest.Run("retryInRing"));
        Assert.Equal(["2 two", "1 one", "2 needs 0"], guest.Run("readRing"));
        Assert.Equal(0, guest.Kept("in"));
    }
}
