using Microsoft.Extensions.Logging;
using Ngixi.Capabilities;
using Ngixi.Wasi;
using Wasmtime;

namespace Ngixi.Hosting.Manifests.Grants;

internal sealed class WasiCapability()
    : GrantCapability<WasiGrant>("wasi", "WASI preview 1: time, random numbers, the files of files, and output to the log of log.")
{
    public override void Describe(Linker linker) => linker.DefineGuestWasi(new GuestWasi());

    public override WasiGrant ReadGrant(GrantReader grant) => new()
    {
        Arguments = grant.Texts("arguments", "The arguments of the program; the first is its name by custom.", Argument),
        Environment = grant.Map("environment", "The variables of its environment.", Variable)
            .Where(variable => variable.Value is not null)
            .ToDictionary(variable => variable.Key, variable => variable.Value!),
        MaxOutputBytes = grant.Size("maxOutputBytes", "The bytes that it writes to its outputs in one call.", 16L * 1024 * 1024),
    };

    public override void Define(Linker linker, GrantContext context, WasiGrant grant)
    {
        WasiGrant? program = context.Options.Program;
        linker.DefineGuestWasi(new GuestWasi(grant with
        {
            Arguments = program?.Arguments is { Count: > 0 } arguments ? arguments : grant.Arguments,
            Input = program?.Input ?? default,
            Output = program?.Output ?? OutputOf(context, LogLevel.Information, "stdout"),
            Error = program?.Error ?? OutputOf(context, LogLevel.Warning, "stderr"),
            Clock = new ClockGrant { Time = context.Options.Time },
            Random = context.Random ?? new RandomGrant(),
            Files = context.Files ?? new GuestFiles(),
        }));
    }

    private static string Argument(string text) => new WasiGrant { Arguments = [text] }.Arguments[0];

    private static string? Variable(GrantReader variables, string name)
    {
        string value = variables.Text(name, "The value.", "");
        try
        {
            return new WasiGrant { Environment = new Dictionary<string, string> { [name] = value } }.Environment[name];
        }
        catch (ArgumentException exception)
        {
            variables.Report(name, $"is none. {ArgumentMessage.Of(exception)}");
            return null;
        }
    }

    private static WasiOutput OutputOf(GrantContext context, LogLevel level, string target) =>
        context.Log is { } log ? WasiOutput.ToLog(log, level, target) : WasiOutput.Nowhere;
}
