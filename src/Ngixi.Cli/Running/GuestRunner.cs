using Ngixi.Capabilities;
using Ngixi.Cli.Commands;
using Ngixi.Cli.Failures;
using Ngixi.Cli.Output;
using Ngixi.Hosting;
using Ngixi.Hosting.Manifests;
using Ngixi.Hosting.Manifests.Schema;
using Ngixi.Wasi;

namespace Ngixi.Cli.Running;

/// <summary>Runs a guest once: loads its module under its manifest, starts it, and calls an export.</summary>
/// <param name="request">What is to be run.</param>
/// <param name="options">What the guest may be granted.</param>
internal sealed class GuestRunner(RunRequest request, GuestEngineOptions options)
{
    private readonly List<Denial> denials = [];
    private readonly Lazy<ManifestShape> shape = new(() => ManifestReader.Describe(options));

    /// <summary>Runs it.</summary>
    /// <param name="manifest">What the guest may do.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="CliException">Nothing of it ran.</exception>
    public async Task<RunResult> RunAsync(GuestManifest manifest, CancellationToken cancellation)
    {
        using GuestEngine engine = new(options);
        ModuleReport report = engine.Explain(request.File.Wasm, manifest);
        if (report.Module is null)
        {
            throw new CliException(InspectCommand.Unreadable(request.File.Path, report.Refusals));
        }

        if (report.Refusals.Count > 0)
        {
            throw new CliException(ExplainCommand.Refused(report, request.File.ManifestPath));
        }

        ExportCall? call = request.Call is { } export ? ExportCall.Read(report, export, request.Arguments) : null;
        bool isProgram = report.Module.Exports.Any(export => export.Name == "_start");
        RequireUse(isProgram);
        options.Denied = denial =>
        {
            lock (denials)
            {
                denials.Add(denial);
            }
        };

        using GuestModule module = engine.Load(manifest, request.File.Wasm);
        using GuestProfile? profile = request.Profile is null ? null : new GuestProfile(module);
        RunResult result = await RunAsync(module, call, profile, cancellation).ConfigureAwait(false);
        return result with
        {
            Callable = request.Call is null && !isProgram && result.Failure is null
                ? [.. ExportCall.CallableOf(report)]
                : [],
            Written =
            [
                .. profile is null ? [] : new[] { await WriteAsync(profile, request.Profile!).ConfigureAwait(false) },
                .. request.Recording is { } recording ? new[] { recording.File } : [],
            ],
        };
    }

    /// <summary>Says what to add to the manifest to allow what was denied.</summary>
    public string RemedyOf(Denial denial) => denial.Grant is null ? "No grant can allow it." : ManifestRemedy.Of(denial, shape.Value);

    private string Show(Denial denial) => $"It was denied {denial.Capability}: {denial.Request}. {RemedyOf(denial)}";

    private static async Task<string> WriteAsync(GuestProfile profile, string file)
    {
        await File.WriteAllBytesAsync(file, profile.Finish()).ConfigureAwait(false);
        return file;
    }

    private void RequireUse(bool isProgram)
    {
        if (request.Call is null && !isProgram && request.Arguments.Count > 0)
        {
            throw CliException.Usage(
                "The module is no program that takes arguments: it exports no _start.", "Name the export that takes them: --call NAME.");
        }
    }

    private async Task<RunResult> RunAsync(
        GuestModule module, ExportCall? call, GuestProfile? profile, CancellationToken cancellation)
    {
        RunResult result = new(module.Manifest, module.Sha256);
        try
        {
            GuestRecorder? recorder = request.Recording is { } recording ? GuestRecorder.ToFile(recording.File, recording.Options) : null;
            using GuestInstance guest = await module.StartAsync(recorder, profile, cancellation).ConfigureAwait(false);
            result = result with { Start = guest.StartUsage, GuestExitCode = guest.ExitCode };
            if (call is not null && guest.ExitCode is null)
            {
                CallResult<IReadOnlyList<object>> returned = await guest.CallAsync(
                    it => call.Invoke(it), new CallOptions { Profile = profile }, cancellation).ConfigureAwait(false);
                result = result with { Call = returned.Usage, Values = returned.Value };
            }
        }
        catch (GuestCallException exception) when (GuestExitException.CodeOf(exception) is { } code)
        {
            result = result with { Call = exception.Usage, GuestExitCode = code };
        }
        catch (GuestCallException exception)
        {
            result = result with
            {
                Start = result.Start ?? exception.Usage,
                Call = result.Start is null ? null : exception.Usage,
                Failure = FailureReader.Read(exception),
            };
        }
        catch (OperationCanceledException exception)
        {
            result = result with { Failure = FailureReader.Read(exception) };
        }

        return WithDenials(result.GuestExitCode is { } exit and not 0
            ? result with
            {
                Failure = new Failure(
                    ExitCode.Guest, "exit", $"The program ended itself with the exit code {exit}.", "Its own output says why."),
            }
            : result);
    }

    // A guest that failed after it was denied something failed for that, as far as one can tell.
    private RunResult WithDenials(RunResult result)
    {
        lock (denials)
        {
            Denial[] all = [.. denials];
            return result with
            {
                Denials = all,
                Failure = result.Failure is { ExitCode: ExitCode.Guest } failure && all.Length > 0
                    ? failure with
                    {
                        ExitCode = ExitCode.Denied,
                        Case = "denied",
                        Details = [.. all.Select(Show).Distinct()],
                        Advice = "Add what is named to the manifest, if the module is to have it.",
                    }
                    : result.Failure,
            };
        }
    }
}
