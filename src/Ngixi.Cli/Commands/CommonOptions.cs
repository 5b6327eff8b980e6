using System.CommandLine;

namespace Ngixi.Cli.Commands;

/// <summary>Options that several commands have.</summary>
internal static class CommonOptions
{
    /// <summary>Gets the option of all commands.</summary>
    public static Option<bool> Json() => new("--json")
    {
        Description = "Print one JSON document, and nothing else, on the standard output.",
        Recursive = true,
    };

    public static Argument<string> Module() => new("module")
    {
        Description = "The module: a .wasm file, or a manifest that names one.",
        HelpName = "module.wasm",
    };

    public static Option<string?> Manifest() => new("--manifest", "-m")
    {
        Description = "The manifest; by default x.ngixi.json beside x.wasm.",
        HelpName = "m.json",
    };

    public static Option<string[]> Variables() => new("--var")
    {
        Description = "A variable of the manifest: NAME=VALUE.",
        HelpName = "NAME=VALUE",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public static Option<string[]> Credentials() => new("--credential")
    {
        Description = "Take a credential of the manifest from a variable of the environment: NAME=VARIABLE, or NAME=VARIABLE:HEADER.",
        HelpName = "NAME=VARIABLE",
        Arity = ArgumentArity.ZeroOrMore,
    };

    /// <summary>Reads values such as <c>NAME=VALUE</c>.</summary>
    /// <param name="option">The option that has them.</param>
    /// <param name="values">The values.</param>
    public static IEnumerable<(string Name, string Value)> Pairs(string option, IEnumerable<string> values)
    {
        foreach (string value in values)
        {
            int equals = value.IndexOf('=', StringComparison.Ordinal);
            yield return equals > 0
                ? (value[..equals], value[(equals + 1)..])
                : throw Failures.CliException.Usage($"{option} has '{value}'.", $"Write {option} NAME=VALUE.");
        }
    }
}
