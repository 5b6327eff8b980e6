using System.Text.RegularExpressions;

namespace Ngixi.Packaging.Tests.Documentation;

/// <summary>A test that reads all blocks of a kind out of a page, and runs, compiles or compares each.</summary>
/// <param name="Page">The page, or several by an asterisk.</param>
/// <param name="Languages">The languages of the blocks, with spaces between; <c>-</c> is none.</param>
/// <param name="Test">The class, as its file under <c>tests</c> without the ending.</param>
internal sealed record BlockCheck(string Page, string Languages, string Test)
{
    /// <summary>Gets the section whose blocks they are; nothing for the whole page.</summary>
    public string Section { get; init; } = "";

    /// <summary>Gets the words of the comments below which the test prints the blocks; nothing for all blocks.</summary>
    public string Printed { get; init; } = "";

    /// <summary>Gets how many they are, where the test reads so many and no others; <see langword="null"/> where it reads all.</summary>
    public int? Count { get; init; }

    public bool Has(PageBlock block) =>
        Regex.IsMatch(block.Page, $"^{Regex.Escape(Page).Replace(@"\*", "[^/]*", StringComparison.Ordinal)}$") &&
        Languages.Split(' ').Contains(block.Language.Length == 0 ? "-" : block.Language) &&
        (Section.Length == 0 || block.Section == Section) &&
        (Printed.Length == 0 || Printed.Split(' ').Contains(block.Printed));

    /// <summary>Says whether there is such a class of tests, or of a program that a script runs, and it names the page.</summary>
    public bool IsThere(string scripts)
    {
        string file = PageBlock.FullPath($"tests/{Test}.cs");
        string text = File.Exists(file) ? File.ReadAllText(file) : "";
        return (text.Contains("[Fact]", StringComparison.Ordinal) || text.Contains("[Theory]", StringComparison.Ordinal) ||
                scripts.Contains($"--project tests/{Test.Split('/')[0]} ", StringComparison.Ordinal)) &&
            (Page.Contains('*', StringComparison.Ordinal) || text.Contains(Path.GetFileName(Page), StringComparison.Ordinal));
    }
}
