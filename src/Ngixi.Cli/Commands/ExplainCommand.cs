using System.CommandLine;
using Ngixi.Cli.Failures;
using Ngixi.Cli.Modules;
using Ngixi.Cli.Output;
using Ngixi.Hosting;

namespace Ngixi.Cli.Commands;

/// <summary>Says what a manifest grants a module, and what it lacks.</summary>
internal sealed class ExplainCommand : CliCommand
{
    private readonly Argument<string> module = CommonOptions.Module();
    private readonly Option<string?> manifest = CommonOptions.Manifest();
    private readonly Option<string[]> variables = CommonOptions.Variables();

    public ExplainCommand()
        : base("explain", "Say what a manifest grants a module, what it lacks, and which line to add.")
    {
        Add(module);
        Add(manifest);
        Add(variables);
    }

    public override async Task<Outcome> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        WasmFile file = WasmFile.Read(parsed.GetRequiredValue(module), parsed.GetValue(manifest));
        if (file.ManifestPath is not { } path)
        {
            throw CliException.Usage(
                $"'{Printed.Name(file.Path)}' has no manifest beside it.",
                $"Name one by --manifest, or write one: ngixi inspect {Printed.Name(file.Path)} --manifest-skeleton");
        }

        await using HostWorld world = HostWorld.For(path, terminal.Time);
        world.SetVariables(parsed.GetValue(variables) ?? []);
        world.AssumeCredentials();
        using GuestEngine engine = new(world.Options);
        ModuleReport report = engine.Explain(file.Wasm, GuestManifest.Read(path, world.Options));
        return new Outcome
        {
            Json = json =>
            {
                json.WriteString("file", file.Path);
                json.WriteString("manifest", path);
                ReportJsonMembers.Write(json, report);
            },
            Show = page =>
            {
                ReportPage.Write(page, Path.GetFileName(file.Path), report);
                if (report.Refusals.Count == 0)
                {
                    page.Field("so", Words.Good("It fits its manifest."));
                }
            },
            Failure = report.Module is null ? InspectCommand.Unreadable(file.Path, report.Refusals)
                : report.Refusals.Count > 0 ? Refused(report, path)
                : null,
        };
    }

    /// <summary>Says that a manifest refuses a module.</summary>
    public static Failure Refused(ModuleReport report, string? manifest) => new(
        ExitCode.Denied,
        "denied",
        $"The module '{report.Manifest?.Name}' was refused; nothing of it ran.",
        report.OtherImports.Count > 0
            ? "Its unknown imports are another host's: run it there, or build it without them."
            : manifest is null
                ? "Write a manifest: ngixi inspect … --manifest-skeleton prints one, and ngixi run … --learn writes the narrowest."
                : $"Add what is named to {Printed.Name(manifest)}, if the module is to have it.")
    {
        Details = report.Refusals,
    };
}
