using System.CommandLine;
using Ngixi.Cli.Failures;
using Ngixi.Cli.Modules;
using Ngixi.Cli.Output;
using Ngixi.Hosting;
using Ngixi.Testing;

namespace Ngixi.Cli.Commands;

/// <summary>Runs the tests of a guest.</summary>
internal sealed class TestCommand : CliCommand
{
    private readonly Argument<string> module = CommonOptions.Module();
    private readonly Option<string?> manifest = CommonOptions.Manifest();
    private readonly Option<string[]> variables = CommonOptions.Variables();
    private readonly Option<string[]> credentials = CommonOptions.Credentials();

    private readonly Option<string?> filter = new("--filter", "-f")
    {
        Description = "Run those alone whose name has this text, or fits it where it has * or ?.",
        HelpName = "text",
    };

    private readonly Option<int> parallel = new("--parallel")
    {
        Description = "How many tests run at a time.",
        HelpName = "count",
        DefaultValueFactory = static _ => 1,
    };

    private readonly Option<string?> fakes = new("--fakes")
    {
        Description = "Answer imports as a file says, in place of the host.",
        HelpName = "fakes.json",
    };

    private readonly Option<string?> trx = new("--trx")
    {
        Description = "Write the results as Visual Studio reads them.",
        HelpName = "out.trx",
    };

    private readonly Option<string?> junit = new("--junit")
    {
        Description = "Write the results as build servers read them.",
        HelpName = "out.xml",
    };

    public TestCommand()
        : base("test", "Run the tests of a guest: each export whose name begins with test_, in an instance of its own.")
    {
        Add(module);
        Add(manifest);
        Add(variables);
        Add(credentials);
        Add(filter);
        Add(parallel);
        Add(fakes);
        Add(trx);
        Add(junit);
    }

    public override async Task<Outcome> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        WasmFile file = WasmFile.Read(parsed.GetRequiredValue(module), parsed.GetValue(manifest));
        if (parsed.GetValue(parallel) < 1)
        {
            throw CliException.Usage("--parallel is less than 1.", "Write --parallel 1, or leave it out.");
        }

        string[] stated = parsed.GetValue(variables) ?? [];
        string[] secrets = parsed.GetValue(credentials) ?? [];
        await using HostWorld world = WorldOf(file, terminal, stated, secrets);
        GuestTestOptions options = new()
        {
            Manifest = file.ManifestPath is { } path ? GuestManifest.Read(path, world.Options) : null,
            Answers = parsed.GetValue(fakes) is { } answers ? AnswersOf(() => GuestAnswers.Read(answers)) : null,
            Engine = () => WorldOf(file, terminal, stated, secrets).Options,
            Filter = parsed.GetValue(filter),
            MaxParallel = parsed.GetValue(parallel),
            Name = file.ManifestPath is null ? file.Name : null,
        };
        GuestTestRun run = await AnswersOf(() => GuestTests.RunAsync(file.Path, options, cancellation)).ConfigureAwait(false);
        if (parsed.GetValue(trx) is { } trxFile)
        {
            run.WriteTrx(trxFile);
        }

        if (parsed.GetValue(junit) is { } junitFile)
        {
            run.WriteJUnit(junitFile);
        }

        return new Outcome
        {
            Show = page => Show(page, run),
            Json = json =>
            {
                json.WriteString("module", run.Module);
                json.WriteNumber("passed", run.Results.Count(result => result.Passed));
                json.WriteNumber("failed", run.Results.Count(result => !result.Passed));
                json.WriteStartArray("tests");
                foreach (GuestTestResult result in run.Results)
                {
                    json.WriteStartObject();
                    json.WriteString("name", result.Name);
                    json.WriteBoolean("passed", result.Passed);
                    json.WriteNumber("milliseconds", Math.Round(result.Duration.TotalMilliseconds, 3));
                    json.WriteString("failure", result.Failure);
                    json.WriteString("file", result.Place?.File);
                    json.WriteNumber("line", result.Place?.Line ?? 0);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            },
            Failure = FailureOf(run),
        };
    }

    // Answers are read, and then compared with the imports before anything runs.
    private static T AnswersOf<T>(Func<T> use)
    {
        try
        {
            return use();
        }
        catch (FormatException exception)
        {
            throw CliException.File(exception.Message, "docs/guide/testing.md says how an import answers.", exception);
        }
    }

    private static HostWorld WorldOf(WasmFile file, Terminal terminal, string[] variables, string[] credentials)
    {
        HostWorld world = HostWorld.For(file.ManifestPath, terminal.Time);
        world.SetVariables(variables);
        world.SetCredentials(credentials, terminal.Variable);
        return world;
    }

    private static Failure? FailureOf(GuestTestRun run)
    {
        int failed = run.Results.Count(result => !result.Passed);
        return run.Results.Count == 0
            ? new Failure(
                ExitCode.Usage,
                "usage",
                $"The module '{run.Module}' has no such test.",
                $"Export functions whose names begin with {GuestTests.Prefix}.")
            : failed > 0
                ? new Failure(ExitCode.Guest, "test", $"{failed} of {run.Results.Count} tests failed.", "What is named above says where.")
                : null;
    }

    private static void Show(Page page, GuestTestRun run)
    {
        foreach (GuestTestResult result in run.Results)
        {
            page.Line(result.Passed ? Words.Good("passed ") : Words.Bad("FAILED "), Printed.Name(result.Name));
            if (!result.Passed)
            {
                page.Item(result.Failure!);
                foreach (GuestFrame frame in result.Frames)
                {
                    page.Item(Words.Dim($"   at {frame}"));
                }

                foreach (string line in result.Log)
                {
                    page.Item(Words.Dim("log  "), line);
                }
            }
        }

        page.Line($"{run.Module}: {run.Results.Count} tests, {run.Results.Count(result => result.Passed)} passed");
    }
}
