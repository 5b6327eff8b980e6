using System.CommandLine;

namespace Ngixi.Cli.Failures;

/// <summary>Says what is wrong with a command line, and what was meant perhaps.</summary>
internal static class UsageFailure
{
    private const string NoCommand = "Required command was not provided.";

    public static Failure Of(ParseResult parsed, string command)
    {
        string help = $"ngixi {command}".TrimEnd() + " --help";

        // What stands there comes before what is missing for it.
        string[] messages = [.. parsed.Errors
            .Select(error => error.Message)
            .Distinct()
            .Where(message => message != NoCommand)
            .OrderBy(message => message.StartsWith("Unrecognized", StringComparison.Ordinal) ? 0 : 1)];
        Command at = parsed.CommandResult.Command;
        string[] known = [.. at.Subcommands.Select(child => child.Name), .. at.Options.Select(option => option.Name), "--help", "--json"];
        string[] meant = [.. parsed.UnmatchedTokens.Select(token => Nearest(token, known)).OfType<string>().Distinct()];
        string advice = meant.Length > 0 ? $"Did you mean {string.Join(" or ", meant)}? {help} says more." : $"{help} says how it is used.";
        return new Failure(Cli.ExitCode.Usage, "usage", messages.FirstOrDefault() ?? "A command is needed.", advice)
        {
            Details = [.. messages.Skip(1)],
        };
    }

    private static string? Nearest(string token, IEnumerable<string> known)
    {
        (string Name, int Distance) nearest = known
            .Where(name => name.StartsWith('-') == token.StartsWith('-'))
            .Append("")
            .Select(name => (Name: name, Distance: Distance(token, name)))
            .MinBy(candidate => candidate.Distance);
        return nearest.Name.Length > 0 && nearest.Distance <= Math.Max(1, token.Length / 3) ? nearest.Name : null;
    }

    // How many letters are to be added, left out or replaced.
    private static int Distance(string from, string to)
    {
        int[] row = [.. Enumerable.Range(0, to.Length + 1)];
        for (int i = 1; i <= from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[to.Length];
    }
}
