using Microsoft.Extensions.Logging;
using Ngixi.Bindgen;
using Ngixi.Hosting;

namespace Examples;

/// <summary>What the guest exports.</summary>
[WasmExport]
public interface IOrders
{
    void Take(string customer, int items);
}

/// <summary>A guest writes to the log of the host, as far as the manifest lets it.</summary>
internal static class Log
{
    public static async Task RunAsync()
    {
        using ILoggerFactory loggers = LoggerFactory.Create(logging => logging.AddSimpleConsole(console => console.SingleLine = true));
        using GuestEngine engine = new(new GuestEngineOptions { Loggers = loggers });
        using GuestModule module = engine.Load(Path.Combine(AppContext.BaseDirectory, "log.ngixi.json"));
        using GuestPool pool = module.CreatePool();
        await pool.CallAsync(guest =>
        {
            guest.Instance.GetOrders().Take("Ada\ninfo: a forged line", 1000);
            return true;
        });
    }
}
