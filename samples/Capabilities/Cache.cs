using Ngixi.Bindgen;
using Ngixi.Hosting;

namespace Examples;

/// <summary>What the guest exports.</summary>
[WasmExport]
public interface IPrimes
{
    string Below(int limit);
}

/// <summary>A guest remembers what was costly to make. Each call here has an instance of its own, and all have one cache.</summary>
internal static class Cache
{
    public static async Task RunAsync()
    {
        using GuestEngine engine = new();
        using GuestModule module = engine.Load(Path.Combine(AppContext.BaseDirectory, "cache.ngixi.json"));
        using GuestPool pool = module.CreatePool(new PoolOptions { CallsPerInstance = 1 });
        for (int call = 0; call < 2; call++)
        {
            CallResult<string> primes = await pool.CallAsync(guest => guest.Instance.GetPrimes().Below(100_000));
            Console.WriteLine(primes.Value);
        }
    }
}
