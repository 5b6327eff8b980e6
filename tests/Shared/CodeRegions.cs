using System.Text.RegularExpressions;

namespace Ngixi.Bindgen.Tests.Shared;

/// <summary>Parts of a test that a page prints, and the blocks of the page.</summary>
internal static partial class CodeRegions
{
    /// <summary>Gets the code of each <c>#region</c> of a source, without its indentation.</summary>
    public static IEnumerable<string> In(string source) => Region().Matches(source).Select(match => Outdent(match.Groups["code"].Value));

    /// <summary>Gets the code of each block of a page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="language">The language of the blocks, as the fence names it.</param>
    public static IEnumerable<string> BlocksOf(string page, string language = "csharp") => Block().Matches(page)
        .Where(match => match.Groups["language"].Value == language)
        .Select(match => match.Groups["code"].Value);

    private static string Outdent(string code)
    {
        string[] lines = code.Split('\n');
        int indent = lines.Where(line => line.Trim().Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length < indent ? line : line[indent..]));
    }

    [GeneratedRegex(@"^ *#region \S+\n(?<code>.*?\n) *#endregion", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Region();

    [GeneratedRegex(@"^```(?<language>\w*)\n(?<code>.*?\n)```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
