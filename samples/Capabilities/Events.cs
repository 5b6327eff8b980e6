using System.Text;
using Ngixi.Bindgen;
using Ngixi.Capabilities;
using Ngixi.Hosting;

namespace Examples;

/// <summary>What the guest exports.</summary>
[WasmExport]
public interface IInvoicing
{
    /// <summary>Handles the orders there are.</summary>
    /// <returns>How many.</returns>
    int Work();
}

/// <summary>A guest takes orders, publishes an invoice for each, and acknowledges.</summary>
internal static class Events
{
    public static async Task RunAsync()
    {
        MemoryEventStore store = new();
        await store.OpenTopicAsync(new EventTopic("orders"));
        await store.OpenTopicAsync(new EventTopic("invoices"));
        await store.OpenGroupAsync("orders", new EventGroup("invoicing"));
        await store.OpenGroupAsync("invoices", new EventGroup("post"));
        await store.PublishAsync("orders", new NewEvent("tea"u8.ToArray()));
        await store.PublishAsync("orders", new NewEvent("cups"u8.ToArray()));

        using GuestEngine engine = new(new GuestEngineOptions { EventStores = { ["default"] = store } });
        using GuestModule module = engine.Load(Path.Combine(AppContext.BaseDirectory, "events.ngixi.json"));
        using GuestPool pool = module.CreatePool();
        CallResult<int> handled = await pool.CallAsync(guest => guest.Instance.GetInvoicing().Work());
        Console.WriteLine($"{handled.Value} orders were handled");

        EventBatch invoices = await store.TakeAsync("invoices", "post", maxEvents: 10, maxBytes: 1024);
        foreach (TakenEvent.Event invoice in invoices.Events.OfType<TakenEvent.Event>())
        {
            Console.WriteLine(Encoding.UTF8.GetString(invoice.Payload.Span));
        }
    }
}
