using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ngixi.Cli.Commands;
using Ngixi.Cli.Failures;
using Ngixi.Cli.Output;

namespace Ngixi.Cli;

/// <summary>The program: reads a command line, runs its command, and prints what came of it.</summary>
internal static class CommandLine
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Runs a command line.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="terminal">Where it runs.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, Terminal terminal, CancellationToken cancellation = default)
    {
        Option<bool> json = CommonOptions.Json();
        RootCommand root = Root(json);
        ParseResult parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        bool isJson = parsed.Action is ParseErrorAction ? args.TakeWhile(arg => arg != "--").Contains("--json") : parsed.GetValue(json);
        string name = parsed.CommandResult.Command is RootCommand ? "" : NameOf(parsed.CommandResult);
        if (parsed.Action is ParseErrorAction)
        {
            Outcome wrong = new() { Failure = UsageFailure.Of(parsed, name) };
            return Print(terminal, name, wrong, isJson);
        }

        if (parsed.Action is not null || parsed.CommandResult.Command is not CliCommand command)
        {
            // Help, the version and completions are the library's.
            InvocationConfiguration invocation = new() { Output = terminal.Output, Error = terminal.Error };
            return parsed.Invoke(invocation) is 0 ? ExitCode.Ok : ExitCode.Usage;
        }

        Outcome outcome;
        try
        {
            outcome = await command.RunAsync(parsed, terminal, cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (FailureReader.Read(exception) is { } failure)
        {
            outcome = new Outcome { Failure = failure };
        }

        return Print(terminal, name, outcome, isJson);
    }

    private static RootCommand Root(Option<bool> json)
    {
        RootCommand root = new("Looks at WebAssembly guests, runs them under a manifest, and writes their stubs.")
        {
            new InspectCommand(),
            new ExplainCommand(),
            new RunCommand(),
            new StubsCommand(),
            new TestCommand(),
            new ReplayCommand(),
            new Command("audit", "Look at what a host let guests do.") { new AuditVerifyCommand() },
            new NewCommand(),
            new CompletionCommand(),
        };
        root.Options.Add(json);
        return root;
    }

    private static string NameOf(CommandResult result)
    {
        string name = result.Command.Name;
        return result.Parent is CommandResult { Command: not RootCommand } parent ? $"{NameOf(parent)} {name}" : name;
    }

    private static int Print(Terminal terminal, string name, Outcome outcome, bool isJson)
    {
        int code = outcome.Failure?.ExitCode ?? ExitCode.Ok;
        try
        {
            if (isJson)
            {
                PrintJson(terminal, name, code, outcome);
            }
            else
            {
                outcome.Show(terminal.Page);
                terminal.Output.Flush();
                outcome.Aside(terminal.ErrorPage);
                if (outcome.Failure is { } failure)
                {
                    FailurePage.Write(terminal.ErrorPage, failure);
                }
            }
        }
        catch (IOException)
        {
            // The reader of the pipe went away, which is its right.
        }

        return code;
    }

    private static void PrintJson(Terminal terminal, string name, int code, Outcome outcome)
    {
        using MemoryStream document = new();
        using (Utf8JsonWriter writer = new(document, Indented))
        {
            writer.WriteStartObject();
            writer.WriteString("command", name);
            writer.WriteNumber("exitCode", code);
            if (outcome.Failure is { } failure)
            {
                FailurePage.Write(writer, failure);
            }

            outcome.Json(writer);
            writer.WriteEndObject();
        }

        document.WriteByte((byte)'\n');
        document.WriteTo(terminal.RawOutput);
        terminal.RawOutput.Flush();
    }
}
