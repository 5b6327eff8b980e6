using System.CommandLine;
using System.Globalization;
using Ngixi.Cli.Failures;
using Ngixi.Cli.Modules;
using Ngixi.Cli.Output;
using Ngixi.Cli.Running;
using Ngixi.Hosting;
using Ngixi.Hosting.Running;
using Ngixi.Wasi;

namespace Ngixi.Cli.Commands;

/// <summary>Runs a guest without a host of its own.</summary>
internal sealed class RunCommand : CliCommand
{
    private readonly Argument<string> module = CommonOptions.Module();
    private readonly Option<string?> manifest = CommonOptions.Manifest();
    private readonly Option<string[]> variables = CommonOptions.Variables();
    private readonly Option<string[]> credentials = CommonOptions.Credentials();

    private readonly Argument<string[]> arguments = new("arguments")
    {
        Description = "The arguments of the export, a word for each, or of the program: write them after --.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> call = new("--call", "-c")
    {
        Description = "The export to call. Without it the guest is started, which runs a program to its end.",
        HelpName = "export",
    };

    private readonly Option<string?> keys = new("--keys")
    {
        Description = "Keep keys in this SQLite file, which is made if it is not there; by default in memory.",
        HelpName = "file",
    };

    private readonly Option<string?> events = new("--events")
    {
        Description = "Keep events in this SQLite file, which is made if it is not there; by default in memory.",
        HelpName = "file",
    };

    private readonly Option<string[]> publish = new("--publish")
    {
        Description = "Publish each line of a file to a topic, before the guest starts: TOPIC=FILE.",
        HelpName = "TOPIC=FILE",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> learn = new("--learn")
    {
        Description = "Run in a scratch world instead, and write the narrowest manifest of what the guest does.",
        HelpName = "out.json",
    };

    private readonly Option<string?> profile = new("--profile")
    {
        Description = "Write where the guest spends its time, for profiler.firefox.com.",
        HelpName = "out.json",
    };

    private readonly Option<string?> record = new("--record")
    {
        Description = "Record the run, for ngixi replay.",
        HelpName = "out.ngixirec",
    };

    private readonly Option<string[]> secret = new("--secret")
    {
        Description = "An import or an export whose data is encrypted in the recording, by --key.",
        HelpName = "name",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> key = new("--key") { Description = "The file of the key: 32 bytes or more.", HelpName = "file" };

    private readonly Option<string?> audit = new("--audit")
    {
        Description = "Write what the guest was let do, for ngixi audit verify.",
        HelpName = "out.jsonl",
    };

    private readonly Option<string?> otlp = new("--otlp")
    {
        Description = "Send spans, measurements and logs of the run to this collector.",
        HelpName = "URL",
    };

    private readonly Option<bool> quiet = new("--quiet", "-q") { Description = "Print nothing of limits at the end." };

    public RunCommand()
        : base("run", "Run a guest under its manifest: a program of WASI, or an export of a module.")
    {
        Add(module);
        Add(arguments);
        Add(manifest);
        Add(variables);
        Add(credentials);
        Add(call);
        Add(keys);
        Add(events);
        Add(publish);
        Add(learn);
        Add(profile);
        Add(record);
        Add(secret);
        Add(key);
        Add(audit);
        Add(otlp);
        Add(quiet);
    }

    public override async Task<Outcome> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        WasmFile file = WasmFile.Read(parsed.GetRequiredValue(module), parsed.GetValue(manifest));
        RunRequest request = new(file)
        {
            Call = parsed.GetValue(call),
            Arguments = parsed.GetValue(arguments) ?? [],
            Profile = parsed.GetValue(profile),
            Recording = RecordingOf(parsed),
        };
        await using HostWorld world = HostWorld.For(file.ManifestPath, terminal.Time);
        world.SetVariables(parsed.GetValue(variables) ?? []);
        world.SetCredentials(parsed.GetValue(credentials) ?? [], terminal.Variable);
        world.KeepIn(parsed.GetValue(keys), parsed.GetValue(events));
        GuestManifest allowed = ManifestOf(file, world.Options);
        await world.OpenTopicsAsync(parsed.GetValue(publish) ?? [], cancellation).ConfigureAwait(false);
        CallMeter? meter = null;
        world.Options.Metered = now => Volatile.Write(ref meter, now);
        long began = terminal.Time.GetTimestamp();
        bool isJson = parsed.GetValue<bool>("--json");
        using LiveLine live = new(terminal, !isJson, () => Counts(allowed, meter, terminal.Time.GetElapsedTime(began)));
        RunOutput output = new(terminal, live, isJson);
        using OtlpExport? export = OtlpExport.Begin(parsed.GetValue(otlp), allowed.Name);
        using TerminalLoggers loggers = new(terminal, live, export?.Logs);
        world.Options.Loggers = loggers;
        world.Options.Audit = parsed.GetValue(audit) is { } audited ? GuestAudit.ToFile(audited) : null;
        world.Options.IsRecordable = request.Recording is not null;
        world.Options.Program = new WasiGrant
        {
            Arguments = request.Call is null && request.Arguments.Count > 0 ? [file.Name, .. request.Arguments] : [],
            Input = InputOf(file, terminal),
            Output = output.Output,
            Error = output.Error,
        };
        if (parsed.GetValue(learn) is { } learned)
        {
            return await new GuestLearner(request, world.Options).LearnAsync(allowed, learned, cancellation).ConfigureAwait(false);
        }

        GuestRunner runner = new(request, world.Options);
        RunResult result = await runner.RunAsync(allowed, cancellation).ConfigureAwait(false);
        bool isSent = export?.Finish() ?? true;
        bool isQuiet = parsed.GetValue(quiet);
        return new Outcome
        {
            Show = page =>
            {
                if (result.Values is { Count: > 0 } values)
                {
                    page.Line(string.Join(' ', values.Select(ExportCall.Show)));
                }
            },
            Aside = page =>
            {
                if (!isQuiet)
                {
                    RunPage.Write(page, result);
                }

                if (!isSent)
                {
                    page.Line(Words.Warning("warning: "), $"nothing took the telemetry at {parsed.GetValue(otlp)}");
                }
            },
            Json = json => RunPage.Write(json, result, output.Text, runner.RemedyOf),
            Failure = result.Failure,
        };
    }

    private RunRecording? RecordingOf(ParseResult parsed)
    {
        string[] secrets = parsed.GetValue(secret) ?? [];
        string? keyFile = parsed.GetValue(key);
        if (parsed.GetValue(record) is not { } file)
        {
            return secrets.Length == 0 && keyFile is null
                ? null
                : throw CliException.Usage("--secret and --key are of a recording.", "Write --record FILE, too, or leave them out.");
        }

        CliException.RequireNew(file);
        return secrets.Length > 0 && keyFile is null
            ? throw CliException.Usage("What is secret needs a key.", "Write --key FILE, and make one: head -c 32 /dev/urandom > key")
            : new RunRecording(file, new RecordingOptions { Secret = secrets, Key = RecordingKey.Read(keyFile) });
    }

    private static GuestManifest ManifestOf(WasmFile file, GuestEngineOptions options) =>
        (file.ManifestPath is { } path ? GuestManifest.Read(path, options) : new GuestManifest { Name = file.Name }) with
        {
            // Its source map is beside it.
            ModuleFile = Path.GetFullPath(file.Path),
        };

    // Only programs read it, so that nothing else waits for a terminal.
    private static byte[] InputOf(WasmFile file, Terminal terminal)
    {
        const int Most = 64 * 1024 * 1024;
        if (!terminal.IsInputRedirected || file.Wasm.AsSpan().IndexOf("wasi_snapshot_preview1"u8) < 0)
        {
            return [];
        }

        using Stream input = terminal.Input();
        using MemoryStream all = new();
        byte[] buffer = new byte[64 * 1024];
        for (int read; (read = input.Read(buffer)) > 0;)
        {
            all.Write(buffer, 0, read);
            if (all.Length > Most)
            {
                throw CliException.Usage($"The standard input has more than {Most:N0} bytes.", "Grant the file to the guest by \"files\".");
            }
        }

        return all.ToArray();
    }

    private static string Counts(GuestManifest manifest, CallMeter? meter, TimeSpan elapsed) => string.Create(
        CultureInfo.InvariantCulture,
        $"{manifest.Name}: {elapsed.TotalSeconds:N1} s, {meter?.HostCalls ?? 0:N0} calls of the host, {meter?.Bytes ?? 0:N0} bytes");
}
