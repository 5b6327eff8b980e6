using System.Text.RegularExpressions;

namespace Ngixi.Packaging.Tests.Documentation;

/// <summary>A code block of a page.</summary>
/// <param name="Page">The page, from the repository's root.</param>
/// <param name="Line">The line of its fence, counted from 1.</param>
/// <param name="Language">The language that the fence names, or nothing.</param>
/// <param name="Section">The heading of the second level above it, or nothing.</param>
/// <param name="Printed">The word of the comment above it, such as <c>interface</c>, up to whose end a test prints.</param>
/// <param name="Lines">The code, without its indentation.</param>
internal sealed partial record PageBlock(
    string Page, int Line, string Language, string Section, string Printed, IReadOnlyList<string> Lines)
{
    private static readonly string[] OfBuilds = ["bin", "obj", "node_modules", "artifacts"];

    /// <summary>Gets the blocks of all pages of the repository.</summary>
    public static IReadOnlyList<PageBlock> All { get; } =
        [.. FilesIn(PackedBindgen.Repository, "*.md").SelectMany(page => Read(page, File.ReadAllLines(FullPath(page))))];

    public string Text => string.Join('\n', Lines);

    /// <summary>Gets the files of the repository, from its root, without those that builds make.</summary>
    public static IEnumerable<string> FilesIn(string folder, string pattern) => Directory.EnumerateFiles(folder, pattern)
        .Select(file => Path.GetRelativePath(PackedBindgen.Repository, file).Replace('\\', '/'))
        .Concat(Directory.EnumerateDirectories(folder)
            .Where(each => Path.GetFileName(each) is var name && !name.StartsWith('.') && !OfBuilds.Contains(name))
            .SelectMany(each => FilesIn(each, pattern)));

    public static string FullPath(string file) => Path.Combine(PackedBindgen.Repository, file);

    /// <summary>Gets the blocks of a page.</summary>
    public static IEnumerable<PageBlock> Read(string page, IReadOnlyList<string> lines)
    {
        string section = "";
        string printed = "";
        for (int at = 0; at < lines.Count; at++)
        {
            string line = lines[at];
            if (Fence().Match(line) is { Success: true } fence)
            {
                int end = at + 1;
                while (end < lines.Count && lines[end].Trim() != fence.Groups["fence"].Value)
                {
                    end++;
                }

                Assert.True(end < lines.Count, $"{page}:{at + 1}: The code block has no end.");
                int indent = fence.Groups["indent"].Length;
                string[] code = [.. lines.Skip(at + 1).Take(end - at - 1).Select(each => each.Length < indent ? each : each[indent..])];
                yield return new PageBlock(page, at + 1, fence.Groups["language"].Value, section, printed, code);
                at = end;
            }
            else if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                section = line[3..];
            }
            else if (Comment().Match(line) is { Success: true } comment)
            {
                printed = comment.Groups["word"].Value is "end" ? "" : comment.Groups["word"].Value;
            }
        }
    }

    [GeneratedRegex(@"^(?<indent> *)(?<fence>```+|~~~+)(?<language>\S*)[^`]*$")]
    private static partial Regex Fence();

    [GeneratedRegex(@"^<!-- (?<word>\w+)")]
    private static partial Regex Comment();
}
