using Ngixi.Cli.Commands;
using Ngixi.Cli.Failures;
using Ngixi.Cli.Output;
using Ngixi.Hosting;

namespace Ngixi.Cli.Running;

/// <summary>Writes the narrowest manifest of a run.</summary>
/// <param name="request">What is run.</param>
/// <param name="options">What the guest may be granted.</param>
internal sealed class GuestLearner(RunRequest request, GuestEngineOptions options)
{
    /// <summary>Runs the guest in a scratch world, and writes the manifest.</summary>
    /// <param name="manifest">Has the name, and the limits.</param>
    /// <param name="file">The manifest to write.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<Outcome> LearnAsync(GuestManifest manifest, string file, CancellationToken cancellation)
    {
        CliException.RequireNew(file);
        using GuestEngine engine = new(options);
        ModuleReport report = engine.Explain(request.File.Wasm);
        if (report.Module is null || report.Refusals.Count > 0 || report.OtherImports.Count > 0)
        {
            throw new CliException(new Failure(
                ExitCode.Denied,
                "denied",
                $"No manifest fits '{Printed.Name(request.File.Path)}'.",
                "Its unknown imports are another host's: learn there by GuestEngine.LearnAsync, or build it without them.")
            {
                Details = [.. report.Refusals, .. report.OtherImports.Select(import => $"It imports {import}.")],
            });
        }

        ExportCall? call = request.Call is { } export ? ExportCall.Read(report, export, request.Arguments) : null;
        LearnedManifest learned = await engine.LearnAsync(
            manifest.Name,
            request.File.Wasm,
            guest => call?.Invoke(guest),
            new LearnOptions { Limits = manifest.Limits },
            cancellation).ConfigureAwait(false);
        await File.WriteAllTextAsync(file, learned.Json + "\n", cancellation).ConfigureAwait(false);
        return new Outcome
        {
            Aside = page =>
            {
                page.Line($"wrote {file}: read it before you use it");
                if (learned.Unused.Count > 0)
                {
                    page.Line(
                        Words.Warning($"Not granted, since it was not used: {string.Join(", ", learned.Unused)}."),
                        " The module is refused until somebody grants it, or builds the module without.");
                }
            },
            Json = json =>
            {
                json.WriteString("wrote", file);
                json.WritePropertyName("manifest");
                json.WriteRawValue(learned.Json);
                json.WriteStrings("unused", learned.Unused);
            },
        };
    }
}
