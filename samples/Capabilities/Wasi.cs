using Microsoft.Extensions.Logging;
using Ngixi.Hosting;

namespace Examples;

/// <summary>A program of WASI runs as it is, with the arguments, the environment and the files of its manifest.</summary>
internal static class Wasi
{
    public static async Task RunAsync()
    {
        using ILoggerFactory loggers = LoggerFactory.Create(logging => logging.AddSimpleConsole(console => console.SingleLine = true));
        using GuestEngine engine = new(new GuestEngineOptions { Loggers = loggers });
        using GuestModule module = engine.Load(Path.Combine(AppContext.BaseDirectory, "wasi.ngixi.json"));

        // The start of a program is its run.
        using GuestInstance program = await module.StartAsync();
        loggers.CreateLogger("Host").LogInformation("its exit code is {ExitCode}", program.ExitCode ?? 0);
    }
}
