using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Ngixi.Bindgen;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Capabilities.Tests.Support;

namespace Ngixi.Capabilities.Tests.Documentation;

/// <summary>The code of docs/capabilities/events.md: the regions of this file and of <see cref="PlainEventStore"/>.</summary>
public sealed class EventPage
{
    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public async Task A_module_takes_orders_that_the_host_publishes_and_the_host_reads_what_was_given_up(GuestLanguage language)
    {
        ILogger logger = NullLogger.Instance;
        CancellationToken cancellationToken = CancellationToken.None;
        using Linker linker = new(RawGuest.Engine);
        linker.DefineLog(new Http.GuestLines());
        linker.DefineAssemblyScript(new AssemblyScriptOptions());
        byte[] order = Encoding.UTF8.GetBytes("order 7");

        #region grant
        MemoryEventStore events = new();
        await events.OpenTopicAsync(new EventTopic("orders") { MaxEvents = 10_000 }, cancellationToken);
        await events.OpenGroupAsync("orders", new EventGroup("billing"), cancellationToken);

        EventGrant grant = new() { Subscriptions = ["orders"], PublishTo = ["invoices"] };
        linker.DefineEvents(new GuestEvents(events, "billing", grant, new DenialLog(logger, "billing")).ForInstance);
        #endregion

        await events.OpenGroupAsync("orders.dead", new EventGroup("graves"), cancellationToken);
        using CapabilityGuest guest = CapabilityGuest.Start("events", language, linker);
        Store store = guest.Store;

        #region publish
        ulong sequence = await events.PublishAsync("orders", new NewEvent(order), cancellationToken);
        #endregion

        #region observer
        store.SetGuestOptions(new GuestOptions { Observers = [new EventObserver()] });
        #endregion

        guest.Instance.GetWork().Begin();
        Assert.Equal(1UL, sequence);
        Assert.Equal(0, (await events.FindTopicAsync("orders", cancellationToken))!.Events);

        await events.PublishAsync("orders", new NewEvent(order), cancellationToken);
        EventBatch given = await events.TakeAsync("orders", "billing", 1, 100, cancellationToken);
        await events.SettleAsync("orders", "billing", [new EventSettlement.Reject(given.Events[0].Receipt, "bad")], cancellationToken);
        List<string> written = [];

        #region take
        EventBatch batch = await events.TakeAsync("orders.dead", "graves", maxEvents: 100, maxBytes: 1_000_000, cancellationToken);
        foreach (TakenEvent taken in batch.Events)
        {
            if (taken is TakenEvent.Event { DeadLetter: { } letter })
            {
                written.Add($"{letter.Group} gave up {letter.Sequence} of {letter.Topic}: {letter.Reason}");
            }
        }

        await events.SettleAsync(
            "orders.dead", "graves", [.. batch.Events.Select(taken => new EventSettlement.Ack(taken.Receipt))], cancellationToken);
        #endregion

        Assert.Equal(["billing gave up 2 of orders: bad"], written);
        Assert.Equal(0, (await events.FindTopicAsync("orders.dead", cancellationToken))!.Events);
    }
}
