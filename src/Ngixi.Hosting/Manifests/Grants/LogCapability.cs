using Microsoft.Extensions.Logging;
using Ngixi.Bindgen;
using Ngixi.Capabilities;
using Wasmtime;

namespace Ngixi.Hosting.Manifests.Grants;

internal sealed class LogCapability()
    : GrantCapability<LogGrant>("log", "Lines in the host's log, with levels and properties; the console of AssemblyScript, too.")
{
    public override void Describe(Linker linker)
    {
        linker.DefineLog(Described.Instance<ILog>);
        linker.DefineAssemblyScript(new AssemblyScriptOptions { Console = static _ => { } });
    }

    public override LogGrant ReadGrant(GrantReader grant) => new()
    {
        MinimumLevel = grant.Choice("minimumLevel", "The level below which nothing is written.", LogLevel.Information),
        Targets = grant.Map(
            "targets",
            "Levels of targets, in place of minimumLevel.",
            static (levels, target) => levels.Choice(target, "The level of the target.", LogLevel.Information)),
        MaxMessageLength = grant.Count(
            "maxMessageLength", "The UTF-16 code units of a message, after which it is cut.", 4_096, 1, 64 * 1024),
        MaxProperties = grant.Count("maxProperties", "The properties of an event; more are dropped.", 32, 0, 256),
        MaxDepth = grant.Count("maxDepth", "The levels of objects in a JSON message that become properties.", 4, 1, 16),
        MaxKeyLength = grant.Count("maxKeyLength", "The UTF-16 code units of a property's name, after which it is cut.", 128, 1),
        MaxValueLength = grant.Count("maxValueLength", "The UTF-16 code units of a property's text, after which it is cut.", 1_024, 1),
        MaxLinesPerSecond = grant.Count("maxLinesPerSecond", "The lines a second of all instances together.", 1_000),
        MaxBytesPerSecond = grant.IntSize("maxBytesPerSecond", "The bytes a second of all instances together.", 512 * 1024),
    };

    public override void Define(Linker linker, GrantContext context, LogGrant grant)
    {
        GuestLog log = new(context.Options.Loggers, context.Module, grant, context.Options.Time);
        context.Log = log;
        context.AssemblyScript = context.AssemblyScript with { Console = log.WriteConsole };
        linker.DefineLog(log.ForInstance);
    }
}
