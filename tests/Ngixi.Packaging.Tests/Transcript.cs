using System.Text;
using System.Text.RegularExpressions;
using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Packaging.Tests;

/// <summary>
/// A page that is a session: its commands run as they are printed, its changes are made, and below each command stands all that it
/// printed.
/// </summary>
internal static partial class Transcript
{
    /// <summary>Runs a page.</summary>
    /// <returns>The page as it would be printed now.</returns>
    public static string Run(string page, TemplateFolder folder) => Block().Replace(page, block =>
    {
        string language = block.Groups["language"].Value;
        string text = block.Groups["text"].Value;
        if (language == "diff")
        {
            Apply(text, folder);
        }

        return language == "console" ? $"```console\n{Session(text, folder)}```" : block.Value;
    });

    private static string Session(string text, TemplateFolder folder)
    {
        StringBuilder session = new();
        foreach (string command in text.Split('\n').Where(line => line.StartsWith("$ ", StringComparison.Ordinal)))
        {
            CommandResult result = folder.Shell(command[2..]);
            session.Append(command).Append('\n');
            foreach (string line in result.Output.ReplaceLineEndings("\n").Split('\n'))
            {
                string plain = Normalize(line, folder);
                session.Append(plain).Append(plain.Length == 0 ? "" : "\n");
            }
        }

        return session.ToString();
    }

    /// <summary>Makes one change of one file: lines with nothing before them are there, and say where.</summary>
    private static void Apply(string text, TemplateFolder folder)
    {
        string[] lines = text.TrimEnd('\n').Split('\n');
        Assert.StartsWith("+++ ", lines[0], StringComparison.Ordinal);
        string Side(char other) => string.Concat(lines.Skip(1).Where(line => line[0] != other).Select(line => $"{line[1..]}\n"));
        folder.Replace(lines[0][4..], Side('+'), Side('-'));
    }

    /// <summary>Leaves out of a line what differs from run to run.</summary>
    private static string Normalize(string line, TemplateFolder folder)
    {
        string text = line
            .Replace($"{folder.At("")}/", "", StringComparison.Ordinal)
            .Replace(folder.Version, PackedBindgen.PrintedVersion, StringComparison.Ordinal)
            .TrimEnd();
        return Duration().Replace(Project().Replace(text, ""), "Duration: 1 s");
    }

    [GeneratedRegex(@"^```(?<language>[a-z]+)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    /// <summary>The project, at the end of an error of MSBuild.</summary>
    [GeneratedRegex(@" \[[^\]]+proj\]$")]
    private static partial Regex Project();

    [GeneratedRegex(@"Duration: [^-]*[^ -]")]
    private static partial Regex Duration();
}
