using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Ngixi.Bindgen;
using Ngixi.Hosting;

namespace Examples;

/// <summary>What the guest exports.</summary>
[WasmExport]
public interface IWeather
{
    string Ask(string url);
}

/// <summary>A guest asks a server, which the manifest allows, and is refused another.</summary>
internal static class Http
{
    public static async Task RunAsync()
    {
        await using WebApplication server = await StartServerAsync();
        Uri address = new(server.Urls.Single());
        using GuestEngine engine = new(new GuestEngineOptions { Variables = { ["SERVER"] = address.Authority } });
        using GuestModule module = engine.Load(Path.Combine(AppContext.BaseDirectory, "http.ngixi.json"));
        using GuestPool pool = module.CreatePool();
        foreach (string url in (string[])[$"{address}weather/oslo", "https://example.com/"])
        {
            CallResult<string> answer = await pool.CallAsync(guest => guest.Instance.GetWeather().Ask(url));
            Console.WriteLine(answer.Value);
        }
    }

    private static async Task<WebApplication> StartServerAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        WebApplication server = builder.Build();
        server.Urls.Add("http://127.0.0.1:0");
        server.MapGet("/weather/{city}", (string city) => $"rain in {city}");
        await server.StartAsync();
        return server;
    }
}
