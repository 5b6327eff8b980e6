using Ngixi.Cli.Output;

namespace Ngixi.Cli.Failures;

/// <summary>Ends a command with a failure.</summary>
internal sealed class CliException(Failure failure, Exception? cause = null) : Exception(failure.Message, cause)
{
    public Failure Failure { get; } = failure;

    /// <summary>The command was used wrongly.</summary>
    public static CliException Usage(string message, string advice) => new(new Failure(Cli.ExitCode.Usage, "usage", message, advice));

    /// <summary>A file that a command names cannot be used.</summary>
    public static CliException File(string message, string advice, Exception? cause = null) =>
        new(new Failure(Cli.ExitCode.Usage, "file", message, advice), cause);

    /// <summary>Refuses a file to be written that is there.</summary>
    public static void RequireNew(string file)
    {
        if (System.IO.File.Exists(file))
        {
            throw File($"'{Printed.Name(file)}' is there, and it is not replaced.", "Name another file, or move it away.");
        }
    }
}
