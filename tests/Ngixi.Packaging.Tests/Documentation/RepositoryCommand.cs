using System.Text.RegularExpressions;

namespace Ngixi.Packaging.Tests.Documentation;

/// <summary>
/// A command that a page has for the repository: a run of tests, or of a program or script of it. <c>eng/first-hour.sh docs</c> reads the
/// same lines out of the pages and runs them. Here each word of one is looked for in what it names.
/// </summary>
internal static partial class RepositoryCommand
{
    /// <summary>Gets the commands of a block, or nothing if it has others.</summary>
    public static IReadOnlyList<string> In(PageBlock block) =>
        block.Language == "console" && block.Lines.All(line => Form().IsMatch(line)) ? [.. block.Lines.Select(line => line[2..])] : [];

    /// <summary>Says what a command names that there is not, or nothing.</summary>
    public static string? Problem(string command)
    {
        Match match = Form().Match($"$ {command}");
        string script = match.Groups["script"].Value;
        if (script.Length > 0)
        {
            return File.Exists(PageBlock.FullPath(script)) ? null : $"There is no {script}.";
        }

        string project = match.Groups["project"].Value;
        string folder = PageBlock.FullPath(project);
        if (!Directory.Exists(folder))
        {
            return $"There is no {project}.";
        }

        string source = string.Concat(PageBlock.FilesIn(folder, "*.cs").Select(file => File.ReadAllText(PageBlock.FullPath(file))));
        return match.Groups["variable"].Captures.Select(variable => variable.Value)
            .Where(variable => !IsRead(variable)).Select(variable => $"No test reads {variable}.")
            .Concat(match.Groups["filter"].Captures.Select(filter => filter.Value)
                .Where(filter => !Regex.IsMatch(source, $@"\b(?:class|namespace|void|Task) [\w.]*{filter}"))
                .Select(filter => $"{project} has no test {filter}."))
            .Concat(match.Groups["word"].Captures.Select(word => word.Value)
                .Where(word => !char.IsAsciiDigit(word[0]) && !source.Contains($"\"{word}\"", StringComparison.Ordinal))
                .Select(word => $"{project} knows no {word}."))
            .FirstOrDefault();
    }

    private static bool IsRead(string variable) => PageBlock.FilesIn(PageBlock.FullPath("tests"), "*.cs")
        .Any(file => File.ReadAllText(PageBlock.FullPath(file)).Contains($"\"{variable}\"", StringComparison.Ordinal));

    [GeneratedRegex("""
        ^\$\ (?:
          (?<script>\./\w+\.sh|eng/[\w-]+\.sh) |
          (?:time\ )?(?:(?<variable>[A-Z_]+)=\d+\ )*dotnet\ test\ (?<project>tests/[\w.]+)
            (?:\ -c\ Release)?(?:\ --no-build)?
            (?:\ --filter\ (?:(?<filter>\w+)|"(?<filter>\w+)(?:\|(?<filter>\w+))*"))?(?:\ --logger\ "console;verbosity=detailed")? |
          dotnet\ run\ --project\ (?<project>tests/[\w.]+)\ -c\ Release(?:\ --(?:\ (?<word>[\w-]+))+)?
        )$
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Form();
}
