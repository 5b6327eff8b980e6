using System.Text;
using Ngixi.Bindgen;
using Ngixi.Capabilities;
using Ngixi.Hosting;

namespace Examples;

/// <summary>What the guest exports.</summary>
[WasmExport]
public interface ITally
{
    string Count();
}

/// <summary>A guest reads events out of a ring in its memory, which a call of the host fills with as many as there is room for.</summary>
internal static class EventRing
{
    public static async Task RunAsync()
    {
        MemoryEventStore store = new();
        await store.OpenTopicAsync(new EventTopic("clicks"));
        await store.OpenGroupAsync("clicks", new EventGroup("tally"));
        for (int click = 1; click <= 200; click++)
        {
            await store.PublishAsync("clicks", new NewEvent(Encoding.UTF8.GetBytes($"click {click}")));
        }

        using GuestEngine engine = new(new GuestEngineOptions { EventStores = { ["default"] = store } });
        using GuestModule module = engine.Load(Path.Combine(AppContext.BaseDirectory, "event-ring.ngixi.json"));
        using GuestPool pool = module.CreatePool();
        CallResult<string> tally = await pool.CallAsync(guest => guest.Instance.GetTally().Count());
        Console.WriteLine($"{tally.Value}, for {tally.Usage.Calls["env.event_fill"]} calls of the host");
    }
}
