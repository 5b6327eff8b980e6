using System.Text;
using Ngixi.Cli.Output;
using Ngixi.Wasi;

namespace Ngixi.Cli.Running;

/// <summary>
/// Where the output of a program goes: as it is to a file or a pipe, by escaped lines to a person, and into the document of
/// <c>--json</c>.
/// </summary>
internal sealed class RunOutput
{
    private readonly MemoryStream? kept;

    public RunOutput(Terminal terminal, LiveLine live, bool isJson)
    {
        kept = isJson ? new MemoryStream() : null;
        Output = kept is not null ? WasiOutput.ToStream(kept)
            : terminal.IsOutputTerminal ? WasiOutput.ToLines(line => live.Above(() => terminal.Page.Line(line)))
            : WasiOutput.ToStream(terminal.RawOutput);
        Error = WasiOutput.ToLines(line => live.Above(() => terminal.ErrorPage.Line(line)));
    }

    public WasiOutput Output { get; }

    public WasiOutput Error { get; }

    /// <summary>Gets what the program wrote, for the document.</summary>
    public string Text => kept is null ? "" : Encoding.UTF8.GetString(kept.ToArray());
}
