namespace Ngixi.Packaging.Tests.Documentation;

/// <summary>
/// The files of the repository that a page may quote, by the language of the block. All of them are compiled, built or compared: a block
/// that is some lines of one cannot differ from code that works. What is printed is quoted from tests that compare it.
/// </summary>
internal static class Quotes
{
    private static readonly Dictionary<string, string[]> Patterns = new()
    {
        [""] = ["*.cs"],
        ["text"] = ["*.cs"],
        ["csharp"] = ["*.cs"],
        ["ts"] = ["*.ts"],
        ["c"] = ["*.c", "*.h"],
        ["json"] = ["*.json"],
        ["xml"] = ["*.csproj", "*.props", "*.targets"],
    };

    /// <summary>Their lines, without indentation.</summary>
    private static readonly Lazy<Dictionary<string, string[]>> Sources = new(() => Patterns.ToDictionary(
        language => language.Key,
        language => language.Value
            .SelectMany(pattern => PageBlock.FilesIn(PackedBindgen.Repository, pattern))
            .Select(file => Plain(File.ReadAllLines(PageBlock.FullPath(file))))
            .ToArray()));

    public static bool Have(PageBlock block)
    {
        string quote = Plain(block.Lines);
        return quote.Trim().Length > 0 && Sources.Value.TryGetValue(block.Language, out string[]? sources) &&
            sources.Any(source => source.Contains(quote, StringComparison.Ordinal));
    }

    private static string Plain(IEnumerable<string> lines) => $"\n{string.Join('\n', lines.Select(line => line.Trim()))}\n";
}
