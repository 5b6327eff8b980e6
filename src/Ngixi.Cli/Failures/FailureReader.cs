using Ngixi.Bindgen.Build;
using Ngixi.Cli.Output;
using Ngixi.Hosting;

namespace Ngixi.Cli.Failures;

/// <summary>Says what an exception is to a user of the command line.</summary>
internal static class FailureReader
{
    /// <summary>Reads an exception; null where it is a fault of this program.</summary>
    public static Failure? Read(Exception exception) => exception switch
    {
        CliException own => own.Failure,
        OperationCanceledException => new Failure(ExitCode.Cancelled, "cancelled", "It was ended by Ctrl+C."),
        ManifestException manifest => new Failure(
            ExitCode.Usage, "manifest", $"The manifest {manifest.File} cannot be used.", "Mend what is named; nothing was run.")
        {
            Details = manifest.Findings,
        },
        GuestRefusedException refused => new Failure(
            ExitCode.Contract,
            "contract",
            $"The module '{refused.Module}' does not fit this host.",
            "Build the guest with the stubs of this version: ngixi stubs writes them.")
        {
            Details = refused.Refusals,
        },
        GuestCallException call => OfCall(call),
        StubException stub => new Failure(
            ExitCode.Usage,
            "stubs",
            stub.File is { } file ? $"{file}: {stub.Message}" : stub.Message,
            $"The page has more: https://github.com/ngixi/bindgen/blob/main/docs/diagnostics/{stub.Code}.md"),
        FileNotFoundException file => new Failure(
            ExitCode.Usage, "file", $"There is no file '{Printed.Name(file.FileName ?? "")}'.", "Check the path."),
        DirectoryNotFoundException => new Failure(ExitCode.Usage, "file", exception.Message, "Make the directory, or check the path."),
        UnauthorizedAccessException or IOException => new Failure(
            ExitCode.Usage, "file", exception.Message, "Check the path, and who may use it."),
        _ => null,
    };

    private static Failure OfCall(GuestCallException call) => call switch
    {
        GuestDeadlineException => new Failure(
            ExitCode.Limit,
            "deadline",
            call.Message,
            "Give it more in the manifest's limits: deadline of a call, startDeadline of a start."),
        GuestLimitException limit => new Failure(
            ExitCode.Limit, "limit", call.Message, $"Give it more in the manifest: \"limits\": {{ \"{limit.Limit}\": … }}."),
        GuestBusyException => new Failure(ExitCode.Limit, "busy", call.Message, "Run it again when there is room."),
        GuestContractException => new Failure(
            ExitCode.Contract, "contract", call.Message, "Build both sides from the same version of the interface."),
        _ => new Failure(
            ExitCode.Guest,
            "trap",
            call.Message,
            call.Frames.Count > 0 && call.Frames.All(frame => frame.File is null)
                ? "For lines of its source, build it with a source map beside the module (asc --sourceMap), or with -g."
                : "The first line of the stack is where it happened."),
    };
}
