using System.CommandLine;
using Ngixi.Bindgen.Build;
using Ngixi.Cli.Failures;
using Ngixi.Cli.Output;
using Ngixi.Cli.Stubs;
using Ngixi.Hosting;

namespace Ngixi.Cli.Commands;

/// <summary>Writes the stubs that an assembly carries.</summary>
internal sealed class StubsCommand : CliCommand
{
    private readonly Argument<string> source = new("assembly")
    {
        Description = "An assembly (.dll), a package (.nupkg), or the name of a restored package: Shop.Contracts@1.2.0.",
        HelpName = "assembly or package",
    };

    private readonly Option<string> output = new("--output", "-o")
    {
        Description = "The folder for the stubs, or for the package of --npm.",
        HelpName = "folder",
        Required = true,
    };

    private readonly Option<string?> language = new("--language", "-l")
    {
        Description = "The language of the guest: AssemblyScript (as), C, …; by default the first that is carried.",
        HelpName = "language",
    };

    private readonly Option<string[]> interfaces = new("--interface")
    {
        Description = "Write this interface alone, and what it needs. It may be stated several times.",
        HelpName = "name",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<bool> check = new("--check") { Description = "Compare alone, and exit with 5 where something differs." };

    private readonly Option<string?> npm = new("--npm")
    {
        Description = "Make a package of this name for authors elsewhere.",
        HelpName = "name",
    };

    private readonly Option<string> npmVersion = new("--npm-version")
    {
        Description = "The version of that package.",
        HelpName = "version",
        DefaultValueFactory = static _ => "1.0.0",
    };

    public StubsCommand()
        : base("stubs", "Write the stubs of guests that an assembly or a package carries.")
    {
        Add(source);
        Add(output);
        Add(language);
        Add(interfaces);
        Add(check);
        Add(npm);
        Add(npmVersion);
    }

    public override Task<Outcome> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        CarriedStubs stubs = StubSource.Read(parsed.GetRequiredValue(source), PackagesOf(terminal));
        string written = LanguageOf(stubs, parsed.GetValue(language));
        IReadOnlyList<GuestFile> files = FilesOf(stubs, written, parsed.GetValue(interfaces) ?? []);
        NpmPackage? package = PackageOf(parsed, stubs, written);
        string folder = Path.GetFullPath(parsed.GetRequiredValue(output));
        if (File.Exists(folder))
        {
            throw CliException.File($"'{Printed.Name(folder)}' is a file.", "Name a folder for the stubs.");
        }

        GuestDirectory directory = new(folder, stubs.Assembly);
        if (parsed.GetValue(check))
        {
            return Task.FromResult(Check(directory, files));
        }

        bool hasExports = files.Any(file => Path.GetFileNameWithoutExtension(file.Path) == "exports");
        string[] changed = [.. directory.Write(files), .. package?.Write(folder, hasExports) ?? []];
        return Task.FromResult(new Outcome
        {
            Show = page =>
            {
                foreach (string file in changed)
                {
                    page.Line(File.Exists(file) ? Words.Good("wrote   ") : Words.Warning("deleted "), Path.GetRelativePath(folder, file));
                }

                page.Line($"{files.Count} stubs of {stubs.Assembly} in {written}, {changed.Length} files changed");
            },
            Json = json =>
            {
                json.WriteString("assembly", stubs.Assembly);
                json.WriteString("language", written);
                json.WriteStrings("files", files.Select(file => file.Path));
                json.WriteStrings("changed", changed.Select(file => Path.GetRelativePath(folder, file)));
            },
        });
    }

    private static Outcome Check(GuestDirectory directory, IReadOnlyList<GuestFile> files)
    {
        string[] problems = [.. directory.Verify(files).Select(problem =>
        {
            string said = problem.Message.Replace("Run 'dotnet build'", "Run it without --check", StringComparison.Ordinal);
            return $"{Path.GetFileName(problem.File)}: {said}";
        })];
        return new Outcome
        {
            Show = page => page.Line(problems.Length == 0 ? $"{files.Count} stubs are up to date" : $"{problems.Length} stubs are not"),
            Failure = problems.Length == 0 ? null : new Failure(
                ExitCode.Contract, "contract", $"The stubs in {directory.Path} are of another contract.", "Run it without --check.")
            {
                Details = problems,
            },
        };
    }

    private static string LanguageOf(CarriedStubs stubs, string? stated)
    {
        IReadOnlyList<string> carried = stubs.CarriedLanguages;
        if (stated is null)
        {
            return carried[0];
        }

        string wanted = stated.ToUpperInvariant() switch { "AS" or "TS" => "AssemblyScript", "RS" => "Rust", _ => stated };
        if (stubs.Languages.FirstOrDefault(known => known.Equals(wanted, StringComparison.OrdinalIgnoreCase)) is not { } language)
        {
            throw CliException.Usage(
                $"There are no stubs in '{Printed.Name(stated)}'.", $"{stubs.Assembly} carries {string.Join(" and ", carried)}.");
        }

        return carried.Contains(language) ? language : throw CliException.Usage(
            $"{stubs.Assembly} carries stubs in {string.Join(" and ", carried)} alone.",
            $"Set NgixiGuestLanguages to '{string.Join(";", carried.Append(language))}' in its project, and build it.");
    }

    private static IReadOnlyList<GuestFile> FilesOf(CarriedStubs stubs, string language, string[] stated)
    {
        if (stated.Length == 0)
        {
            return stubs.FilesIn(language);
        }

        IReadOnlyList<string> contracts = stubs.ContractsIn(language);
        return stubs.FilesIn(language, [.. stated.SelectMany(name =>
        {
            string[] found = [.. contracts.Where(contract => contract == name || contract.EndsWith($".{name}", StringComparison.Ordinal))];
            return found.Length > 0 ? found : throw CliException.Usage(
                $"{stubs.Assembly} has no interface '{Printed.Name(name)}'.", $"Name some of these: {string.Join(", ", contracts)}.");
        })]);
    }

    private NpmPackage? PackageOf(ParseResult parsed, CarriedStubs stubs, string written)
    {
        if (parsed.GetValue(npm) is not { } name)
        {
            return null;
        }

        if (written != "AssemblyScript")
        {
            throw CliException.Usage($"A package of npm has stubs in AssemblyScript, and these are in {written}.", "Leave out --npm.");
        }

        return NpmPackage.IsName(name)
            ? new NpmPackage(name, parsed.GetValue(npmVersion)!, stubs.Assembly)
            : throw CliException.Usage(
                $"'{Printed.Name(name)}' is no name of a package.", "Write it like shop-stubs or @shop/stubs, in small letters.");
    }

    private static string PackagesOf(Terminal terminal) => terminal.Variable("NUGET_PACKAGES") is { Length: > 0 } stated
        ? stated
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
