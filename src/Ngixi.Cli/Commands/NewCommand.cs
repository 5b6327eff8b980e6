using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using Ngixi.Cli.Failures;
using Ngixi.Cli.Output;

namespace Ngixi.Cli.Commands;

/// <summary>Makes a project from a template, by <c>dotnet new</c>.</summary>
internal sealed class NewCommand : CliCommand
{
    private const int NoSuchTemplate = 103;
    private static readonly string[] Kinds = ["app", "host", "capability", "guest"];

    private readonly Argument<string> kind = new("kind") { Description = "What to make: app, host, capability or guest." };

    private readonly Argument<string[]> arguments = new("arguments")
    {
        Description = "The name, and options of dotnet new after --.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public NewCommand()
        : base("new", "Make a project from a template: dotnet new ngixi-app, ngixi-host, ngixi-capability or ngixi-guest.")
    {
        kind.CompletionSources.Add(_ => Kinds.Select(name => new System.CommandLine.Completions.CompletionItem(name)));
        Add(kind);
        Add(arguments);
    }

    public override async Task<Outcome> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        string stated = parsed.GetRequiredValue(kind);
        if (!Kinds.Contains(stated))
        {
            throw CliException.Usage($"There is no template '{Printed.Name(stated)}'.", $"Name one of these: {string.Join(", ", Kinds)}.");
        }

        IReadOnlyList<string> line = CommandOf(stated, parsed.GetValue(arguments) ?? []);
        (int code, string said) = await RunAsync(terminal, line, cancellation).ConfigureAwait(false);
        Failure? failure = code switch
        {
            0 => null,
            NoSuchTemplate => new Failure(
                ExitCode.Usage, "templates", "The templates are not installed.", "Install them: dotnet new install Ngixi.Templates"),
            _ => new Failure(ExitCode.Usage, "templates", $"dotnet {string.Join(' ', line)} ended with {code}.", "What it said is above."),
        };
        return new Outcome
        {
            Show = page => page.Block(said.TrimEnd()),
            Json = json => json.WriteString("output", said),
            Failure = failure,
        };
    }

    /// <summary>Gets the arguments of <c>dotnet</c>.</summary>
    public static IReadOnlyList<string> CommandOf(string kind, IReadOnlyList<string> arguments) =>
    [
        "new",
        $"ngixi-{kind}",
        .. arguments is [{ } name, ..] && !name.StartsWith('-') ? ["-n", .. arguments] : arguments,
    ];

    private static async Task<(int Code, string Said)> RunAsync(
        Terminal terminal, IReadOnlyList<string> line, CancellationToken cancellation)
    {
        ProcessStartInfo start = new(terminal.Variable("DOTNET_HOST_PATH") ?? "dotnet", line)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellation);
            Task<string> error = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
            return (process.ExitCode, await output.ConfigureAwait(false) + await error.ConfigureAwait(false));
        }
        catch (Win32Exception exception)
        {
            throw CliException.File("There is no program dotnet.", "Install the .NET SDK, or put it on the PATH.", exception);
        }
    }
}
