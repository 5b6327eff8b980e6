using System.CommandLine;
using System.Globalization;
using Ngixi.Cli.Failures;
using Ngixi.Cli.Modules;
using Ngixi.Cli.Output;
using Ngixi.Cli.Running;
using Ngixi.Hosting;

namespace Ngixi.Cli.Commands;

/// <summary>Replays a recording with a module, which may be another build of it.</summary>
internal sealed class ReplayCommand : CliCommand
{
    private readonly Argument<string> recording = new("recording") { Description = "The recording.", HelpName = "file.ngixirec" };
    private readonly Argument<string> module = CommonOptions.Module();

    private readonly Option<string?> key = new("--key")
    {
        Description = "The file of the key, for a recording with secrets.",
        HelpName = "file",
    };

    private readonly Option<bool> events = new("--events") { Description = "Print what was recorded, too." };

    public ReplayCommand()
        : base("replay", "Replay a recorded guest with its module alone, and compare all that it does.")
    {
        Add(recording);
        Add(module);
        Add(key);
        Add(events);
    }

    public override Task<Outcome> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        string file = parsed.GetRequiredValue(recording);
        WasmFile replayed = WasmFile.Read(parsed.GetRequiredValue(module), null);
        GuestRecording recorded = Read(file, parsed.GetValue(key));
        using GuestReplayer replayer = new(replayed.Wasm);
        Failure? failure = null;
        ReplayResult? result = null;
        try
        {
            result = replayer.Replay(recorded, cancellation);
        }
        catch (GuestReplayException exception)
        {
            failure = new Failure(
                ExitCode.Diverged, "diverged", exception.Message, "Look at the change of the module from that call on, or record it anew.");
        }
        catch (InvalidOperationException exception)
        {
            failure = new Failure(ExitCode.Usage, "recording", exception.Message, "Name the file of its key: --key.");
        }

        bool isShown = parsed.GetValue(events);
        return Task.FromResult(new Outcome
        {
            Show = page => Show(page, recorded, result, isShown),
            Json = json =>
            {
                json.WriteString("module", recorded.Module);
                json.WriteString("sha256", recorded.Sha256);
                json.WriteBoolean("isSame", result is not null);
                if (result is not null)
                {
                    json.WriteNumber("exportCalls", result.ExportCalls);
                    json.WriteNumber("importCalls", result.ImportCalls);
                    json.WriteNumber("bytesCompared", result.BytesCompared);
                    json.WriteNumber("failedCalls", result.FailedCalls);
                    json.WriteBoolean("isMemoryCompared", result.IsMemoryCompared);
                }

                json.WriteStartArray("events");
                foreach (RecordedEvent one in isShown ? recorded.ReadEvents() : [])
                {
                    json.WriteStringValue(one.ToString());
                }

                json.WriteEndArray();
            },
            Failure = failure,
        });
    }

    private static GuestRecording Read(string file, string? keyFile)
    {
        try
        {
            return GuestRecording.Read(file, RecordingKey.Read(keyFile));
        }
        catch (RecordingFormatException exception)
        {
            throw CliException.File(exception.Message, "Check that the file was copied whole, and that the key is its own.", exception);
        }
    }

    private static void Show(Page page, GuestRecording recorded, ReplayResult? result, bool isShown)
    {
        foreach (RecordedEvent one in isShown ? recorded.ReadEvents() : [])
        {
            string indent = new(' ', 2 * one.Depth);
            page.Line(Words.Dim(string.Create(CultureInfo.InvariantCulture, $"{one.Number,6}  {indent}{one.Kind} ")), one.Text);
        }

        if (result is not null)
        {
            page.Line(Words.Good("same  "), result.ToString());
        }
    }
}
