using System.CommandLine;
using Ngixi.Cli.Output;

namespace Ngixi.Cli.Commands;

/// <summary>A command of the program.</summary>
/// <param name="name">Its name.</param>
/// <param name="about">A sentence for the help.</param>
internal abstract class CliCommand(string name, string about) : Command(name, about)
{
    /// <summary>Does what it says.</summary>
    /// <param name="parsed">The arguments and options.</param>
    /// <param name="terminal">Where it runs.</param>
    /// <param name="cancellation">Is cancelled by Ctrl+C.</param>
    public abstract Task<Outcome> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation);
}
