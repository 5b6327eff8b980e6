using Ngixi.Bindgen;
using Ngixi.Hosting;

namespace Examples;

/// <summary>What the guest exports.</summary>
[WasmExport]
public interface IRaffle
{
    string Draw(IReadOnlyList<string> names);
}

/// <summary>A guest asks for the time and for random numbers. The host says which time it is, and the manifest has a seed.</summary>
internal static class Clock
{
    public static async Task RunAsync()
    {
        // Without Time it is the system's, and without a seed the numbers are, too.
        using GuestEngine engine = new(new GuestEngineOptions { Time = new NewYear() });
        using GuestModule module = engine.Load(Path.Combine(AppContext.BaseDirectory, "clock.ngixi.json"));
        using GuestPool pool = module.CreatePool();
        CallResult<string> winner = await pool.CallAsync(guest => guest.Instance.GetRaffle().Draw(["Ada", "Grace", "Barbara"]));
        Console.WriteLine(winner.Value);
    }

    private sealed class NewYear : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);
    }
}
