using Ngixi.Bindgen;
using Ngixi.Capabilities.Sqlite;
using Ngixi.Hosting;

namespace Examples;

/// <summary>What the guest exports.</summary>
[WasmExport]
public interface IVisits
{
    /// <summary>Counts one more.</summary>
    /// <returns>How many there were.</returns>
    long Add(string page);
}

/// <summary>A guest counts, and the host keeps the number in a file: each run of this program counts on.</summary>
internal static class KeyValue
{
    public static async Task RunAsync()
    {
        await using SqliteDatabase database = SqliteDatabase.Open(Path.Combine(AppContext.BaseDirectory, "visits.db"));

        // For hosts that share their values, this line alone is another: await RedisKeyValueStore.CreateAsync(connection).
        SqliteKeyValueStore store = new(database);
        using GuestEngine engine = new(new GuestEngineOptions { KeyValueStores = { ["default"] = store } });
        using GuestModule module = engine.Load(Path.Combine(AppContext.BaseDirectory, "key-value.ngixi.json"));
        using GuestPool pool = module.CreatePool();
        CallResult<long> visits = await pool.CallAsync(guest => guest.Instance.GetVisits().Add("home"));
        Console.WriteLine($"visit {visits.Value}");
    }
}
