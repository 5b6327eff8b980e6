using System.Text;
using System.Text.RegularExpressions;
using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Packaging.Tests;

/// <summary>
/// A project that a page prints: a code block behind a line with a file's name is that file, and a block of the console is run as it
/// is printed.
/// </summary>
internal static partial class PrintedProject
{
    /// <summary>Writes the files of a section, runs its commands, and checks that they print the lines that the page has.</summary>
    /// <param name="page">The page's text.</param>
    /// <param name="heading">The section's heading.</param>
    /// <param name="consumer">The folder.</param>
    public static void Run(string page, string heading, ConsumerFolder consumer)
    {
        string section = SectionOf(page, heading);
        int commands = 0;
        foreach (Match block in Block().Matches(section))
        {
            string language = block.Groups["language"].Value;
            string text = block.Groups["text"].Value;
            if (language == "console")
            {
                RunCommands(text, consumer);
                commands++;
            }
            else
            {
                Match file = FileName().Match(section[..block.Index].TrimEnd().Split("\n\n")[^1]);
                Assert.True(file.Success, $"No file is named before the block\n{text}");
                consumer.Write(file.Groups[1].Value, consumer.WithVersion(text));
            }
        }

        Assert.True(commands > 0, $"The section '{heading}' has no commands.");
    }

    private static string SectionOf(string page, string heading)
    {
        int start = page.IndexOf($"\n## {heading}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"There is no section '{heading}'.");
        int end = page.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        return end < 0 ? page[start..] : page[start..end];
    }

    /// <summary>Runs the commands in one shell, so that each finds the folder of the one before.</summary>
    private static void RunCommands(string text, ConsumerFolder consumer)
    {
        StringBuilder script = new("set -e\n");
        List<string> expected = [];
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("$ ", StringComparison.Ordinal))
            {
                script.Append(line.AsSpan(2)).Append('\n');
            }
            else
            {
                expected.Add(line);
            }
        }

        CommandResult result = consumer.Shell(script.ToString()).Succeeds();
        string[] printed = result.Output.ReplaceLineEndings("\n").Split('\n');
        int at = -1;
        foreach (string line in expected)
        {
            at = Array.IndexOf(printed, line, at + 1);
            Assert.True(at >= 0, $"The page has the line '{line}', which was not printed, or not in this order.\n{result}");
        }
    }

    [GeneratedRegex(@"^```(?<language>[a-z]+)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    /// <summary>A file's name, as the first code of a paragraph that ends with a colon.</summary>
    [GeneratedRegex(@"`([\w./]+\.\w+)`[^`]*(?:`[^`]*`[^`]*)*:$", RegexOptions.Singleline)]
    private static partial Regex FileName();
}
