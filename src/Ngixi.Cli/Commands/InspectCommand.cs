using System.CommandLine;
using Ngixi.Cli.Failures;
using Ngixi.Cli.Modules;
using Ngixi.Cli.Output;
using Ngixi.Hosting;

namespace Ngixi.Cli.Commands;

/// <summary>Says what a module asks for.</summary>
internal sealed class InspectCommand : CliCommand
{
    private readonly Argument<string> module = CommonOptions.Module();

    private readonly Option<bool> skeleton = new("--manifest-skeleton")
    {
        Description = "Print nothing but a manifest that grants all that the module asks for.",
    };

    public InspectCommand()
        : base("inspect", "Say what a module asks for: imports by capability, contracts, exports, features, memory.")
    {
        Add(module);
        Add(skeleton);
    }

    public override Task<Outcome> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        WasmFile file = WasmFile.Read(parsed.GetRequiredValue(module), null);
        using GuestEngine engine = new();
        ModuleReport report = engine.Explain(file.Wasm);
        if (report.Module is null)
        {
            throw new CliException(Unreadable(file.Path, report.Refusals));
        }

        string manifest = ManifestSkeleton.Write(file.Name, Path.GetFileName(file.Path), report);
        Outcome outcome = new()
        {
            Json = json =>
            {
                json.WriteString("file", file.Path);
                ReportJsonMembers.Write(json, report);
                json.WritePropertyName("manifestSkeleton");
                json.WriteRawValue(manifest);
            },
            Show = parsed.GetValue(skeleton)
                ? page => page.Block(manifest)
                : page => Show(page, file, report, manifest),
        };
        return Task.FromResult(outcome);
    }

    /// <summary>Says that a file is no module that anything can be said of.</summary>
    public static Failure Unreadable(string path, IReadOnlyList<string> refusals) => new(
        ExitCode.Usage,
        "file",
        $"'{Printed.Name(path)}' cannot be read.",
        "Build the guest again, or check that the file was copied whole.")
    {
        Details = refusals,
    };

    private static void Show(Page page, WasmFile file, ModuleReport report, string manifest)
    {
        ReportPage.Write(page, Path.GetFileName(file.Path), report);
        foreach (string refusal in report.Refusals)
        {
            page.Field("refused", Words.Bad(refusal));
        }

        page.Gap();
        page.Line($"A manifest that grants all of it, for {file.Name}.ngixi.json. Take away what the module is not to do:");
        page.Block(manifest);
    }
}
