using System.Text.RegularExpressions;

namespace Ngixi.Bindgen.Tests.Shared;

/// <summary>The messages that docs/troubleshooting.md quotes. Each is one that a test saw, wherever that test is.</summary>
internal static partial class Troubleshooting
{
    private const string Name = "docs/troubleshooting.md";

    /// <summary>The folder that the page is in the folder of.</summary>
    public static string Repository { get; } = Find(AppContext.BaseDirectory);

    public static string Page { get; } = File.ReadAllText(Path.Combine(Repository, Name)).ReplaceLineEndings("\n");

    /// <summary>What is quoted, under the headings.</summary>
    public static IReadOnlyDictionary<string, string> Quotes { get; } = Section().Matches(Page)
        .Select(section => (section.Groups["heading"].Value, Quote: QuoteIn().Match(section.Value)))
        .Where(section => section.Quote.Success)
        .ToDictionary(section => section.Value, section => section.Quote.Groups["quote"].Value);

    /// <summary>Gets what is quoted under a heading.</summary>
    public static string Quote(string heading) => Quotes[heading];

    private static string Find(string folder) => File.Exists(Path.Combine(folder, Name)) ? folder : Find(Path.GetDirectoryName(folder)!);

    [GeneratedRegex(@"^### (?<heading>.+)\n(?:(?!#).*\n?)*", RegexOptions.Multiline)]
    private static partial Regex Section();

    [GeneratedRegex(@"^```\n(?<quote>.+)\n```$", RegexOptions.Multiline)]
    private static partial Regex QuoteIn();
}
